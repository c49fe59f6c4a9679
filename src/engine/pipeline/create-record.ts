import { basename } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import {
  describeField,
  shapeOf,
  type ProcessMetadata,
  type ProcessRecord,
  type RecordShape,
} from '../../shared/model/process-manifest.ts'
import { formatTimeUs } from '../../shared/model/process-time.ts'
import { isDeeperThan, maxJsonDepth } from '../manifest/json-depth.ts'
import { checkRecord, type Fields } from './check-record.ts'
import { freezeDeeply } from './freeze-deeply.ts'

/**
 * The fields of a new record, with the names the file has. Times may be dates; the version of the code, the time and what
 * may be null are filled in where they are left out. Other keys are kept.
 */
export type RecordParams = Fields

/** Where a file came from, as the pipeline knows it. */
export interface PipelineSource {
  readonly source_id: string
  readonly dataset: string
  readonly state?: { readonly last_etag?: string | null | undefined } | null | undefined
}

/** A download that has come to its end. */
export interface DownloadEvent {
  readonly sha256: string
  readonly file_path: string
  readonly file_size_bytes: number
  readonly etag?: string | null | undefined
  readonly content_type?: string | null | undefined
  readonly last_modified_server?: string | null | undefined
  readonly ts_download_completed: Date | string
}

/** The fields of each shape in the order they are written in; a value stands in for what is left out. */
const shapes: Readonly<Record<RecordShape, (metadata: ProcessMetadata, nowUs: number) => Fields>> = {
  strategy: (metadata, nowUs) => ({
    source_id: undefined,
    dataset: undefined,
    checksum: undefined,
    file_path: undefined,
    file_size: undefined,
    etag: null,
    ts_downloaded: formatTimeUs(nowUs),
    version: metadata.etl_version,
  }),
  module: (metadata, nowUs) => ({
    checksum: undefined,
    filename: undefined,
    filepath: undefined,
    etl_version: metadata.etl_version,
    is_verified: false,
    etag: null,
    content_type: null,
    last_modified_server: null,
    content_length_bytes: null,
    updated_at: formatTimeUs(nowUs),
  }),
}

/** Makes a record of the shape its fields tell, frozen. Throws `bad-usage` with every field that is not right. */
export function createRecord(params: RecordParams, metadata: ProcessMetadata, nowUs: number): ProcessRecord {
  const given = Object.entries(params).filter(([, value]) => value !== undefined)
  const defaults = Object.entries(shapes[shapeOf(params)](metadata, nowUs))
  // Made of pairs, so that a key `__proto__` is a key like any other.
  const record: Fields = Object.fromEntries([...defaults, ...given.map(([key, value]) => [key, toJsonValue(value)])])
  const faults: string[] = []
  if (isDeeperThan(record, maxJsonDepth)) faults.push(`it nests deeper than ${maxJsonDepth} levels`)
  checkRecord(typeof record['checksum'] === 'string' ? record['checksum'] : '', record, (field, _, message) => {
    faults.push(`${describeField([field])} ${message}`)
  })
  if (faults.length > 0) {
    const message = `The record is not right and was not added: ${faults.join('; ')}.`
    throw new AppError({ code: 'bad-usage', operation: 'add record', message })
  }
  const text = toJsonText(record)
  // A copy by way of JSON is what the file will hold; nothing of the caller's is kept hold of.
  return freezeDeeply(JSON.parse(text) as ProcessRecord)
}

/** Throws `bad-usage` for what no JSON can hold, such as a bigint. */
function toJsonText(record: Fields): string {
  try {
    return JSON.stringify(record)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const message = `The record cannot be written as JSON and was not added: ${reason}.`
    throw new AppError({ code: 'bad-usage', operation: 'add record', message, cause: error })
  }
}

function toJsonValue(value: unknown): unknown {
  if (!(value instanceof Date)) return value
  return Number.isNaN(value.getTime()) ? String(value) : formatTimeUs(value.getTime() * 1000)
}

/** The fields of a record for a download; its ETag is that of the source's last one where the event has none. */
export function paramsOfEvent(source: PipelineSource, event: DownloadEvent, shape: RecordShape): RecordParams {
  const etag = event.etag ?? source.state?.last_etag ?? null
  if (shape === 'strategy') {
    return {
      source_id: source.source_id,
      dataset: source.dataset,
      checksum: event.sha256,
      file_path: event.file_path,
      file_size: event.file_size_bytes,
      etag,
      ts_downloaded: event.ts_download_completed,
    }
  }
  return {
    checksum: event.sha256,
    filename: basename(event.file_path),
    filepath: event.file_path,
    etag,
    content_type: event.content_type ?? null,
    last_modified_server: event.last_modified_server ?? null,
    content_length_bytes: event.file_size_bytes,
    updated_at: event.ts_download_completed,
  }
}
