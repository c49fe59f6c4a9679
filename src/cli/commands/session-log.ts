import { writeRunLog, writeUnstartedRunLog } from '../../engine/index.ts'
import { isCancelled } from '../../shared/errors/app-error.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import { escapeLocation, escapeText } from '../render/escape-name.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'

/** What of a session its log is made of. */
interface LoggedSession {
  readonly context: CommandContext
  readonly settings: { readonly log: string | undefined }
  /** Which command, over what: all that a run has told that comes to no start. */
  readonly told: Readonly<Record<string, unknown>>
  readonly runId: string | undefined
}

/** The file that `--log` asks for: what the ledger has of the run, also when it fails. */
export class SessionLog {
  private readonly session: LoggedSession
  private readonly startTime = new Date().toISOString()
  private startedId: string | undefined

  constructor(session: LoggedSession) {
    this.session = session
  }

  follow(runId: string): void {
    this.startedId = runId
  }

  /** False where it could not be written: the run's own result stands, but somebody waits for that file. */
  write(runId: string): Promise<boolean> {
    const { context } = this.session
    return this.attempt((target) => writeRunLog(workspaceOf(context), runId, target))
  }

  writeFailed(error: unknown): Promise<boolean> {
    if (this.startedId !== undefined) return this.write(this.startedId)
    const { told, runId } = this.session
    const status = isCancelled(error) ? 'cancelled' : 'failed'
    const failure = isCancelled(error) ? undefined : toWireError(error)
    return this.attempt((target) =>
      writeUnstartedRunLog({ runId, status, startTime: this.startTime, told, error: failure }, target),
    )
  }

  private async attempt(write: (target: string) => Promise<unknown>): Promise<boolean> {
    const { context, settings } = this.session
    if (settings.log === undefined) return true
    const target = resolvePath(context, settings.log)
    try {
      await write(target)
      return true
    } catch (error) {
      const reason = escapeText(error instanceof Error ? error.message : String(error))
      await context.streams.stderr.write(`assay: the log ${escapeLocation(target)} was not written: ${reason}\n`)
      return false
    }
  }
}
