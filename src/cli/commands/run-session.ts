import { join } from 'node:path'
import { sweepStaleTemps, sweepWorkspace, writeFileDurably, type RunControl } from '../../engine/index.ts'
import { AppError, isCancelled } from '../../shared/errors/app-error.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { RunSettings } from '../parse/parsed-command.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { escapeLocation, escapeText } from '../render/escape-name.ts'
import { RunLog, type RunLogStatus } from '../run-log/run-log.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'

/** How a run that came to its end ended. */
export interface RunEnd {
  readonly runId: string
  readonly logStatus: RunLogStatus
  readonly exitCode: ExitCode
  /** For the log, what came out of it. */
  readonly logData: Readonly<Record<string, unknown>>
  readonly warnings: readonly string[]
  /** Prints the result to stdout, once the progress is out of the way. */
  readonly print: () => Promise<void>
}

export interface RunSession {
  readonly context: CommandContext
  readonly settings: RunSettings
  readonly display: ProgressDisplay
  /** For the log: which command, over what. */
  readonly logData: Readonly<Record<string, unknown>>
  readonly runId: string | undefined
  /** The folder a manifest is written to, other than the workspace's. */
  readonly outputFolder?: string | undefined
}

/**
 * Runs a long operation with its progress on stderr and its log, if one is wanted, written however it ends. Rejects as the
 * operation does.
 */
export async function runInSession(
  session: RunSession,
  operate: (control: RunControl) => Promise<RunEnd>,
): Promise<ExitCode> {
  const log = session.settings.log === undefined ? undefined : new RunLog(session.logData)
  let end: RunEnd
  try {
    await sweepStale(session)
    end = await operate(createControl(session, log))
  } catch (error) {
    session.display.end()
    logFailure(log, error)
    await writeLog(session, log, isCancelled(error) ? 'cancelled' : 'failed', session.runId)
    throw error
  }
  for (const warning of end.warnings) {
    session.display.showWarning(warning)
    log?.addWarning(warning)
  }
  session.display.end()
  log?.add(`${String(session.logData['command'])}_ended`, end.logData)
  const isLogged = await writeLog(session, log, end.logStatus, end.runId)
  await end.print()
  return isLogged ? end.exitCode : exitCodes.incomplete
}

/** Runs that were killed may have left temp files where this one writes. */
async function sweepStale({ context, outputFolder }: RunSession): Promise<void> {
  const workspace = workspaceOf(context)
  await sweepWorkspace(workspace)
  context.environment.addOutputFolder(join(workspace, 'manifests'))
  if (outputFolder === undefined) return
  context.environment.addOutputFolder(outputFolder)
  await sweepStaleTemps(outputFolder)
}

function createControl({ context, display }: RunSession, log: RunLog | undefined): RunControl {
  return {
    signal: context.environment.signal,
    onProgress: (progress) => {
      display.update(progress)
      log?.addProgress(progress)
    },
    onError: (error) => {
      display.showError(error)
      log?.addError(error)
    },
    onFinding: (finding) => display.showFinding(finding),
  }
}

function logFailure(log: RunLog | undefined, error: unknown): void {
  if (isCancelled(error)) return
  const code = error instanceof AppError ? error.code : 'internal'
  const path = error instanceof AppError ? error.path : undefined
  const message = error instanceof Error ? error.message : String(error)
  log?.addError({ code, message, ...(path === undefined ? {} : { path }) })
}

/** False where the log could not be written: the run's own result stands, but somebody waits for that file. */
async function writeLog(
  { context, settings }: RunSession,
  log: RunLog | undefined,
  status: RunLogStatus,
  runId: string | undefined,
): Promise<boolean> {
  if (log === undefined || settings.log === undefined) return true
  const target = resolvePath(context, settings.log)
  try {
    await writeFileDurably(target, log.finish(status, runId))
    return true
  } catch (error) {
    const reason = escapeText(error instanceof Error ? error.message : String(error))
    await context.streams.stderr.write(`assay: the log ${escapeLocation(target)} was not written: ${reason}\n`)
    return false
  }
}
