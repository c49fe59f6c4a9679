import { readRecordTexts, traceRecord, type LoadedProcessManifest } from '../../../engine/index.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { shapeOf, type ProcessRecord } from '../../../shared/model/process-manifest.ts'
import type { RecordLink } from '../../../shared/ipc/pipeline-schemas.ts'
import type { PlacedRecordDetail } from '../../workers/pipeline-protocol.ts'
import type { KnownFile } from '../records/manifest-columns.ts'
import type { RecordSet } from '../records/record-set.ts'
import { toLink, toRow } from '../records/record-view.ts'

const maxLinks = 200

/** All that is known of one record: its fields, its file, and what else there is around it. Throws `bad-usage` for a number no record has. */
export async function describeRecord(set: RecordSet, record: number): Promise<PlacedRecordDetail> {
  const place = set.place(record)
  const indexed = set.index.records[record]
  const row = toRow(set, record)
  const loaded = set.index.manifests[indexed?.manifest ?? -1]
  if (place === undefined || indexed === undefined || row === undefined || loaded === undefined) {
    throw unknownRecord(record)
  }
  const { history, sameContent, samePath } = traceRecord(set.index, indexed)
  const links = (records: readonly { readonly number: number }[]): RecordLink[] =>
    records.slice(-maxLinks).map(({ number }) => toLink(set, number))
  return {
    row,
    shape: shapeOf(indexed.record),
    fields: await listFields(indexed.record, loaded, place.at),
    file: describeFile(place.columns.files[place.at], indexed.location),
    history: links(history).toReversed(),
    historyCount: history.length,
    sameContent: links(sameContent),
    samePath: links(samePath),
  }
}

export function unknownRecord(record: number): AppError {
  const message = `There is no record ${record} here.`
  return new AppError({ code: 'bad-usage', operation: 'read record', message })
}

/** As the file spells numbers and what has parts; texts without escapes that nobody needs to read them. */
async function listFields(
  record: ProcessRecord,
  loaded: LoadedProcessManifest,
  at: number,
): Promise<{ name: string; json: string }[]> {
  const known = await readRecordTexts(loaded, at)
  const texts = new Map(known?.map(({ field, text }) => [field, text]))
  return Object.entries(record).map(([name, value]) => {
    const json = JSON.stringify(value)
    return { name, json: typeof value === 'string' ? json : (texts.get(name) ?? json) }
  })
}

function describeFile(file: KnownFile | undefined, location: string | null): PlacedRecordDetail['file'] {
  if (file === undefined) {
    const nothing = { sizeBytes: null, modifiedMs: null, checkedMs: null, sha256: null }
    return { state: 'unchecked', evidence: 'It was not looked at yet.', path: location, ...nothing }
  }
  const { state, evidence, sizeBytes, modifiedMs, checkedMs, sha256 } = file
  return { state, evidence, path: file.location, sizeBytes, modifiedMs, checkedMs, sha256 }
}
