import { importFolder, type ImportedFolder } from '../../engine/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { EtlImportArguments } from '../parse/etl-arguments.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { coloursFor } from '../render/colours.ts'
import { escapeLocation, escapeName } from '../render/escape-name.ts'
import { renderFields } from '../render/fields.ts'
import { formatCount, formatCounted } from '../render/quantities.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { runInSession } from './run-session.ts'

/** `assay etl import`: what can be recorded is, and exits with 2 where a file could not. */
export function runEtlImport(
  args: EtlImportArguments,
  context: CommandContext,
  display: ProgressDisplay,
): Promise<ExitCode> {
  const manifest = resolvePath(context, args.manifest)
  const folder = resolvePath(context, args.folder)
  const told = { command: 'etl import', manifest, folder }
  const session = { context, settings: args, display, told, runId: undefined, files: [args.manifest] }
  return runInSession(session, async (control) => {
    const { isJunkExcluded, workerCount } = args
    const run = { workspace: workspaceOf(context), toolVersion: context.environment.toolVersion }
    const options = { manifest, folder, choices: args, isJunkExcluded, workerCount }
    const imported = await importFolder(options, run, control)
    const print = (): Promise<void> => printImport(imported, args.isJson, context)
    return { runId: imported.runId, exitCode: exitCodeOf(imported), warnings: [], print }
  })
}

function exitCodeOf({ wasCancelled, errorCount }: ImportedFolder): ExitCode {
  if (wasCancelled) return exitCodes.interrupted
  return errorCount > 0 ? exitCodes.incomplete : exitCodes.clean
}

function nameStatus({ wasCancelled, errorCount }: ImportedFolder): string {
  if (wasCancelled) return 'cancelled'
  return errorCount > 0 ? 'incomplete' : 'clean'
}

async function printImport(imported: ImportedFolder, isJson: boolean, { streams, environment }: CommandContext) {
  const { stdout } = streams
  const text = isJson
    ? `${JSON.stringify(toJson(imported), undefined, 2)}\n`
    : renderImport(imported, coloursFor(stdout, environment.variables))
  await stdout.write(text)
}

function toJson(imported: ImportedFolder): object {
  const { runId, manifest, folder, addedCount, knownCount, errors, errorCount } = imported
  return {
    run_id: runId,
    status: nameStatus(imported),
    manifest,
    folder,
    added_count: addedCount,
    known_count: knownCount,
    error_count: errorCount,
    errors,
  }
}

function renderImport(imported: ImportedFolder, colours: ReturnType<typeof coloursFor>): string {
  const { runId, manifest, folder, addedCount, knownCount, errorCount, wasCancelled } = imported
  const what = `${formatCounted(addedCount, 'record')} added to ${escapeLocation(manifest)}\n`
  const fields = renderFields(
    [
      ['folder', escapeLocation(folder)],
      ['known', knownCount === 0 ? undefined : `${formatCounted(knownCount, 'file')} recorded before`],
      ['failed', errorCount === 0 ? undefined : colours.red(formatCount(errorCount))],
      ['ended', wasCancelled ? 'interrupted; what was added is kept, and the rest can be imported again' : undefined],
      ['run', escapeName(runId)],
    ],
    colours,
  )
  return `${what}${fields}`
}
