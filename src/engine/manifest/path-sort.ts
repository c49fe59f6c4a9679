import type { EntryColumns } from '../table/entry-columns.ts'
import { compareByteRanges } from '../table/entry-reader.ts'
import { createSortKeys, sortByKeys, type SortKeys } from '../table/radix-sort.ts'

/** Below this many rows comparing is faster than counting digits. */
const fewRows = 4096
const keyBytes = 8

/**
 * Sorts rows by their paths' bytes, ascending and stable, in place: eight bytes at a time while there are many, which takes
 * a third of the time of comparing whole paths. Paths hold no NUL.
 */
export function sortByPath(columns: EntryColumns, rows: Uint32Array): void {
  sortFrom(columns, rows, 0, createSortKeys(rows.length < fewRows ? 0 : columns.count))
}

function sortFrom(columns: EntryColumns, rows: Uint32Array, depth: number, keys: SortKeys): void {
  if (rows.length < fewRows) {
    rows.sort((a, b) => compareFrom(columns, a, b, depth))
    return
  }
  for (const row of rows) readKey(columns, row, depth, keys)
  rows.set(sortByKeys(rows, keys))
  for (let start = 0; start < rows.length;) {
    const first = rows[start]!
    const high = keys.high[first]!
    const low = keys.low[first]!
    let end = start + 1
    while (end < rows.length && keys.high[rows[end]!] === high && keys.low[rows[end]!] === low) end += 1
    // A key that ends in a zero is that of a path that ended: the run is of one path.
    if (end - start > 1 && (low & 0xff) !== 0) sortFrom(columns, rows.subarray(start, end), depth + keyBytes, keys)
    start = end
  }
}

function readKey(columns: EntryColumns, row: number, depth: number, keys: SortKeys): void {
  const { pathBytes, pathOffsets } = columns
  const start = pathOffsets[row]! + depth
  const end = pathOffsets[row + 1]!
  const byteAt = (at: number): number => (at < end ? pathBytes[at]! : 0)
  keys.high[row] = (byteAt(start) << 24) | (byteAt(start + 1) << 16) | (byteAt(start + 2) << 8) | byteAt(start + 3)
  keys.low[row] = (byteAt(start + 4) << 24) | (byteAt(start + 5) << 16) | (byteAt(start + 6) << 8) | byteAt(start + 7)
}

function compareFrom({ pathBytes, pathOffsets }: EntryColumns, a: number, b: number, depth: number): number {
  const aStart = pathOffsets[a]! + depth
  const bStart = pathOffsets[b]! + depth
  return compareByteRanges(pathBytes, aStart, pathOffsets[a + 1]!, pathBytes, bStart, pathOffsets[b + 1]!)
}
