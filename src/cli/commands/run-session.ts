import { dirname, join } from 'node:path'
import { sweepStaleTemps, sweepWorkspace, type RunControl } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { RunSettings } from '../parse/parsed-command.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { refuseReportTargets, tellUnwritten, writeReports, type ReportEnd } from './report-targets.ts'
import { resolveFolderLinks } from './same-file.ts'
import { SessionLog } from './session-log.ts'

/** How a run that came to its end ended. */
export interface RunEnd {
  readonly runId: string
  readonly exitCode: ExitCode
  readonly warnings: readonly string[]
  /** Prints the result to stdout, once the progress is out of the way, with what became of the reports asked for. */
  readonly print: (reports: readonly ReportEnd[]) => Promise<void>
}

export interface RunSession {
  readonly context: CommandContext
  readonly settings: RunSettings
  readonly display: ProgressDisplay
  /** For the log of a run that comes to no start: which command, over what. */
  readonly told: Readonly<Record<string, unknown>>
  readonly runId: string | undefined
  /** The folder a manifest is written to, other than the workspace's. */
  readonly outputFolder?: string | undefined
  /** What the command reads and writes, as given: the log must not take the place of one of them. */
  readonly files: readonly string[]
  /** Where to write reports of the run, as given. */
  readonly reports?: readonly string[] | undefined
}

/** Of commands that are over soon: what they cannot do is told, and no progress. */
export function quietSettings({ isJson, log }: Pick<RunSettings, 'isJson' | 'log'>): RunSettings {
  return { isJson, log, progress: 'none', workerCount: undefined }
}

/** What a run writes besides its result: left out where it lies in a folder that is read. */
export function listOwnFiles(
  context: CommandContext,
  { log, reports = [] }: { readonly log: string | undefined; readonly reports?: readonly string[] },
): string[] {
  return [...(log === undefined ? [] : [log]), ...reports].map((path) => resolvePath(context, path))
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
  await refuseReports(session)
  const log = new SessionLog(session)
  let end: RunEnd
  try {
    await sweepStale(session)
    end = await operate(createControl(session, log))
  } catch (error) {
    session.display.end()
    await log.writeFailed(error)
    throw error
  }
  for (const warning of end.warnings) session.display.showWarning(warning)
  session.display.end()
  const reports = await makeReports(session, end.runId)
  const isReported = reports.every((report) => !('error' in report))
  const isLogged = await log.write(end.runId)
  if (!isReported && session.context.environment.signal.aborted) throw interrupted()
  await end.print(reports)
  return isLogged && isReported ? end.exitCode : exitCodes.incomplete
}

function interrupted(): AppError {
  return new AppError({ code: 'cancelled', operation: 'write reports', message: 'Cancelled.' })
}

async function refuseLogOverFile({ context, settings, files }: RunSession): Promise<void> {
  if (settings.log === undefined) return
  const path = resolvePath(context, settings.log)
  const log = await resolveFolderLinks(path)
  for (const file of files) {
    if ((await resolveFolderLinks(resolvePath(context, file))) !== log) continue
    const message = `${path} is read or written by this very command, and the log would take its place. Give the log another name.`
    throw new AppError({ code: 'bad-usage', operation: 'write log', path, message })
  }
}

function resolveReports({ context, reports = [] }: RunSession): string[] {
  return reports.map((path) => resolvePath(context, path))
}

function refuseReports(session: RunSession): Promise<void> {
  const { context, settings, files } = session
  const taken = [...files, ...(settings.log === undefined ? [] : [settings.log])]
  return refuseReportTargets(
    resolveReports(session),
    taken.map((path) => resolvePath(context, path)),
  )
}

/** One that could not be written is told at once: the result stands, but somebody waits for that file. */
async function makeReports(session: RunSession, runId: string): Promise<readonly ReportEnd[]> {
  const targets = resolveReports(session)
  if (targets.length === 0) return []
  const ends = await writeReports(session.context, runId, targets, 'completed').catch((error: unknown) =>
    targets.map((path) => ({ path, error })),
  )
  await tellUnwritten(ends, session.context)
  return ends
}

/** Runs that were killed may have left temp files where this one writes. */
async function sweepStale(session: RunSession): Promise<void> {
  const { context, outputFolder } = session
  const workspace = workspaceOf(context)
  await sweepWorkspace(workspace)
  context.environment.addOutputFolder(join(workspace, 'manifests'))
  const reportFolders = resolveReports(session).map((path) => dirname(path))
  for (const folder of new Set([...(outputFolder === undefined ? [] : [outputFolder]), ...reportFolders])) {
    context.environment.addOutputFolder(folder)
    await sweepStaleTemps(folder)
  }
}

function createControl({ context, display }: RunSession, log: SessionLog): RunControl {
  return {
    signal: context.environment.signal,
    onStart: (runId) => log.follow(runId),
    onProgress: (progress) => display.update(progress),
    onError: (error) => display.showError(error),
    onFinding: (finding) => display.showFinding(finding),
  }
}
