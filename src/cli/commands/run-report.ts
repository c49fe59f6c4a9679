import { readRunRecord, type ReportFile } from '../../engine/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { ReportArguments } from '../parse/parsed-command.ts'
import { escapeLocation } from '../render/escape-name.ts'
import { formatSizeExactly } from '../render/quantities.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { refuseReportTargets, writeReports } from './report-targets.ts'

/** `assay report`: a line for each report written. */
export async function runReport(args: ReportArguments, context: CommandContext): Promise<ExitCode> {
  const targets = args.outputs.map((path) => resolvePath(context, path))
  await refuseReportTargets(targets, await listPathsOf(args.runId, context))
  const written: ReportFile[] = []
  for (const end of await writeReports(context, args.runId, targets, 'any')) {
    if ('error' in end) throw end.error
    written.push(end)
  }
  await context.streams.stdout.write(args.isJson ? toJson(args.runId, written) : written.map(renderLine).join(''))
  return exitCodes.clean
}

/** What the run read and wrote: no report takes the place of one of them. */
async function listPathsOf(runId: string, context: CommandContext): Promise<string[]> {
  const found = await readRunRecord(workspaceOf(context), runId)
  const { manifest, sides } = found?.record ?? {}
  return [manifest, sides?.left.path, sides?.right.path].filter((path) => path !== undefined)
}

function toJson(runId: string, written: readonly ReportFile[]): string {
  const reports = written.map(({ path, format, sizeBytes, sha256 }) => ({
    path,
    format,
    size_bytes: sizeBytes,
    sha256,
  }))
  return `${JSON.stringify({ run_id: runId, reports }, undefined, 2)}\n`
}

function renderLine({ path, format, sizeBytes, sha256 }: ReportFile): string {
  return `${escapeLocation(path)}  ${format}, ${formatSizeExactly(sizeBytes)}, sha256 ${sha256}\n`
}
