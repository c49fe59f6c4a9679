import { isCancelled } from '../../shared/errors/app-error.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import type { ScanError } from '../../shared/model/run.ts'
import { OpenRun } from './open-run.ts'
import { reserveRunId } from './run-id.ts'

/** Work whose result is no manifest and no comparison: it carries something in or out, or looks through a pipeline. */
export interface Activity {
  readonly workspace: string
  readonly operation: 'import' | 'export' | 'audit'
  /** The folder it is about: its row of the timeline. */
  readonly lane: string
  /** The command line that repeats it, where there is one. */
  readonly command?: readonly string[] | undefined
  readonly toolVersion?: string | undefined
  /** What it reads, with keys as in files. */
  readonly input: Readonly<Record<string, unknown>>
  /** Called once it is in the ledger, under this id. */
  readonly onStart?: ((runId: string) => void) | undefined
}

type ActivityError = Pick<ScanError, 'code' | 'message'> & { readonly path?: string | undefined }

/** Puts on record what the work comes upon, as an event of its own; on disk with others, within about a second. */
export type TellActivity = (type: string, data: Readonly<Record<string, unknown>>) => void

export interface ActivityOutcome<T> {
  readonly value: T
  /** What came of it, with keys as in files. */
  readonly output: Readonly<Record<string, unknown>>
  /** What failed although the rest was done. */
  readonly errors?: readonly ActivityError[]
  readonly warnings?: readonly string[]
  /** Whether nothing was done at all. */
  readonly hasFailed?: boolean
  /** Whether it was ended before it had done all of it; what was done stands. */
  readonly wasCancelled?: boolean
}

/**
 * Runs an import, export or audit between its start and its end in the ledger, whatever its end. Errors: those of
 * `OpenRun.start`, whatever the work throws, and those of a write where the end cannot be recorded.
 */
export async function recordActivity<T>(
  activity: Activity,
  work: (runId: string, tell: TellActivity) => Promise<ActivityOutcome<T>>,
): Promise<T> {
  const { workspace, operation, lane, command, toolVersion, input } = activity
  const repeated = command === undefined ? {} : { command: [...command] }
  const body = { ...input, ...repeated, ...(toolVersion === undefined ? {} : { tool_version: toolVersion }) }
  const runId = await reserveRunId(workspace)
  const startTime = new Date().toISOString()
  const run = await OpenRun.start(workspace, { runId, operation, lane, startTime, body, told: repeated })
  let outcome: ActivityOutcome<T>
  try {
    activity.onStart?.(runId)
    outcome = await work(runId, (type, data) => {
      run.events.add(type, data)
      run.flushSometimes()
    })
  } catch (error) {
    endBadly(run, { lane, body }, error)
    throw error
  }
  for (const warning of outcome.warnings ?? []) run.events.addWarning(warning)
  for (const error of outcome.errors ?? []) run.events.addError(error)
  run.events.add(`${operation}_ended`, outcome.output)
  run.end({ status: statusOf(outcome), endTime: new Date().toISOString(), lane, body: { ...body, ...outcome.output } })
  return outcome.value
}

function statusOf({ errors = [], hasFailed = false, wasCancelled = false }: ActivityOutcome<unknown>) {
  if (hasFailed) return 'failed'
  if (wasCancelled) return 'cancelled'
  return errors.length > 0 ? 'completed-with-errors' : 'completed'
}

function endBadly(run: OpenRun, kept: { lane: string; body: Record<string, unknown> }, error: unknown): void {
  const status = isCancelled(error) ? 'cancelled' : 'failed'
  if (status === 'failed') run.events.addError(toWireError(error))
  try {
    run.end({ ...kept, status, endTime: new Date().toISOString() })
  } catch {
    // The work's own error is the one to report; the run is closed as aborted later.
  }
}
