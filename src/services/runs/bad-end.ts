import { recordRunEnd, recordRunStart } from '../../engine/index.ts'
import type { RunSnapshot } from '../../shared/model/run.ts'
import type { RunHistory } from './run-history.ts'
import type { RunPlan } from './run-plan.ts'

/**
 * Writes the end of a run that did not end well, unless it has done so itself: its thread may be lost, or it may have
 * failed before its record began. Errors: those of a durable write.
 */
export async function recordBadEnd(
  workspace: string,
  history: RunHistory,
  run: RunSnapshot,
  { manifest, sides }: Pick<RunPlan, 'manifest' | 'sides'>,
): Promise<void> {
  const { runId, kind, directory, failure, errors, progress } = run
  const known = (await history.read()).find((record) => record.runId === runId)
  if (known !== undefined && known.state !== 'running') return
  const record = known ?? (await recordRunStart({ workspace, runId, kind, directory, manifest, sides }))
  const state = run.state === 'cancelled' ? 'cancelled' : 'failed'
  await recordRunEnd(workspace, record, { state, failure, errors, progress })
}
