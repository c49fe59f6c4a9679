import { createRunId, recordRun, type RecordedWork, type RunControl, type RunStart } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { ErrorCode } from '../../shared/errors/error-codes.ts'

type Outcome = Awaited<ReturnType<Parameters<typeof recordRun>[2]>>

const unwritable: ReadonlySet<ErrorCode> = new Set([
  'permission-denied',
  'disk-full',
  'write-failed',
  'output-refused',
  'not-found',
])

/**
 * Records a run in the workspace, for the app to show. A workspace that cannot be written does not stop an audit: the run
 * then goes unrecorded, and its result says so.
 */
export async function runRecorded<T extends Outcome>(
  start: RunStart,
  control: RunControl,
  work: (runId: string, control: RunControl) => Promise<T>,
): Promise<T> {
  let isStarted = false
  const recorded: RecordedWork<T> = ({ record, control: watched }) => {
    isStarted = true
    return work(record.runId, watched)
  }
  try {
    return await recordRun(start, control, recorded)
  } catch (error) {
    if (isStarted || !(error instanceof AppError) || !unwritable.has(error.code)) throw error
    const outcome = await work(start.runId ?? createRunId(new Date()), control)
    outcome.result.warnings.push(`This run is not recorded in the workspace: ${error.message}`)
    return outcome
  }
}
