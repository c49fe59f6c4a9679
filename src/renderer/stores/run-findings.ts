import type { RunSnapshot } from '../../shared/model/run.ts'
import { isFinding, verdicts } from '../../shared/model/verdict.ts'

/** Whether anything was found, by the counts of the run so far. */
export function hasFindings(run: RunSnapshot): boolean {
  const { isStrict = false, counts } = run
  return verdicts.some((verdict) => isFinding(verdict, isStrict) && (counts[verdict] ?? 0) > 0)
}
