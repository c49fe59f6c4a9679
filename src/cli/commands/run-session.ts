import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
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
  /** What the command reads and writes, as given: the log must not take the place of one of them. */
  readonly files: readonly string[]
}

/**
 * Runs a long operation with its progress on stderr and its log, if one is wanted, written however it ends. Rejects as the
 * operation does.
 */
export async function runInSession(
  session: RunSession,
  operate: (control: RunControl) => Promise<RunEnd>,
): Promise<ExitCode> {
  await refuseLogOverFile(session)
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

async function refuseLogOverFile({ context, settings, files }: RunSession): Promise<void> {
  if (settings.log === undefined) return
  const path = resolvePath(context, settings.log)
  const log = await resolveFolderLinks(path)
  for (const file of files) {
    if ((await resolveFolderLinks(resolvePath(context, file))) !== log) continue
    const message = `${path} is a manifest of this very command, and the log would take its place. Give the log another name.`
    throw new AppError({ code: 'bad-usage', operation: 'write log', path, message })
  }
}

/** A file is never written through a link of its own, so that links of its folder are all that can hide which one it is. */
async function resolveFolderLinks(path: string): Promise<string> {
  const folder = await realpath(dirname(path)).catch(() => dirname(path))
  return join(folder, basename(path))
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
