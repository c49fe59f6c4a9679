import { createProcessManifest } from '../../engine/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { EtlInitArguments } from '../parse/etl-arguments.ts'
import { escapeLocation, escapeName } from '../render/escape-name.ts'
import { resolvePath, type CommandContext } from './command-context.ts'

/** What readers of the seeds' pipelines know; a pipeline that knows more says so where it is made. */
const usualProcesses: ReadonlySet<string> = new Set(['extractor', 'transformer', 'loader'])

/** `assay etl init`. */
export async function runEtlInit(args: EtlInitArguments, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr } = context.streams
  const { name, process, etlVersion } = args
  const created = await createProcessManifest({ folder: resolvePath(context, args.folder), name, process, etlVersion })
  const json = { manifest: created.path, process: created.process, etl_version: created.etlVersion }
  await stdout.write(args.isJson ? `${JSON.stringify(json, undefined, 2)}\n` : `made ${escapeLocation(created.path)}\n`)
  if (!usualProcesses.has(created.process)) {
    const known = [...usualProcesses].join(', ')
    const advice = `pipelines that know ${known} alone cannot load it; --process names another.`
    await stderr.write(`assay: its process is ${escapeName(created.process)}: ${advice}\n`)
  }
  return exitCodes.clean
}
