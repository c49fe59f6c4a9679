import { readRunRecord, type ReportFile } from '../../engine/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { ReportArguments } from '../parse/parsed-command.ts'
import { escapeLocation } from '../render/escape-name.ts'
import { formatSizeExactly } from '../render/quantities.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { refuseReportTargets, tellUnwritten, toReportJson, writeReports } from './report-targets.ts'

/** `assay report`: a line for each report written. */
export async function runReport(args: ReportArguments, context: CommandContext): Promise<ExitCode> {
  const targets = args.outputs.map((path) => resolvePath(context, path))
  await refuseReportTargets(targets, await listPathsOf(args.runId, context))
  const ends = await writeReports(context, args.runId, targets, 'any')
  await tellUnwritten(ends, context)
  const written = ends.flatMap((end) => ('error' in end ? [] : [end]))
  const reports = ends.map(toReportJson)
  const json = `${JSON.stringify({ run_id: args.runId, reports }, undefined, 2)}\n`
  await context.streams.stdout.write(args.isJson ? json : written.map(renderLine).join(''))
  return written.length === ends.length ? exitCodes.clean : exitCodes.incomplete
}

/** What the run read and wrote: no report takes the place of one of them. */
async function listPathsOf(runId: string, context: CommandContext): Promise<string[]> {
  const found = await readRunRecord(workspaceOf(context), runId)
  const { manifest, sides } = found?.record ?? {}
  return [manifest, sides?.left.path, sides?.right.path].filter((path) => path !== undefined)
}

function renderLine({ path, format, sizeBytes, sha256 }: ReportFile): string {
  return `${escapeLocation(path)}  ${format}, ${formatSizeExactly(sizeBytes)}, sha256 ${sha256}\n`
}
