import { createProcessManifest } from '../../engine/index.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { EtlInitArguments } from '../parse/etl-arguments.ts'
import { escapeLocation } from '../render/escape-name.ts'
import { resolvePath, type CommandContext } from './command-context.ts'
import { isUsualProcess, tellUnusual } from './usual-processes.ts'

/** `assay etl init`. */
export async function runEtlInit(args: EtlInitArguments, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr } = context.streams
  const { name, process, etlVersion } = args
  const created = await createProcessManifest({ folder: resolvePath(context, args.folder), name, process, etlVersion })
  const json = { manifest: created.path, process: created.process, etl_version: created.etlVersion }
  await stdout.write(args.isJson ? `${JSON.stringify(json, undefined, 2)}\n` : `made ${escapeLocation(created.path)}\n`)
  if (!isUsualProcess(created.process)) {
    await stderr.write(`assay: its process is ${tellUnusual(created.process)}; --process names another.\n`)
  }
  return exitCodes.clean
}
