import { RecordedRun } from '../../engine/index.ts'
import type { RunSnapshot } from '../../shared/model/run.ts'
import type { RunPlan } from './run-plan.ts'

/**
 * Records the end of a run that did not end well, unless it has done so itself: its thread may be lost, or it may have
 * failed before it was recorded. Errors: `ledger-damaged`, those of a write.
 */
export async function recordBadEnd(
  workspace: string,
  run: RunSnapshot,
  { manifest, sides }: Pick<RunPlan, 'manifest' | 'sides'>,
): Promise<void> {
  const { runId, kind, directory, failure, errors, progress } = run
  const recorded = await RecordedRun.resume({ workspace, runId, kind, directory, manifest, sides })
  const state = run.state === 'cancelled' ? 'cancelled' : 'failed'
  await recorded?.end({ state, failure, errors, progress })
}
