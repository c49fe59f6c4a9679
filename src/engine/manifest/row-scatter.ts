import type { EntryColumns } from '../table/entry-columns.ts'
import { digestWords, type RowContents } from './row-selection.ts'

/** Up to here a loop is faster than the call that copies. */
const shortPathBytes = 96

/** Rows put in the order of their groups, and which row came to each place. */
export interface ScatteredRows {
  readonly rows: Uint32Array
  readonly contents: RowContents
}

/**
 * Puts the paths and digests of rows into groups that begin at `starts`, rows of a group in their order. Reads from first
 * to last and writes to the end of each group, which stays in the processor's cache as long as groups are some thousands.
 */
export function scatterContents(columns: EntryColumns, groups: Uint16Array, starts: Uint32Array): ScatteredRows {
  const next = starts.slice()
  const rows = new Uint32Array(columns.count)
  const places = new Uint32Array(columns.count)
  for (let row = 0; row < columns.count; row += 1) {
    const group = groups[row]!
    const place = next[group]!
    next[group] = place + 1
    rows[place] = row
    places[row] = place
  }
  const { algorithms, digestStride } = columns
  const paths = scatterPaths(columns, groups, startBytes(columns, groups, starts.length), places)
  return { rows, contents: { ...paths, algorithms, digestStride, digests: scatterDigests(columns, places) } }
}

/** Where the paths of each group begin. */
function startBytes({ count, pathOffsets }: EntryColumns, groups: Uint16Array, length: number): Uint32Array {
  const starts = new Uint32Array(length)
  for (let row = 0; row < count; row += 1) {
    const group = groups[row]! + 1
    starts[group] = starts[group]! + pathOffsets[row + 1]! - pathOffsets[row]!
  }
  for (let group = 1; group < length; group += 1) starts[group] = starts[group]! + starts[group - 1]!
  return starts
}

function scatterPaths(
  { count, pathBytes, pathOffsets }: EntryColumns,
  groups: Uint16Array,
  nextBytes: Uint32Array,
  places: Uint32Array,
): Pick<RowContents, 'pathBytes' | 'pathOffsets'> {
  const bytes = new Uint8Array(pathOffsets[count] ?? 0)
  const offsets = new Uint32Array(count + 1)
  for (let row = 0; row < count; row += 1) {
    const group = groups[row]!
    const start = pathOffsets[row]!
    let to = nextBytes[group]!
    const end = to + pathOffsets[row + 1]! - start
    nextBytes[group] = end
    offsets[places[row]! + 1] = end
    if (end - to > shortPathBytes) bytes.set(pathBytes.subarray(start, start + end - to), to)
    else for (let from = start; to < end; from += 1, to += 1) bytes[to] = pathBytes[from]!
  }
  return { pathBytes: bytes, pathOffsets: offsets }
}

function scatterDigests(columns: EntryColumns, places: Uint32Array): Uint8Array {
  const { digests, digestStride } = columns
  const scattered = new Uint8Array(places.length * digestStride)
  const words = digestWords(columns)
  if (words === undefined) {
    for (let row = 0; row < places.length; row += 1) {
      const digest = digests.subarray(row * digestStride, (row + 1) * digestStride)
      scattered.set(digest, places[row]! * digestStride)
    }
    return scattered
  }
  const wordCount = words.length / Math.max(1, places.length)
  const target = new Uint32Array(scattered.buffer)
  let from = 0
  for (const place of places) {
    const end = (place + 1) * wordCount
    for (let to = place * wordCount; to < end; to += 1, from += 1) target[to] = words[from]!
  }
  return scattered
}
