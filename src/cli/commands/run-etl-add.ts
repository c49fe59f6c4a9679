import { addFiles, type AddedFiles } from '../../engine/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { EtlAddArguments } from '../parse/etl-arguments.ts'
import type { ProgressDisplay } from '../progress/progress-display.ts'
import { coloursFor } from '../render/colours.ts'
import { renderIntake, toIntakeJson } from '../render/etl-intake.ts'
import { TextBatch } from '../render/text-batch.ts'
import { resolvePath, workspaceOf, type CommandContext } from './command-context.ts'
import { quietSettings, runInSession } from './run-session.ts'

/** `assay etl add`: what can be recorded is, and exits with 2 where a file could not. */
export function runEtlAdd(args: EtlAddArguments, context: CommandContext, display: ProgressDisplay): Promise<ExitCode> {
  const manifest = resolvePath(context, args.manifest)
  const paths = args.files.map((file) => resolvePath(context, file))
  const told = { command: 'etl add', manifest, files: paths }
  const files = [args.manifest, ...args.files]
  const session = { context, settings: quietSettings(args), display, told, runId: undefined, files }
  return runInSession(session, async (control) => {
    const run = { workspace: workspaceOf(context), toolVersion: context.environment.toolVersion }
    const added = await addFiles({ manifest, files: paths, choices: args }, run, control)
    const exitCode = added.files.some((file) => 'error' in file) ? exitCodes.incomplete : exitCodes.clean
    return { runId: added.runId, exitCode, warnings: [], print: () => print(manifest, added, args.isJson, context) }
  })
}

async function print(
  manifest: string,
  { runId, files }: AddedFiles,
  isJson: boolean,
  { streams, environment }: CommandContext,
): Promise<void> {
  const { stdout } = streams
  const batch = new TextBatch(stdout)
  if (isJson) {
    const json = { run_id: runId, manifest, files: files.map(toIntakeJson) }
    await batch.add(`${JSON.stringify(json, undefined, 2)}\n`)
  } else {
    const colours = coloursFor(stdout, environment.variables)
    for (const file of files) await batch.add(renderIntake(file, colours))
  }
  await batch.flush()
}
