import { isFinding, type Finding, type Verdict, type VerdictCounts } from '../../shared/model/verdict.ts'
import { compareRows, errorVerdict, type ComparisonRules } from '../diff/compare-rows.ts'
import { describeEvidence } from '../diff/evidence.ts'
import { PathMatcher } from '../diff/match-paths.ts'
import type { BatchResult, EntryBatch } from '../hash/hash-protocol.ts'
import type { RunControl } from '../run/run-control.ts'
import { viewBatch } from '../scan/view-batch.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import { lowerBoundOfPath, readEntry, readPathBytes } from '../table/entry-reader.ts'
import type { SideName } from './compare-options.ts'

const noRow = -1

export interface LiveOptions {
  /** The side that is known already. */
  readonly known: EntryColumns
  /** The side that is being scanned. */
  readonly scanned: SideName
  readonly rules: ComparisonRules
  readonly isStrict: boolean
  /** What is said of a side that cannot be trusted, as far as that is known by now. */
  readonly readCaveat: () => string
  readonly onFinding: NonNullable<RunControl['onFinding']>
}

/**
 * Tells findings while the scan goes on, in the order of the reads, because one huge file may take hours: those of paths
 * both sides have, and of what cannot be read. What moved, came or went is only known at the end.
 */
export class LiveFindings {
  private readonly options: LiveOptions
  private readonly counts: VerdictCounts = {}

  constructor(options: LiveOptions) {
    this.options = options
  }

  /** Takes a batch that was read but for its large files, or the one of them in `largeRow`. */
  judge(result: BatchResult, batch: EntryBatch, largeRow?: number): void {
    const { known, scanned, rules } = this.options
    const found = viewBatch(result, batch, rules[scanned].algorithms)
    const [from, to] = largeRow === undefined ? [0, found.count] : [largeRow, largeRow + 1]
    const unread = new Set(largeRow === undefined ? result.deferred.map(({ index }) => index) : [])
    const matcher = new PathMatcher(known, lowerBoundOfPath(known, readPathBytes(found, from)))
    const judgePair = (k: number, f: number): void => {
      if (f !== noRow && !unread.has(f)) this.judgeRow(k, found, f)
    }
    matcher.match(found, judgePair, from, to)
  }

  private judgeRow(k: number, found: EntryColumns, f: number): void {
    const { known, scanned, rules } = this.options
    if (k === noRow) {
      if (found.errors.has(f)) this.tell(errorVerdict(found, f), k, found, f)
    } else if (scanned === 'right') this.tell(compareRows(known, k, found, f, rules), k, found, f)
    else this.tell(compareRows(found, f, known, k, rules), k, found, f)
  }

  private tell(verdict: Verdict, k: number, found: EntryColumns, f: number): void {
    const { known, scanned, rules, isStrict } = this.options
    this.counts[verdict] = (this.counts[verdict] ?? 0) + 1
    if (!isFinding(verdict, isStrict)) return
    const there = k === noRow ? undefined : readEntry(known, k)
    const here = readEntry(found, f)
    const [left, right] = scanned === 'right' ? [there, here] : [here, there]
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
      path: here.path,
      ...(left === undefined ? {} : { left }),
      ...(right === undefined ? {} : { right }),
      evidence: evidence + this.options.readCaveat(),
    }
    this.options.onFinding(finding, { ...this.counts })
  }
}
