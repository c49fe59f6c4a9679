import { AppError } from '../../shared/errors/app-error.ts'
import type { RecordShape } from '../../shared/model/process-manifest.ts'
import type { RecordParams } from './create-record.ts'

/** A kind of manifest: the shape its records have unless others are there, and what `update` takes. */
export interface ManifestType {
  readonly shape?: RecordShape
  /** Makes a record's fields of what was given to `update`. Throws `bad-usage` for what it does not take. */
  toRecord(key: string, value: RecordParams): RecordParams
}

/** What a download must tell in either shape. */
const downloadFields: Readonly<Record<RecordShape, readonly string[]>> = {
  strategy: ['checksum', 'etag', 'file_path', 'file_size'],
  module: ['checksum', 'etag', 'filepath'],
}

/** Manifests of downloads: a value has checksum, ETag, path and, where the shape has one, size; its key is its checksum. */
export const downloads: ManifestType = {
  toRecord(key, value) {
    const fields = downloadFields[value['filepath'] === undefined ? 'strategy' : 'module']
    const missing = fields.filter((field) => value[field] === undefined)
    if (missing.length > 0) throw badUpdate(`A download has ${fields.join(', ')}; ${missing.join(', ')} is missing.`)
    if (String(value['checksum']).toLowerCase() !== key.toLowerCase()) {
      throw badUpdate(`The key ${key} is not the checksum of the value, ${String(value['checksum'])}.`)
    }
    return value
  },
}

function badUpdate(message: string): AppError {
  return new AppError({ code: 'bad-usage', operation: 'update manifest', message })
}
