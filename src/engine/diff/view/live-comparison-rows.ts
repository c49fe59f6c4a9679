import { AppError } from '../../../shared/errors/app-error.ts'
import type {
  ComparisonDetail,
  ComparisonQuery,
  ComparisonRow,
  ComparisonTotals,
  ComparisonTreemapNode,
  MinimapBucket,
  RowPlace,
} from '../../../shared/ipc/comparison-schemas.ts'
import { isFinding, type Finding, type Verdict } from '../../../shared/model/verdict.ts'
import { foldCase } from '../../table/case-folding.ts'
import { verdictCode } from '../diff-tables.ts'
import type { FindingList, FindingQuery } from '../finding-list.ts'
import { firstComparisonQuery, type ComparisonRows } from './comparison-rows.ts'
import { copyFindings } from './copy-text.ts'
import { nameCounts } from './folder-verdicts.ts'
import { drawMinimap } from './minimap.ts'
import { renderFindingRow } from './render-rows.ts'

/**
 * A comparison that still runs: the findings so far, as a list in the order they were found, so that nothing moves while
 * more come. `findings` may grow; a new `query` takes in what came since. Layout, sort and folder are for when it is whole.
 */
export class LiveComparisonRows implements ComparisonRows {
  private readonly findings: readonly Finding[]
  private readonly isStrict: boolean
  private asked: ComparisonQuery = firstComparisonQuery
  private matched: number[] = []
  /** By code, of the findings looked at. */
  private counts: number[] = []
  private lookedAt = 0

  constructor(findings: readonly Finding[], isStrict: boolean) {
    this.findings = findings
    this.isStrict = isStrict
  }

  query(query: ComparisonQuery): ComparisonTotals {
    const isSame = query.search === this.asked.search && String(query.verdicts) === String(this.asked.verdicts)
    if (!isSame || query.onlyDifferences !== this.asked.onlyDifferences) {
      this.matched = []
      this.counts = []
      this.lookedAt = 0
    }
    this.asked = query
    this.takeInNew()
    return {
      rowCount: this.matched.length,
      matchedCount: this.matched.length,
      counts: nameCounts(this.counts),
    }
  }

  window(offset: number, limit: number): ComparisonRow[] {
    return this.matched.slice(offset, offset + limit).map((row) => renderFindingRow(this.findings[row]!, row))
  }

  toggle(): number {
    return this.matched.length
  }

  locate(row: number): RowPlace {
    const offset = this.matched.indexOf(row)
    return { offset: offset < 0 ? null : offset, rowCount: this.matched.length }
  }

  step(offset: number, by: 1 | -1): RowPlace {
    const at = offset === -1 && by === -1 ? this.matched.length - 1 : offset + by
    return { offset: at >= 0 && at < this.matched.length ? at : null, rowCount: this.matched.length }
  }

  detail(row: number): ComparisonDetail {
    const finding = this.findings[row]
    if (finding === undefined) {
      const message = `There is no finding ${row}: ${this.findings.length} were found so far.`
      throw new AppError({ code: 'not-found', operation: 'read row', message })
    }
    return { row, finding, linked: [], linkedCount: 0, warnings: [] }
  }

  minimap(bucketCount: number): MinimapBucket[] {
    return drawMinimap(this.matched.length, bucketCount, (offset) => {
      const { verdict } = this.findings[this.matched[offset]!]!
      return { code: verdictCode(verdict), findingCount: isFinding(verdict, this.isStrict) ? 1 : 0 }
    })
  }

  /** Areas would jump with every finding: the map is drawn of the whole comparison. */
  treemap(): ComparisonTreemapNode[] {
    return []
  }

  copy(rows: readonly number[] | null): { text: string; copiedCount: number; matchedCount: number } {
    return copyFindings(this.select(rows))
  }

  select(rows: readonly number[] | null): FindingList {
    return listGiven((rows ?? this.matched).flatMap((row) => this.findings[row] ?? []))
  }

  private takeInNew(): void {
    const wanted = new Set<Verdict>(this.asked.verdicts)
    const search = foldCase(this.asked.search)
    for (; this.lookedAt < this.findings.length; this.lookedAt += 1) {
      const { verdict, path, fromPath = '' } = this.findings[this.lookedAt]!
      if (!foldCase(path).includes(search) && !foldCase(fromPath).includes(search)) continue
      const code = verdictCode(verdict)
      this.counts[code] = (this.counts[code] ?? 0) + 1
      const isWanted = wanted.size > 0 ? wanted.has(verdict) : isFinding(verdict, this.isStrict)
      if (isWanted || (wanted.size === 0 && !this.asked.onlyDifferences)) this.matched.push(this.lookedAt)
    }
  }
}

/** Findings at hand as a list. */
function listGiven(findings: readonly Finding[]): FindingList {
  return {
    length: findings.length,
    at(index) {
      const finding = findings[index]
      if (finding === undefined) throw new RangeError(`No finding ${index} of ${findings.length}`)
      return finding
    },
    select: (query) => selectGiven(findings, query),
  }
}

function selectGiven(findings: readonly Finding[], { verdicts, search }: FindingQuery): Uint32Array {
  const text = foldCase(search)
  const rows = [...findings.keys()].filter((row) => {
    const { verdict, path } = findings[row]!
    return (verdicts.length === 0 || verdicts.includes(verdict)) && foldCase(path).includes(text)
  })
  return Uint32Array.from(rows)
}
