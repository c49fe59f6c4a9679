import { isCancelled } from '../../shared/errors/app-error.ts'
import { toWireError, type WireError } from '../../shared/errors/wire-error.ts'
import { OpenRun } from './open-run.ts'
import { reserveRunId } from './run-id.ts'

/** Work that has no result of its own to be looked at: it carries something into the workspace or out of it. */
export interface Activity {
  readonly workspace: string
  readonly operation: 'import' | 'export'
  /** The folder it is about: its row of the timeline. */
  readonly lane: string
  /** The command line that repeats it, where there is one. */
  readonly command?: readonly string[] | undefined
  readonly toolVersion?: string | undefined
  /** What it reads, with keys as in files. */
  readonly input: Readonly<Record<string, unknown>>
}

export interface ActivityOutcome<T> {
  readonly value: T
  /** What came of it, with keys as in files. */
  readonly output: Readonly<Record<string, unknown>>
  /** What failed although the rest was done. */
  readonly errors?: readonly WireError[]
  readonly warnings?: readonly string[]
  /** Whether nothing was done at all. */
  readonly hasFailed?: boolean
}

/**
 * Runs an import or export between its start and its end in the ledger, whatever its end. Errors: those of
 * `OpenRun.start`, whatever the work throws, and those of a write where the end cannot be recorded.
 */
export async function recordActivity<T>(activity: Activity, work: () => Promise<ActivityOutcome<T>>): Promise<T> {
  const { workspace, operation, lane, command, toolVersion, input } = activity
  const repeated = command === undefined ? {} : { command: [...command] }
  const body = { ...input, ...repeated, ...(toolVersion === undefined ? {} : { tool_version: toolVersion }) }
  const runId = await reserveRunId(workspace)
  const startTime = new Date().toISOString()
  const run = await OpenRun.start(workspace, { runId, operation, lane, startTime, body, told: repeated })
  let outcome: ActivityOutcome<T>
  try {
    outcome = await work()
  } catch (error) {
    endBadly(run, { lane, body }, error)
    throw error
  }
  const { value, output, errors = [], warnings = [], hasFailed = false } = outcome
  for (const warning of warnings) run.events.addWarning(warning)
  for (const error of errors) run.events.addError(error)
  run.events.add(`${operation}_ended`, output)
  const completed = errors.length > 0 ? 'completed-with-errors' : 'completed'
  const status = hasFailed ? 'failed' : completed
  run.end({ status, endTime: new Date().toISOString(), lane, body: { ...body, ...output } })
  return value
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
