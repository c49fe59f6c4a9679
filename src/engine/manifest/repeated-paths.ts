import { digestLengthBytes } from '../../shared/model/digest.ts'
import { digestOffsets, type EntryColumns } from '../table/entry-columns.ts'
import { comparePaths, readPath } from '../table/entry-reader.ts'
import { manifestError } from './manifest-error.ts'
import type { ReaderNotes } from './reader-notes.ts'
import { groupByPath } from './path-groups.ts'
import { sortByPath, sortGroups } from './path-sort.ts'
import { selectContents, selectFacts, selectRows } from './row-selection.ts'

/** From here on sorting in groups is worth their making. */
const manyRows = 50_000

function haveEqualDigests(columns: EntryColumns, a: number, b: number): boolean {
  const bothKnown = (columns.digestFlags[a] ?? 0) & (columns.digestFlags[b] ?? 0)
  const offsets = digestOffsets(columns.algorithms)
  return columns.algorithms.every((algorithm, at) => {
    if ((bothKnown & (1 << at)) === 0) return true
    const digest = (row: number): Uint8Array => {
      const start = row * columns.digestStride + (offsets[at] ?? 0)
      return columns.digests.subarray(start, start + digestLengthBytes[algorithm])
    }
    return Buffer.compare(digest(a), digest(b)) === 0
  })
}

function agree(columns: EntryColumns, a: number, b: number): boolean {
  return (
    columns.kinds[a] === columns.kinds[b] &&
    columns.sizes[a] === columns.sizes[b] &&
    columns.targets.get(a) === columns.targets.get(b) &&
    haveEqualDigests(columns, a, b)
  )
}

/** Gives row `a` the digests that only row `b` has; false when there were none. */
function takeDigests(columns: EntryColumns, a: number, b: number): boolean {
  const missing = (columns.digestFlags[b] ?? 0) & ~(columns.digestFlags[a] ?? 0)
  const offsets = digestOffsets(columns.algorithms)
  columns.algorithms.forEach((algorithm, at) => {
    if ((missing & (1 << at)) === 0) return
    const start = b * columns.digestStride + (offsets[at] ?? 0)
    columns.digests.copyWithin(
      a * columns.digestStride + (offsets[at] ?? 0),
      start,
      start + digestLengthBytes[algorithm],
    )
  })
  columns.digestFlags[a] = (columns.digestFlags[a] ?? 0) | missing
  return missing !== 0
}

/** Which of the sorted rows to keep: the first of each path. Throws `manifest-invalid` where two of one path disagree. */
function dropRepeats(columns: EntryColumns, sorted: Uint32Array, file: string, notes: ReaderNotes): Uint32Array {
  let kept = 0
  for (const row of sorted) {
    const previous = sorted[kept - 1]
    if (previous !== undefined && kept > 0 && comparePaths(columns, previous, columns, row) === 0) {
      const path = readPath(columns, row)
      if (!agree(columns, previous, row)) {
        const problem = `lists ${JSON.stringify(path)} twice with different contents: it cannot be relied on.`
        throw manifestError('manifest-invalid', file, problem)
      }
      if (!takeDigests(columns, previous, row)) notes.add('listed twice with the same contents, kept once', path)
      continue
    }
    sorted[kept] = row
    kept += 1
  }
  return sorted.subarray(0, kept)
}

/** Looked for where the rows stand in order, because neighbours in memory are found much faster. */
function hasRepeats(sorted: EntryColumns): boolean {
  for (let row = 1; row < sorted.count; row += 1) if (comparePaths(sorted, row - 1, sorted, row) === 0) return true
  return false
}

function numberRows(count: number): Uint32Array {
  const rows = new Uint32Array(count)
  for (let row = 0; row < count; row += 1) rows[row] = row
  return rows
}

function sortFewRows(columns: EntryColumns): EntryColumns {
  const rows = numberRows(columns.count)
  sortByPath(columns, rows)
  return selectRows(columns, rows)
}

function sortManyRows(columns: EntryColumns): EntryColumns {
  const groups = groupByPath(columns)
  const places = numberRows(columns.count)
  sortGroups(groups, places)
  const contents = selectContents(groups.contents, places)
  for (let at = 0; at < places.length; at += 1) places[at] = groups.rows[places[at]!]!
  return { ...selectFacts(columns, places), ...contents }
}

/**
 * Puts entries read in any order into ascending order of their paths' bytes, each path once. The same path twice is noted
 * when both agree, unless each has a digest that the other lacks; when they do not agree, throws `manifest-invalid`.
 */
export function sortEntries(columns: EntryColumns, file: string, notes: ReaderNotes): EntryColumns {
  // Equal paths stay in the order of the file: the sort is stable.
  const sorted = columns.count < manyRows ? sortFewRows(columns) : sortManyRows(columns)
  if (!hasRepeats(sorted)) return sorted
  const inOrder = numberRows(sorted.count)
  return selectRows(sorted, dropRepeats(sorted, inOrder, file, notes))
}
