import type { TableChip, TableTotals } from '../../shared/ipc/table-schemas.ts'
import { kindFile, kindSpecial, kindSymlink, type EntryColumns } from './entry-columns.ts'

const chipBits: Readonly<Record<TableChip, number>> = { file: 1, symlink: 2, special: 4, error: 8 }
const chipNames = ['file', 'symlink', 'special', 'error'] as const satisfies readonly TableChip[]

/** A byte an entry, a bit for each chip the entry belongs to. An entry that failed belongs to its kind and to `error`. */
export function chipColumn(columns: EntryColumns): Uint8Array {
  const bitOfKind = new Uint8Array(4)
  bitOfKind[kindFile] = chipBits.file
  bitOfKind[kindSymlink] = chipBits.symlink
  bitOfKind[kindSpecial] = chipBits.special
  const column = columns.kinds.map((kind) => bitOfKind[kind] ?? 0)
  for (const index of columns.errors.keys()) column[index] = (column[index] ?? 0) | chipBits.error
  return column
}

export interface EntryFilter {
  /** Range of the entries below the folder that is looked at. */
  readonly start: number
  readonly end: number
  /** 1 for each entry the search finds; undefined when there is no search. */
  readonly mask: Uint8Array | undefined
  readonly chips: readonly TableChip[]
}

export interface FilteredEntries {
  /** Indexes, ascending. */
  readonly matched: Uint32Array
  readonly matchedSizeBytes: number
  readonly chipCounts: TableTotals['chipCounts']
}

/** Picks the entries that pass a filter and counts, for each chip, those it would leave. */
export function filterEntries(columns: EntryColumns, chipsOfEntry: Uint8Array, filter: EntryFilter): FilteredEntries {
  const { start, end, mask } = filter
  const wanted = filter.chips.reduce((bits, chip) => bits | chipBits[chip], 0)
  const matched = new Uint32Array(end - start)
  const countOfBits = new Uint32Array(16)
  let matchedCount = 0
  let matchedSizeBytes = 0
  for (let index = start; index < end; index++) {
    if (mask !== undefined && mask[index] === 0) continue
    const bits = chipsOfEntry[index]!
    countOfBits[bits] = countOfBits[bits]! + 1
    if (wanted !== 0 && (bits & wanted) === 0) continue
    matched[matchedCount++] = index
    matchedSizeBytes += Math.max(0, columns.sizes[index]!)
  }
  return { matched: matched.subarray(0, matchedCount), matchedSizeBytes, chipCounts: countChips(countOfBits) }
}

function countChips(countOfBits: Uint32Array): TableTotals['chipCounts'] {
  const counts: TableTotals['chipCounts'] = { file: 0, symlink: 0, special: 0, error: 0 }
  for (const chip of chipNames) {
    countOfBits.forEach((count, bits) => {
      if ((bits & chipBits[chip]) !== 0) counts[chip] += count
    })
  }
  return counts
}

/** `matched`, ascending indexes, in the sequence of `order`, which holds all entries. */
export function applyOrder(matched: Uint32Array, order: Uint32Array): Uint32Array {
  if (matched.length === order.length) return order
  const isMatched = new Uint8Array(order.length)
  for (const index of matched) isMatched[index] = 1
  const ordered = new Uint32Array(matched.length)
  let count = 0
  for (const index of order) {
    if (isMatched[index] === 1) ordered[count++] = index
  }
  return ordered
}

/** Whether ascending `items` contain `item`. */
export function includesSorted(items: Uint32Array, item: number): boolean {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (items[middle]! < item) low = middle + 1
    else high = middle
  }
  return items[low] === item
}
