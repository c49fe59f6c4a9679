import { loadPipeline, type LoadedPipeline } from '../../engine/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { EtlListArguments } from '../parse/etl-arguments.ts'
import { coloursFor } from '../render/colours.ts'
import { describeError } from '../render/describe-error.ts'
import { escapeLocation } from '../render/escape-name.ts'
import { toManifestFactsJson } from '../render/etl-json.ts'
import { renderManifestTable } from '../render/etl-manifest-text.ts'
import { resolvePath, type CommandContext } from './command-context.ts'

/** `assay etl list`: exits with 1 where a manifest is corrupt, and with 2 where one cannot be read. */
export async function runEtlList(args: EtlListArguments, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr } = context.streams
  const target = resolvePath(context, args.folder)
  const { signal, variables } = context.environment
  const pipeline = await loadPipeline({ target, staleAfterMs: args.staleAfterMs }, { signal })
  for (const error of pipeline.errors) await stderr.write(`${describeError(error)}\n`)
  if (args.isJson) await stdout.write(`${JSON.stringify(toListJson(pipeline), undefined, 2)}\n`)
  else {
    const { facts, found } = pipeline
    const colours = coloursFor(stdout, variables)
    const none = `no process manifests in ${escapeLocation(found.folder)}\n`
    await stdout.write(facts.length === 0 ? none : renderManifestTable(facts, colours))
    for (const path of found.setAside)
      await stdout.write(colours.dim(`set aside by a repair: ${escapeLocation(path)}\n`))
  }
  if (pipeline.errors.length > 0) return exitCodes.incomplete
  return pipeline.facts.some(({ health }) => health.includes('corrupt')) ? exitCodes.findings : exitCodes.clean
}

function toListJson({ found, facts, index, errors }: LoadedPipeline): object {
  const manifests = index.manifests.flatMap((loaded, at) => {
    const known = facts[at]
    return known === undefined ? [] : [toManifestFactsJson(known, loaded)]
  })
  return { folder: found.folder, manifests, set_aside: found.setAside, errors }
}
