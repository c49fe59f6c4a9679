import { traceRecord } from '../../../engine/index.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import { shapeOf, type ProcessRecord } from '../../../shared/model/process-manifest.ts'
import type { RecordLink } from '../../../shared/ipc/pipeline-schemas.ts'
import type { PlacedRecordDetail } from '../../workers/pipeline-protocol.ts'
import type { KnownFile } from '../records/manifest-columns.ts'
import type { RecordSet } from '../records/record-set.ts'
import { toLink, toRow } from '../records/record-view.ts'

const maxLinks = 200

/** All that is known of one record: its fields, its file, and what else there is around it. Throws `bad-usage` for a number no record has. */
export function describeRecord(set: RecordSet, record: number): PlacedRecordDetail {
  const place = set.place(record)
  const indexed = set.index.records[record]
  const row = toRow(set, record)
  if (place === undefined || indexed === undefined || row === undefined) throw unknownRecord(record)
  const { history, sameContent, samePath } = traceRecord(set.index, indexed)
  const links = (records: readonly { readonly number: number }[]): RecordLink[] =>
    records.slice(-maxLinks).map(({ number }) => toLink(set, number))
  return {
    row,
    shape: shapeOf(indexed.record),
    fields: listFields(indexed.record),
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

function listFields(record: ProcessRecord): { name: string; json: string }[] {
  return Object.entries(record).map(([name, value]) => ({ name, json: JSON.stringify(value) }))
}

function describeFile(file: KnownFile | undefined, location: string | null): PlacedRecordDetail['file'] {
  if (file === undefined) {
    const nothing = { sizeBytes: null, modifiedMs: null, checkedMs: null, sha256: null }
    return { state: 'unchecked', evidence: 'It was not looked at yet.', path: location, ...nothing }
  }
  const { state, evidence, sizeBytes, modifiedMs, checkedMs, sha256 } = file
  return { state, evidence, path: file.location, sizeBytes, modifiedMs, checkedMs, sha256 }
}
