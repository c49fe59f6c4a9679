import { loadPipeline, type LoadedProcessManifest } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { recordSource, recordTimeUs, type ProcessRecord } from '../../shared/model/process-manifest.ts'
import { exitCodes, type ExitCode } from '../exit-codes.ts'
import type { EtlShowArguments } from '../parse/etl-arguments.ts'
import { coloursFor } from '../render/colours.ts'
import { toManifestFactsJson } from '../render/etl-json.ts'
import { renderProcessManifest, renderRecord } from '../render/etl-manifest-text.ts'
import { formatCount, formatCounted } from '../render/quantities.ts'
import { TextBatch } from '../render/text-batch.ts'
import { resolvePath, type CommandContext } from './command-context.ts'

/** `assay etl show`: exits with 1 where the manifest is damaged. */
export async function runEtlShow(args: EtlShowArguments, context: CommandContext): Promise<ExitCode> {
  const { stdout } = context.streams
  const { signal, variables } = context.environment
  const target = resolvePath(context, args.manifest)
  const { index, facts, found } = await loadPipeline({ target }, { signal })
  const [loaded] = index.manifests
  const [known] = facts
  if (loaded === undefined || known === undefined || found.folder === target) throw notAManifest(target)
  const records = selectRecords(loaded, args)
  const shown = records.slice(0, args.limit)
  const batch = new TextBatch(stdout)
  if (args.isJson) {
    const { metadata } = loaded
    const counts = { matched_count: records.length, records: shown }
    await batch.add(`${JSON.stringify({ ...toManifestFactsJson(known, loaded), metadata, ...counts }, undefined, 2)}\n`)
  } else {
    const colours = coloursFor(stdout, variables)
    await batch.add(renderProcessManifest(known, loaded, colours))
    if (shown.length > 0) await batch.add(`\n${colours.bold(nameRecords(shown.length, records.length))}\n`)
    for (const record of shown) if (batch.gather(`  ${renderRecord(record, colours)}`)) await batch.flush()
    if (shown.length === 0 && loaded.records.size > 0) await batch.add('\nno record is as asked for\n')
  }
  await batch.flush()
  return loaded.state === 'valid' ? exitCodes.clean : exitCodes.findings
}

function notAManifest(path: string): AppError {
  const message = `${path} is a folder. Name one of its manifests, or see them all with "assay etl list".`
  return new AppError({ code: 'not-a-file', operation: 'show process manifest', path, message })
}

function nameRecords(shownCount: number, matchedCount: number): string {
  if (shownCount === matchedCount) return formatCounted(shownCount, 'record')
  return `The newest ${formatCount(shownCount)} of ${formatCounted(matchedCount, 'record')}`
}

/** Newest first; those of one time in the reverse of their order in the file. */
function selectRecords({ records }: LoadedProcessManifest, args: EtlShowArguments): ProcessRecord[] {
  const wanted = args.search?.normalize('NFC').toLowerCase()
  const matches = (record: ProcessRecord): boolean => {
    if (args.source !== undefined && recordSource(record) !== args.source) return false
    if (wanted === undefined) return true
    const texts = Object.values(record).filter((value) => typeof value === 'string')
    return texts.some((text) => text.normalize('NFC').toLowerCase().includes(wanted))
  }
  const matched = [...records.values()].filter(matches).toReversed()
  return matched.toSorted((a, b) => recordTimeUs(b) - recordTimeUs(a))
}
