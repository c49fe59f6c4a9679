import { isFinding, verdicts, type Finding, type Verdict } from '../../shared/model/verdict.ts'
import { readEntry, readPath } from '../table/entry-reader.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import { noRow, type VerdictColumns } from './diff-tables.ts'
import { describeEvidence } from './evidence.ts'

export interface FindingQuery {
  /** Empty for all. */
  readonly verdicts: readonly Verdict[]
  /** Case-insensitive part of either path. */
  readonly search: string
}

/** Findings made on demand, so that a million of them cost a few bytes each until they are looked at. */
export interface FindingList {
  readonly length: number
  /** Throws a RangeError past the end. */
  at(index: number): Finding
  /** Positions of the findings that fit, in order. */
  select(query: FindingQuery): Uint32Array
}

export interface Comparison {
  readonly left: EntryColumns
  readonly right: EntryColumns
  readonly columns: VerdictColumns
  readonly isQuick: boolean
  readonly isStrict: boolean
  /** Said at the end of every evidence, when the baseline cannot be trusted. */
  readonly caveat: string
  /** Findings that have no row: entries of the manifest that were refused. */
  readonly refused: readonly Finding[]
}

class ComparisonFindings implements FindingList {
  private readonly comparison: Comparison
  private readonly rows: Uint32Array
  private readonly extra: readonly Finding[]

  constructor(comparison: Comparison, rows: Uint32Array, extra: readonly Finding[]) {
    this.comparison = comparison
    this.rows = rows
    this.extra = extra
  }

  get length(): number {
    return this.rows.length + this.extra.length
  }

  at(index: number): Finding {
    const finding = this.extra[index] ?? this.readRow(this.rows[index - this.extra.length])
    if (finding === undefined) throw new RangeError(`No finding ${index} of ${this.length}`)
    return finding
  }

  select(query: FindingQuery): Uint32Array {
    const wanted = new Set(query.verdicts)
    const search = query.search.toLowerCase()
    const found: number[] = []
    for (let i = 0; i < this.length; i += 1) {
      if (wanted.size > 0 && !wanted.has(this.verdictAt(i))) continue
      if (search === '' || this.pathsAt(i).some((path) => path.toLowerCase().includes(search))) found.push(i)
    }
    return Uint32Array.from(found)
  }

  private verdictAt(index: number): Verdict {
    const extra = this.extra[index]
    return extra?.verdict ?? verdictOfRow(this.comparison.columns, this.rows[index - this.extra.length] ?? 0)
  }

  private pathsAt(index: number): string[] {
    const extra = this.extra[index]
    if (extra !== undefined) return [extra.path]
    const { left, right, columns } = this.comparison
    const row = this.rows[index - this.extra.length] ?? 0
    const [l, r] = [columns.left[row] ?? noRow, columns.right[row] ?? noRow]
    return [...(l === noRow ? [] : [readPath(left, l)]), ...(r === noRow ? [] : [readPath(right, r)])]
  }

  private readRow(row: number | undefined): Finding | undefined {
    return row === undefined ? undefined : readFinding(this.comparison, row)
  }
}

function verdictOfRow(columns: VerdictColumns, row: number): Verdict {
  return verdicts[columns.verdicts[row] ?? 0] ?? 'unchanged'
}

function readFinding(comparison: Comparison, row: number): Finding {
  const { columns, isQuick } = comparison
  const verdict = verdictOfRow(columns, row)
  const [l, r] = [columns.left[row] ?? noRow, columns.right[row] ?? noRow]
  const left = l === noRow ? undefined : readEntry(comparison.left, l)
  const right = r === noRow ? undefined : readEntry(comparison.right, r)
  const copy = columns.copies.get(r)
  const hidden = columns.hidden.get(l)
  const evidence = describeEvidence({
    verdict,
    left,
    right,
    isQuick,
    copyOf: copy === undefined || r === noRow ? undefined : readPath(comparison.left, copy),
    hiddenBy: hidden === undefined || l === noRow ? undefined : readEntry(comparison.right, hidden),
  })
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

/** Loudest verdict first, members of a group together, then by path. */
function sortRows(comparison: Comparison, rows: number[]): Uint32Array {
  const { columns, left, right } = comparison
  const paths = new Map<number, string>()
  const pathOf = (row: number): string => {
    const known = paths.get(row)
    if (known !== undefined) return known
    const r = columns.right[row] ?? noRow
    const path = r === noRow ? readPath(left, columns.left[row] ?? 0) : readPath(right, r)
    paths.set(row, path)
    return path
  }
  const sorted = rows.toSorted((a, b) => {
    const byVerdict = (columns.verdicts[a] ?? 0) - (columns.verdicts[b] ?? 0)
    const byGroup = (columns.groups[a] ?? 0) - (columns.groups[b] ?? 0)
    if (byVerdict !== 0 || byGroup !== 0) return byVerdict === 0 ? byGroup : byVerdict
    return pathOf(a) < pathOf(b) ? -1 : 1
  })
  return Uint32Array.from(sorted)
}

/** Splits a comparison into what a person must look at and the rest. */
export function listFindings(comparison: Comparison): { findings: FindingList; others: FindingList } {
  const { columns, isStrict } = comparison
  const findings: number[] = []
  const others: number[] = []
  for (let row = 0; row < columns.count; row += 1) {
    ;(isFinding(verdictOfRow(columns, row), isStrict) ? findings : others).push(row)
  }
  return {
    findings: new ComparisonFindings(comparison, sortRows(comparison, findings), comparison.refused),
    others: new ComparisonFindings(comparison, Uint32Array.from(others), []),
  }
}
