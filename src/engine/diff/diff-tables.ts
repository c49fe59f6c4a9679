import { verdicts, type Verdict, type VerdictCounts } from '../../shared/model/verdict.ts'
import { kindDirectory, kindFile, type EntryColumns } from '../table/entry-columns.ts'
import { hasEntriesBelow, readPathBytes } from '../table/entry-reader.ts'
import { compareRows, type ComparisonRules } from './compare-rows.ts'
import { PathMatcher } from './match-paths.ts'
import { contentKey, pairMoves, type MovePairing } from './pair-moves.ts'

export const noRow = -1

/** Every verdict of a comparison, in columns: row numbers of the two sides, `noRow` where a side has none. */
export interface VerdictColumns {
  readonly count: number
  /** Index into `verdicts`. */
  readonly verdicts: Uint8Array
  readonly left: Int32Array
  readonly right: Int32Array
  /** Number of the ambiguous group, from 1; 0 for none. */
  readonly groups: Int32Array
  /** Left row with the content of an added right row. */
  readonly copies: ReadonlyMap<number, number>
  /** Left rows below a folder of the right side that could not be read: that folder's row. */
  readonly hidden: ReadonlyMap<number, number>
  /** Right-only links and special files that the left side's format cannot list. */
  readonly inexpressibleCount: number
}

const verdictCodes = new Map(verdicts.map((verdict, code) => [verdict, code]))

class VerdictCollector {
  private readonly rows: { verdicts: Uint8Array; left: Int32Array; right: Int32Array; groups: Int32Array }
  private count = 0

  constructor(capacity: number) {
    this.rows = {
      verdicts: new Uint8Array(capacity),
      left: new Int32Array(capacity),
      right: new Int32Array(capacity),
      groups: new Int32Array(capacity),
    }
  }

  add(verdict: Verdict, l: number, r: number, group = 0): void {
    this.rows.verdicts[this.count] = verdictCodes.get(verdict) ?? 0
    this.rows.left[this.count] = l
    this.rows.right[this.count] = r
    this.rows.groups[this.count] = group
    this.count += 1
  }

  finish(
    copies: ReadonlyMap<number, number>,
    hidden: ReadonlyMap<number, number>,
  ): Omit<VerdictColumns, 'inexpressibleCount'> {
    const { verdicts: codes, left, right, groups } = this.rows
    const { count } = this
    return {
      count,
      verdicts: codes.subarray(0, count),
      left: left.subarray(0, count),
      right: right.subarray(0, count),
      groups: groups.subarray(0, count),
      copies,
      hidden,
    }
  }
}

/** Compares two sides whole: linear in their entries, moves included. */
export function diffTables(left: EntryColumns, right: EntryColumns, rules: ComparisonRules): VerdictColumns {
  const collector = new VerdictCollector(left.count + right.count)
  const leftOnly: number[] = []
  const rightOnly: number[] = []
  let inexpressibleCount = 0
  const onPair = (l: number, r: number): void => {
    if (r === noRow) leftOnly.push(l)
    else if (l !== noRow) collector.add(compareRows(left, l, right, r, rules), l, r)
    else if (right.errors.has(r)) collector.add(errorVerdict(right, r), noRow, r)
    else if (!rules.isFilesOnly || right.kinds[r] === kindFile) rightOnly.push(r)
    else inexpressibleCount += 1
  }
  const matcher = new PathMatcher(left)
  matcher.match(right, onPair)
  matcher.finish(onPair)
  const hidden = findHidden(left, leftOnly, right)
  for (const l of hidden.keys()) collector.add('unreadable', l, noRow)
  // What was in a folder that could not be read is not known, so it cannot be missed.
  const unread = leftOnly.filter((l) => !hidden.has(l) && left.kinds[l] === kindDirectory)
  for (const l of unread) collector.add('unverifiable', l, noRow)
  const gone = leftOnly.filter((l) => !hidden.has(l) && left.kinds[l] !== kindDirectory)
  const pairing = pairMoves(left, gone, right, rightOnly, rules)
  const added = addMoves(collector, pairing, { left, gone }, { right, appeared: rightOnly })
  return { ...collector.finish(findCopies(left, right, added, rules), hidden), inexpressibleCount }
}

