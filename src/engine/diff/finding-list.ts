import { verdicts, type Finding, type Verdict } from '../../shared/model/verdict.ts'
import { findingCodes, isMovedAway, readFinding, readRowPath, verdictOfRow, type Comparison } from './comparison.ts'
import { noRow, verdictCode } from './diff-tables.ts'

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
    const row = this.rows[index - this.extra.length]
    const finding = this.extra[index] ?? (row === undefined ? undefined : readFinding(this.comparison, row))
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
    const row = this.rows[index - this.extra.length] ?? 0
    const end = this.comparison.columns.ends[row] ?? noRow
    return [row, ...(end === noRow ? [] : [end])].map((at) => readRowPath(this.comparison, at))
  }
}

/** The rows given, loudest verdict first, members of an ambiguous group together, else in their own order. Linear time. */
export function sortByVerdict({ columns }: Pick<Comparison, 'columns'>, rows: Iterable<number>): Uint32Array {
  const byVerdict = verdicts.map((): number[] => [])
  for (const row of rows) byVerdict[columns.verdicts[row]!]!.push(row)
  const code = verdictCode('ambiguous-move')
  // Few and sorted stably: members stay in the order of their paths.
  byVerdict[code] = byVerdict[code]!.toSorted((a, b) => columns.groups[a]! - columns.groups[b]!)
  const sorted = new Uint32Array(byVerdict.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const rowsOfVerdict of byVerdict) {
    sorted.set(rowsOfVerdict, at)
    at += rowsOfVerdict.length
  }
  return sorted
}

/** Findings of these rows alone, in the order given, those without a row first. */
export function listRows(comparison: Comparison, rows: Uint32Array, extra: readonly Finding[] = []): FindingList {
  return new ComparisonFindings(comparison, rows, extra)
}

/** Rows that a person must look at, loudest first, and the rest. */
interface DividedRows {
  readonly findings: Uint32Array
  readonly others: Uint32Array
}

/** Splits the rows of a comparison, which may then still lack its caveat. */
export function divideRows({ columns, isStrict }: Pick<Comparison, 'columns' | 'isStrict'>): DividedRows {
  const isFindingCode = findingCodes(isStrict)
  const findings: number[] = []
  const others = new Uint32Array(columns.count)
  let otherCount = 0
  for (let row = 0; row < columns.count; row += 1) {
    if (isMovedAway(columns, row)) continue
    if (isFindingCode[columns.verdicts[row]!] === 1) findings.push(row)
    else others[otherCount++] = row
  }
  return { findings: sortByVerdict({ columns }, findings), others: others.subarray(0, otherCount) }
}

/** Splits a comparison into what a person must look at, loudest first, and the rest. */
export function listFindings(
  comparison: Comparison,
  rows: DividedRows = divideRows(comparison),
): { findings: FindingList; others: FindingList } {
  return {
    findings: listRows(comparison, rows.findings, comparison.refused),
    others: listRows(comparison, rows.others),
  }
}
