import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { ReportArguments } from '../parse/parsed-command.ts'
import { escapeLocation } from '../render/escape-name.ts'
import { formatSizeExactly } from '../render/quantities.ts'
import { resolvePath, type CommandContext } from './command-context.ts'
import { refuseReportTargets, writeReports, type ReportFile } from './report-targets.ts'

/** `assay report`: a line for each report written. */
export async function runReport(args: ReportArguments, context: CommandContext): Promise<ExitCode> {
  const targets = args.outputs.map((path) => resolvePath(context, path))
  await refuseReportTargets(targets, [])
  const written: ReportFile[] = []
  for (const end of await writeReports(context, args.runId, targets, 'any')) {
    if ('error' in end) throw end.error
    written.push(end)
  }
  await context.streams.stdout.write(args.isJson ? toJson(args.runId, written) : written.map(renderLine).join(''))
  return exitCodes.clean
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