function errorVerdict(right: EntryColumns, r: number): Verdict {
  return right.errors.get(r)?.code === 'changed-while-reading' ? 'changed-while-reading' : 'unreadable'
}

/** Adds moves, groups, removals and additions; gives the rows added. */
function addMoves(
  collector: VerdictCollector,
  pairing: MovePairing,
  { left, gone }: { readonly left: EntryColumns; readonly gone: readonly number[] },
  { right, appeared }: { readonly right: EntryColumns; readonly appeared: readonly number[] },
): number[] {
  const takenLeft = new Set<number>()
  const takenRight = new Set<number>()
  for (const [l, r] of pairing.moved) {
    collector.add('moved', l, r)
    takenLeft.add(l)
    takenRight.add(r)
  }
  for (const [i, group] of pairing.groups.entries()) {
    for (const l of group.left) collector.add('ambiguous-move', l, noRow, i + 1)
    for (const r of group.right) collector.add('ambiguous-move', noRow, r, i + 1)
    for (const l of group.left) takenLeft.add(l)
    for (const r of group.right) takenRight.add(r)
  }
  for (const l of gone) {
    if (takenLeft.has(l)) continue
    // Folders are no entries of their own: what is below the path tells that there is one now.
    collector.add(hasEntriesBelow(right, readPathBytes(left, l)) ? 'kind-changed' : 'removed', l, noRow)
  }
  const added = appeared.filter((r) => !takenRight.has(r))
  for (const r of added) {
    collector.add(hasEntriesBelow(left, readPathBytes(right, r)) ? 'kind-changed' : 'added', noRow, r)
  }
  return added
}

/** Left rows whose folder could not be read now: they are out of sight, not removed. */
function findHidden(left: EntryColumns, leftOnly: readonly number[], right: EntryColumns): Map<number, number> {
  const hidden = new Map<number, number>()
  const folders = [...right.errors.keys()].filter((r) => right.kinds[r] === kindDirectory)
  if (folders.length === 0) return hidden
  const byPath = new Map(folders.map((r) => [pathKey(right, r), r]))
  for (const l of leftOnly) {
    const path = pathKey(left, l)
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
      const folder = byPath.get(path.slice(0, slash))
      if (folder !== undefined) hidden.set(l, folder)
    }
  }
  return hidden
}

/** The exact bytes of a path as a string, one a character. */
function pathKey(side: EntryColumns, row: number): string {
  const start = side.pathBytes.byteOffset + (side.pathOffsets[row] ?? 0)
  return Buffer.from(
    side.pathBytes.buffer,
    start,
    (side.pathOffsets[row + 1] ?? 0) - (side.pathOffsets[row] ?? 0),
  ).toString('latin1')
}

/** Which added files have the content of a file of the baseline. */
function findCopies(
  left: EntryColumns,
  right: EntryColumns,
  added: readonly number[],
  rules: ComparisonRules,
): Map<number, number> {
  const wanted = new Map<string, number[]>()
  for (const r of added) {
    const key = contentKey(right, r, 'right', rules)
    if (key === undefined || right.sizes[r] === 0) continue
    const same = wanted.get(key)
    if (same === undefined) wanted.set(key, [r])
    else same.push(r)
  }
  const copies = new Map<number, number>()
  if (wanted.size === 0) return copies
  for (let l = 0; l < left.count; l += 1) {
    const key = contentKey(left, l, 'left', rules) ?? ''
    for (const r of wanted.get(key) ?? []) copies.set(r, l)
    wanted.delete(key)
  }
  return copies
}

export function countVerdicts(columns: VerdictColumns): VerdictCounts {
  const counts: VerdictCounts = {}
  for (const code of columns.verdicts) {
    const verdict = verdicts[code]
    if (verdict !== undefined) counts[verdict] = (counts[verdict] ?? 0) + 1
  }
  return counts
}
