import { checkManifestSeal, readManifest } from '../../engine/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { ShowArguments } from '../parse/parsed-command.ts'
import { coloursFor } from '../render/colours.ts'
import { renderManifest, toManifestJson } from '../render/manifest-summary.ts'
import { findLargestFiles } from './largest-files.ts'
import { resolvePath, type CommandContext } from './command-context.ts'

const largestFileCount = 10

/** `assay show`: exits with 1 where the seal is broken, and with 2 where entries had to be rejected. */
export async function runShow(args: ShowArguments, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr } = context.streams
  const { signal, variables } = context.environment
  const path = resolvePath(context, args.manifest)
  const { summary, columns, rejected } = await readManifest(path, { signal })
  const seal = await checkManifestSeal(path, { signal })
  const shown = { path, summary: { ...summary, seal }, largest: findLargestFiles(columns, largestFileCount), rejected }
  const text = args.isJson
    ? `${JSON.stringify(toManifestJson(shown), undefined, 2)}\n`
    : renderManifest(shown, coloursFor(stdout, variables))
  await stdout.write(text)
  if (seal.state === 'broken' && args.isJson) await stderr.write('assay: the seal of this manifest is broken.\n')
  if (rejected.length > 0) return exitCodes.incomplete
  return seal.state === 'broken' ? exitCodes.findings : exitCodes.clean
}
