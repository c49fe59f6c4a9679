import { isFinding, verdicts, type Finding, type Verdict, type VerdictCounts } from '../../shared/model/verdict.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import { readEntry, readPath } from '../table/entry-reader.ts'
import { noRow, type VerdictColumns } from './diff-tables.ts'
import { describeEvidence, type SideFormats } from './evidence.ts'

/** Two sides, every verdict on them, and what the evidence is worded with. */
export interface Comparison {
  readonly left: EntryColumns
  readonly right: EntryColumns
  readonly columns: VerdictColumns
  readonly formats: SideFormats
  readonly isQuick: boolean
  readonly isStrict: boolean
  /** Said at the end of every evidence, when a side cannot be trusted. */
  readonly caveat: string
  /** Findings that have no row: entries of a manifest that were refused. */
  readonly refused: readonly Finding[]
  /** Findings as they were recorded, by row: they are given as they are, not worked out again. */
  readonly recorded?: ReadonlyMap<number, Finding>
}

export function verdictOfRow(columns: VerdictColumns, row: number): Verdict {
  return verdicts[columns.verdicts[row] ?? 0] ?? 'unchanged'
}

/** Whether the row is where a moved file was: its finding stands at the other end. */
export function isMovedAway(columns: VerdictColumns, row: number): boolean {
  return columns.ends[row] !== noRow && columns.right[row] === noRow
}

/** The path a row stands for. */
export function readRowPath({ left, right, columns }: Comparison, row: number): string {
  const r = columns.right[row] ?? noRow
  return r === noRow ? readPath(left, columns.left[row] ?? 0) : readPath(right, r)
}

/** Verdict by verdict, each move once, refused entries included. */
export function countVerdicts({ columns, refused }: Comparison): VerdictCounts {
  const byCode = new Uint32Array(verdicts.length)
  let movedAwayCount = 0
  for (let row = 0; row < columns.count; row += 1) {
    const code = columns.verdicts[row]!
    byCode[code] = byCode[code]! + 1
    if (isMovedAway(columns, row)) movedAwayCount += 1
  }
  const counts: VerdictCounts = {}
  for (const [code, verdict] of verdicts.entries()) {
    const count = byCode[code]! - (verdict === 'moved' ? movedAwayCount : 0)
    if (count > 0) counts[verdict] = count
  }
  if (refused.length > 0) counts.unreadable = (counts.unreadable ?? 0) + refused.length
  return counts
}

/** Whether each verdict is a finding, by its code. */
export function findingCodes(isStrict: boolean): Uint8Array {
  return Uint8Array.from(verdicts, (verdict) => (isFinding(verdict, isStrict) ? 1 : 0))
}

/** The finding of a row; either end of a move gives the finding of the move. */
export function readFinding(comparison: Comparison, given: number): Finding {
  const { columns, isQuick, formats } = comparison
  const row = isMovedAway(columns, given) ? (columns.ends[given] ?? given) : given
  const recorded = comparison.recorded?.get(row)
  if (recorded !== undefined) return recorded
  const verdict = verdictOfRow(columns, row)
  const { left, right } = readSides(comparison, row)
  const [copyOf, hiddenBy] = [readCopied(comparison, row), readHiding(comparison, row)]
  const evidence = describeEvidence({ verdict, left, right, formats, isQuick, copyOf, hiddenBy })
  const group = columns.groups[row] ?? 0
  return {
    verdict,
    path: right?.path ?? left?.path ?? '',
    ...(verdict === 'moved' && left !== undefined ? { fromPath: left.path } : {}),
    ...(group > 0 ? { group } : {}),
    ...(left === undefined ? {} : { left }),
    ...(right === undefined ? {} : { right }),
    evidence: evidence + comparison.caveat,
  }
}

function readSides(comparison: Comparison, row: number): Pick<Finding, 'left' | 'right'> {
  const { columns } = comparison
  const end = columns.ends[row] ?? noRow
  const l = columns.left[end === noRow ? row : end] ?? noRow
  const r = columns.right[row] ?? noRow
  return {
    left: l === noRow ? undefined : readEntry(comparison.left, l),
    right: r === noRow ? undefined : readEntry(comparison.right, r),
  }
}

/** Path of the file of the left side that an added row copies. */
function readCopied({ columns, left }: Comparison, row: number): string | undefined {
  const r = columns.right[row] ?? noRow
  const original = r === noRow ? undefined : columns.copies.get(r)
  return original === undefined ? undefined : readPath(left, original)
}

function readHiding(comparison: Comparison, row: number): Finding['right'] {
  const folder = comparison.columns.hidden.get(row)
  if (folder === undefined) return undefined
  const { left, right } = readSides(comparison, folder)
  return [right, left].find((entry) => entry?.error !== undefined) ?? right ?? left
}
