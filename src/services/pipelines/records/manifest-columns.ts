import { foldCase } from '../../../engine/index.ts'
import type { RecordFile } from '../../../shared/model/pipeline-audit.ts'
import {
  recordEtag,
  recordPath,
  recordSizeBytes,
  recordSource,
  recordTimeUs,
  recordVersion,
  type ProcessRecord,
} from '../../../shared/model/process-manifest.ts'
import { stateNumber } from './file-states.ts'

const usPerMs = 1000

/** What was found of the file of a record, and when. */
export interface KnownFile extends RecordFile {
  readonly checkedMs: number
}

/** The records of one manifest as it was read, in columns; only the states of their files change. */
export interface ManifestColumns {
  readonly manifestKey: string
  readonly process: string
  readonly records: readonly ProcessRecord[]
  readonly paths: readonly string[]
  /** In lower case. */
  readonly checksums: readonly string[]
  /** NaN where the record does not say. */
  readonly sizes: Float64Array
  readonly timesMs: Float64Array
  readonly versions: readonly string[]
  readonly sources: readonly (string | null)[]
  /** What a search looks through. */
  readonly folded: readonly string[]
  /** Numbers of `fileStates`. */
  readonly states: Uint8Array
  /** Undefined before a file was looked at. */
  readonly files: (KnownFile | undefined)[]
}

/** Puts the records of a manifest into columns, in the file's order. */
export function toColumns(manifestKey: string, process: string, all: Iterable<ProcessRecord>): ManifestColumns {
  const records = [...all]
  return {
    manifestKey,
    process,
    records,
    paths: records.map(recordPath),
    checksums: records.map(({ checksum }) => checksum.toLowerCase()),
    sizes: Float64Array.from(records, (record) => recordSizeBytes(record) ?? Number.NaN),
    timesMs: Float64Array.from(records, (record) => recordTimeUs(record) / usPerMs),
    versions: records.map(recordVersion),
    sources: records.map(recordSource),
    folded: records.map(foldRecord),
    states: new Uint8Array(records.length),
    files: Array.from({ length: records.length }),
  }
}

export function setFile(columns: ManifestColumns, at: number, file: KnownFile): void {
  columns.files[at] = file
  columns.states[at] = stateNumber(file.state)
}

export function datasetOf(record: ProcessRecord): string | null {
  return typeof record['dataset'] === 'string' ? record['dataset'] : null
}

/** Lines, so that nothing is found across two fields. */
function foldRecord(record: ProcessRecord): string {
  const parts = [recordPath(record), recordSource(record), datasetOf(record), recordVersion(record), recordEtag(record)]
  return foldCase(parts.filter((part) => part !== null).join('\n'))
}
