import { importFolder, type ImportedFolder } from '../../engine/index.ts'
import { exitCodeOfError, exitCodes, type ExitCode } from '../exit-codes.ts'
import type { EtlImportArguments } from '../parse/etl-arguments.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { coloursFor } from '../render/colours.ts'
import { escapeLocation, escapeName, escapeText } from '../render/escape-name.ts'
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

function exitCodeOf({ wasCancelled, fault, errorCount }: ImportedFolder): ExitCode {
  if (fault !== undefined) return exitCodeOfError(fault)
  if (wasCancelled) return exitCodes.interrupted
  return errorCount > 0 ? exitCodes.incomplete : exitCodes.clean
}

function nameStatus({ wasCancelled, fault, errorCount }: ImportedFolder): string {
  if (fault !== undefined) return 'failed'
  if (wasCancelled) return 'cancelled'
  return errorCount > 0 ? 'incomplete' : 'clean'
}

async function printImport(imported: ImportedFolder, isJson: boolean, { streams, environment }: CommandContext) {
  const { stdout, stderr } = streams
  const { fault, addedCount } = imported
  if (fault !== undefined) await stderr.write(`assay: ${escapeText(fault.message)} ${tellKept(addedCount)}\n`)
  const text = isJson
    ? `${JSON.stringify(toJson(imported), undefined, 2)}\n`
    : renderImport(imported, coloursFor(stdout, environment.variables))
  await stdout.write(text)
}

function tellKept(addedCount: number): string {
  if (addedCount === 0) return 'No record was added.'
  return `${formatCounted(addedCount, 'record')} added before ${addedCount === 1 ? 'is' : 'are'} kept.`
}

/** Of one that did not come to the end of the folder. */
function nameEnd({ wasCancelled, fault }: ImportedFolder): string | undefined {
  if (!wasCancelled && fault === undefined) return undefined
  const word = wasCancelled ? 'interrupted' : 'failed'
  return `${word}; what was added is kept, and the rest can be imported again`
}

function toJson(imported: ImportedFolder): object {
  const { runId, manifest, folder, addedCount, knownCount, errors, errorCount, fault } = imported
  return {
    run_id: runId,
    status: nameStatus(imported),
    manifest,
    folder,
    added_count: addedCount,
    known_count: knownCount,
    error_count: errorCount,
    errors,
    ...(fault === undefined ? {} : { error: { code: fault.code, message: fault.message, path: fault.path } }),
  }
}

function renderImport(imported: ImportedFolder, colours: ReturnType<typeof coloursFor>): string {
  const { runId, manifest, folder, addedCount, knownCount, errorCount } = imported
  const what = `${formatCounted(addedCount, 'record')} added to ${escapeLocation(manifest)}\n`
  const fields = renderFields(
    [
      ['folder', escapeLocation(folder)],
      ['known', knownCount === 0 ? undefined : `${formatCounted(knownCount, 'file')} recorded before`],
      ['failed', errorCount === 0 ? undefined : colours.red(formatCount(errorCount))],
      ['ended', nameEnd(imported)],
      ['run', escapeName(runId)],
    ],
    colours,
  )
  return `${what}${fields}`
}
