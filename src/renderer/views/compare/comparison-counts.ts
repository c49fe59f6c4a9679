import type { RunSnapshot } from '../../../shared/model/run.ts'
import type { VerdictCounts } from '../../../shared/model/verdict.ts'

/** The counts of a whole verify or compare: of its result, or of what is found so far. */
export function countsOf(run: RunSnapshot): VerdictCounts {
  return run.result === undefined || run.result.kind === 'snapshot' ? run.counts : run.result.counts
}

/** How many findings a run had, its record kept or not; undefined before it ended. */
export function findingCountOf(run: RunSnapshot): number | undefined {
  return run.result === undefined || run.result.kind === 'snapshot' ? undefined : run.result.findingCount
}
