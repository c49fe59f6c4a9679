import { lstat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { exportReports, isFolderPresent, readReport, type ReportFile } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import { reportFormatOf } from '../../shared/model/report.ts'
import { escapeLocation, escapeText } from '../render/escape-name.ts'
import { workspaceOf, type CommandContext } from './command-context.ts'
import { resolveFolderLinks } from './same-file.ts'

const operation = 'write report'

/** What became of one report: the file, or why there is none. */
export type ReportEnd = ReportFile | { readonly path: string; readonly error: unknown }

/** Names on stderr what could not be written. */
export async function tellUnwritten(ends: readonly ReportEnd[], { streams }: CommandContext): Promise<void> {
  for (const end of ends) {
    if (!('error' in end)) continue
    const reason = escapeText(toWireError(end.error).message)
    await streams.stderr.write(`assay: the report ${escapeLocation(end.path)} was not written: ${reason}\n`)
  }
}

/** Reports as results in JSON have them. */
export function toReportJson(end: ReportEnd): object {
  if ('error' in end) {
    const { code, message } = toWireError(end.error)
    return { path: end.path, error: { code, message } }
  }
  const { path, format, sizeBytes, sha256 } = end
  return { path, format, size_bytes: sizeBytes, sha256 }
}

/**
 * Refuses reports that cannot be written, before any work is done for them: in no folder, in the place of something other
 * than a file, of another report or of one of `taken`. All paths are absolute. Throws `bad-usage`, `not-found`,
 * `output-refused`.
 */
export async function refuseReportTargets(targets: readonly string[], taken: readonly string[]): Promise<void> {
  const seen = new Set(await Promise.all(taken.map(resolveFolderLinks)))
  for (const path of targets) {
    await refuseTarget(path)
    const place = await resolveFolderLinks(path)
    if (seen.has(place)) {
      const message = `${path} is read or written by this very run, or named twice, and the report would take its place. Give the report another name.`
      throw new AppError({ code: 'bad-usage', operation, path, message })
    }
    seen.add(place)
  }
}

async function refuseTarget(path: string): Promise<void> {
  const folder = dirname(path)
  if (!(await isFolderPresent(folder))) {
    const message = `There is no folder ${folder} to write the report into. Make it, or name another.`
    throw new AppError({ code: 'not-found', operation, path: folder, message })
  }
  const stats = await lstat(path).catch(() => undefined)
  if (stats === undefined || stats.isFile()) return
  const message = `${path} is there already and is no file, so no report takes its place. Name another.`
  throw new AppError({ code: 'output-refused', operation, path, message })
}

/**
 * Writes the reports of a run that has ended, of what is recorded of it. Each stands for itself: one that fails does not
 * keep the others back. Throws where there is no such run, it cannot be read, or is not the completed one that is wanted.
 */
export async function writeReports(
  context: CommandContext,
  runId: string,
  targets: readonly string[],
  wanted: 'completed' | 'any',
): Promise<ReportEnd[]> {
  const { toolVersion, signal } = context.environment
  const facts = { toolVersion, createdUtc: new Date().toISOString() }
  const model = await readReport(workspaceOf(context), runId, facts)
  if (wanted === 'completed' && model.summary.state !== 'completed') {
    const message = `The end of the run ${runId} could not be recorded, so that a report of it would not say what it found.`
    throw new AppError({ code: 'run-not-ended', operation, message })
  }
  for (const path of targets) context.environment.addOutputFolder(dirname(path))
  // The formats were checked when the arguments were read.
  const wantedFiles = targets.map((path) => ({ path, format: reportFormatOf(path) ?? 'json' }))
  return exportReports(model, wantedFiles, { workspace: workspaceOf(context), toolVersion, signal })
}
