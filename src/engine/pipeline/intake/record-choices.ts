import { basename } from 'node:path'
import { shapeOf, type RecordShape } from '../../../shared/model/process-manifest.ts'
import { parseProcessManifestName } from '../../../shared/model/process-manifest-names.ts'
import type { RecordParams } from '../create-record.ts'
import type { Manifest } from '../manifest.ts'

/** What a record says besides what its file does; what is left out has a sensible value. */
export interface RecordChoices {
  /** By default each file is a source of its own, by its name. */
  readonly sourceId?: string | undefined
  /** By default the domain that the manifest's name tells, else its process. */
  readonly dataset?: string | undefined
  readonly etag?: string | undefined
  /** By default that of the manifest. */
  readonly recordVersion?: string | undefined
  /** By default that of the records there are, else the one that goes with the manifest's name. */
  readonly shape?: RecordShape | undefined
}

/** A file that is to be recorded. */
export interface KnownFile {
  /** Absolute. */
  readonly path: string
  /** Its name as a source. */
  readonly name: string
  readonly sizeBytes: number
  readonly sha256: string
}

/** Makes the fields of records for one manifest. Of the manifest, what was last read of it. */
export function chooseRecords(manifest: Manifest, choices: RecordChoices): (file: KnownFile) => RecordParams {
  const { pattern, domain } = parseProcessManifestName(basename(manifest.path))
  const [first] = manifest.records.values()
  const usual = first === undefined ? (pattern === 'process-version' ? 'module' : 'strategy') : shapeOf(first)
  const dataset = choices.dataset ?? domain ?? manifest.metadata.process
  const { sourceId, etag = null, recordVersion } = choices
  const version = recordVersion ?? manifest.metadata.etl_version
  if ((choices.shape ?? usual) === 'module') {
    return ({ path, sizeBytes, sha256 }) => {
      const what = { checksum: sha256, filename: basename(path), filepath: path, etl_version: version }
      return { ...what, etag, content_length_bytes: sizeBytes }
    }
  }
  return ({ path, name, sizeBytes, sha256 }) => {
    const where = { source_id: sourceId ?? name, dataset, checksum: sha256, file_path: path, file_size: sizeBytes }
    return { ...where, etag, version }
  }
}

/** Why a file is not recorded, in words; undefined for one that may be. */
export function findRefusal(sizeBytes: number): string | undefined {
  return sizeBytes > 0 ? undefined : 'is empty: a record is of at least one byte'
}
