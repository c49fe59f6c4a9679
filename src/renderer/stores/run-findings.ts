import type { RunSnapshot } from '../../shared/model/run.ts'
import { isFinding, verdicts } from '../../shared/model/verdict.ts'

/** Whether anything was found, by the counts of the run so far. */
export function hasFindings(run: RunSnapshot): boolean {
  const { isStrict = false, counts } = run
  return verdicts.some((verdict) => isFinding(verdict, isStrict) && (counts[verdict] ?? 0) > 0)
}

/** How many findings a run has by its counts so far. */
export function countFindings({ isStrict = false, counts }: RunSnapshot): number {
  return verdicts.reduce((sum, verdict) => sum + (isFinding(verdict, isStrict) ? (counts[verdict] ?? 0) : 0), 0)
}
