import { isFinding, type Finding, type Verdict, type VerdictCounts } from '../../shared/model/verdict.ts'
import { compareRows, type ComparisonRules } from '../diff/compare-rows.ts'
import { describeEvidence } from '../diff/evidence.ts'
import { PathMatcher } from '../diff/match-paths.ts'
import type { BatchResult, EntryBatch } from '../hash/hash-protocol.ts'
import type { RunControl } from '../run/run-control.ts'
import { ColumnsCollector } from '../scan/collect-columns.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import { readEntry } from '../table/entry-reader.ts'

export interface LiveOptions {
  readonly baseline: EntryColumns
  readonly rules: ComparisonRules
  readonly isStrict: boolean
  readonly caveat: string
  readonly control: RunControl
}

/**
 * Tells findings while the scan goes on: those of paths both sides have, and of what cannot be read. What moved, came or
 * went is only known at the end.
 */
export class LiveFindings {
  private readonly options: LiveOptions
  private readonly matcher: PathMatcher
  private readonly counts: VerdictCounts = {}

  constructor(options: LiveOptions) {
    this.options = options
    this.matcher = new PathMatcher(options.baseline)
  }

  add(result: BatchResult, batch: EntryBatch): void {
    const { baseline, rules, control } = this.options
    if (control.onFinding === undefined) return
    const collector = new ColumnsCollector(baseline.algorithms)
    collector.add(result, batch)
    const right = collector.finish()
    this.matcher.match(right, (l, r) => {
      if (r === -1 || (l === -1 && !right.errors.has(r))) return
      const isChanged = right.errors.get(r)?.code === 'changed-while-reading'
      const verdict =
        l === -1 ? (isChanged ? 'changed-while-reading' : 'unreadable') : compareRows(baseline, l, right, r, rules)
      this.tell(verdict, l, right, r)
    })
  }

  private tell(verdict: Verdict, l: number, columns: EntryColumns, r: number): void {
    const { baseline, rules, isStrict, caveat, control } = this.options
    this.counts[verdict] = (this.counts[verdict] ?? 0) + 1
    if (!isFinding(verdict, isStrict)) return
    const left = l === -1 ? undefined : readEntry(baseline, l)
    const right = readEntry(columns, r)
    const evidence = describeEvidence({
      verdict,
      left,
      right,
      formats: { left: rules.left.format, right: rules.right.format },
      isQuick: rules.isQuick,
      copyOf: undefined,
      hiddenBy: undefined,
    })
    const finding: Finding = {
      verdict,
      path: right.path,
      ...(left === undefined ? {} : { left }),
      right,
      evidence: evidence + caveat,
    }
    control.onFinding?.(finding, { ...this.counts })
  }
}
