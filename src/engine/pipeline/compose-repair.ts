import { basename, dirname, resolve } from 'node:path'
import { parseProcessManifestName } from '../../shared/model/process-manifest-names.ts'
import { recordTime, recordTimeUs, recordVersion } from '../../shared/model/process-manifest.ts'
import { formatTimeUs } from '../../shared/model/process-time.ts'
import { checkMetadata, isFields, type Fields } from './check-record.ts'
import { composeManifest } from './manifest-document.ts'
import type { ManifestParser } from './manifest-parser.ts'
import { refuseRepair } from './refuse-repair.ts'

export interface ComposedRepair {
  readonly text: string
  readonly keptCount: number
  readonly addedFromCopyCount: number
  readonly keptKeys: ReadonlySet<string>
  readonly isMetadataRebuilt: boolean
  readonly processFromName: string | null
  /** Null where nothing tells, which only a draft may have. */
  readonly process: string | null
  readonly isProcessOpen: boolean
}

export interface RepairChoices {
  readonly nowUs: number
  /** Of a manifest that does not say its own. */
  readonly process: string | undefined
  /** Whether the text is only to be counted and not written, so that the process may still be unknown. */
  readonly isDraft: boolean
}

/**
 * The text of a manifest with every record that is whole in the damaged file, then those that only the copy has, each as it
 * stands there. Throws `bad-usage` for a file that never was a process manifest.
 */
export function composeRepair(
  path: string,
  damaged: ManifestParser,
  copy: ManifestParser | undefined,
  choices: RepairChoices,
): ComposedRepair {
  const { nowUs, process: chosen } = choices
  const isForeign = damaged.problems.problems.some(({ reason }) => reason === 'not-a-process-manifest')
  if (isForeign) throw refuseRepair(path, 'is JSON, but no process manifest.')
  if (copy !== undefined) refuseOtherProcess(path, damaged, copy)
  const kept = sourceTexts(damaged)
  const ownCount = kept.size
  for (const [key, text] of copy === undefined ? [] : sourceTexts(copy)) if (!kept.has(key)) kept.set(key, text)
  const found = damaged.metadata ?? copy?.metadata
  const told = found?.process ?? rightFields(damaged)['process']
  refuseOtherChoice(path, told, chosen)
  const metadata = found ?? rebuildMetadata(path, damaged, choices)
  const whole = { ...metadata, total_records: kept.size, ts_updated: formatTimeUs(nowUs) }
  const { process: named } = parseProcessManifestName(basename(path))
  return {
    text: composeManifest(whole, [...kept.values()]),
    keptCount: kept.size,
    addedFromCopyCount: kept.size - ownCount,
    keptKeys: new Set(kept.keys()),
    isMetadataRebuilt: found === undefined || found === null,
    processFromName: told === undefined && chosen === undefined ? named : null,
    process: typeof told === 'string' ? told : (chosen ?? named),
    isProcessOpen: told === undefined,
  }
}

/** Manifests of one folder look alike in a list of files: the records of one must not end up in another. */
function refuseOtherProcess(path: string, damaged: ManifestParser, copy: ManifestParser): void {
  const { process: own } = rightFields(damaged)
  const { process: others } = rightFields(copy)
  if (own === undefined || others === undefined || own === others) return
  const what = `is of the process ${JSON.stringify(own)}, and the copy of ${JSON.stringify(others)}`
  throw refuseRepair(path, `${what}. Choose a copy of this very manifest.`)
}

function refuseOtherChoice(path: string, told: unknown, chosen: string | undefined): void {
  if (told === undefined || chosen === undefined || told === chosen) return
  const what = `says it is of the process ${JSON.stringify(told)}, and a repair does not make it one of`
  throw refuseRepair(path, `${what} ${JSON.stringify(chosen)}.`)
}

function sourceTexts(parser: ManifestParser): Map<string, string> {
  const texts = new Map<string, string>()
  let i = 0
  for (const key of parser.records.keys()) {
    texts.set(key, parser.bytes.toString('utf8', parser.starts[i], parser.ends[i]))
    i += 1
  }
  return texts
}

/** Keeps what is right in the metadata, and takes the rest from what was chosen, the file's name and its records. */
function rebuildMetadata(path: string, parser: ManifestParser, choices: RepairChoices): object {
  const { nowUs, process: chosen, isDraft } = choices
  const { process: named, version } = parseProcessManifestName(basename(path))
  const process = chosen ?? named
  const right = rightFields(parser)
  const records = [...parser.records.values()]
  const first = records.toSorted((a, b) => recordTimeUs(a) - recordTimeUs(b))[0]
  const last = records.at(-1)
  if (process === null && right['process'] === undefined && !isDraft) {
    throw refuseRepair(
      path,
      'does not say of which process it is, nor does its name. Name it, or repair it from a good copy.',
    )
  }
  const made = {
    process,
    etl_version: version ?? (last === undefined ? 'unknown' : recordVersion(last)),
    root_dir: dirname(resolve(path)),
    total_records: 0,
    ts_created: first === undefined ? formatTimeUs(nowUs) : recordTime(first),
    ts_updated: '',
  }
  return { ...made, ...right }
}

function rightFields({ bytes, metadataSpan }: ManifestParser): Fields {
  if (metadataSpan === undefined) return {}
  const value: unknown = JSON.parse(bytes.toString('utf8', metadataSpan.start, metadataSpan.end))
  if (!isFields(value)) return {}
  const faulty = new Set<string>()
  checkMetadata(value, (field) => faulty.add(field))
  return Object.fromEntries(Object.entries(value).filter(([field]) => !faulty.has(field)))
}
