import { readTimeUs } from './process-time.ts'

/** The two shapes of a record in use: that of the manifest strategy, and that of the manifest module. */
export type RecordShape = 'strategy' | 'module'

/** A record of the strategy's shape, with the names its file has. Keys that no shape has are kept. */
export interface StrategyRecord {
  readonly source_id: string
  readonly dataset: string
  /** SHA-256 in hexadecimal of either case. */
  readonly checksum: string
  readonly file_path: string
  /** Bytes, more than none. */
  readonly file_size: number
  readonly etag?: string | null
  readonly ts_downloaded: string
  readonly version: string
  readonly [key: string]: unknown
}

/** A record of the module's shape, with the names its file has. Keys that no shape has are kept. */
export interface ModuleRecord {
  /** SHA-256 in hexadecimal of either case. */
  readonly checksum: string
  readonly filename: string
  readonly filepath: string
  readonly etl_version: string
  readonly is_verified: boolean
  readonly etag?: string | null
  readonly content_type?: string | null
  readonly last_modified_server?: string | null
  readonly content_length_bytes?: number | null
  readonly updated_at: string
  readonly [key: string]: unknown
}

/** One content a process has dealt with. Frozen. */
export type ProcessRecord = StrategyRecord | ModuleRecord

/** What a process manifest says of itself, with the names its file has. Frozen; keys that are not listed are kept. */
export interface ProcessMetadata {
  readonly process: string
  readonly etl_version: string
  readonly root_dir: string
  readonly total_records?: number
  readonly ts_created?: string
  readonly ts_updated?: string
  readonly [key: string]: unknown
}

/** Why a place of a manifest is not as it must be; `count-differs` and `byte-order-mark` only ever are warnings. */
export type ManifestProblemReason =
  | 'bad-checksum'
  | 'key-mismatch'
  | 'missing-field'
  | 'wrong-type'
  | 'bad-size'
  | 'bad-time'
  | 'bad-path'
  | 'duplicate-key'
  | 'duplicate-field'
  | 'too-deep'
  | 'not-utf8'
  | 'bad-syntax'
  | 'truncated'
  | 'empty-file'
  | 'not-json'
  | 'not-a-process-manifest'
  | 'count-differs'
  | 'byte-order-mark'

export interface ManifestProblem {
  readonly reason: ManifestProblemReason
  /** From the document's root: `['records', '<key>', 'file_size']`; empty for the file as a whole. */
  readonly path: readonly string[]
  /** The path as it is shown, long keys cut: `records["ab12cd34…"].file_size`; empty for the file as a whole. */
  readonly field: string
  /** Completes the sentence that begins with the field, or with the file. */
  readonly message: string
  /** Where it stands in the file; lines count from 1, bytes from 0. */
  readonly line: number
  readonly byteOffset: number
  /** The record's key, where it is about a record. */
  readonly key?: string
}

const plainKey = /^[A-Za-z_][A-Za-z0-9_]*$/u
const shownKeyLength = 12

/** Shows a path within a manifest, with the keys of records cut to their first characters. */
export function describeField(path: readonly string[]): string {
  let text = ''
  for (const part of path) {
    const isPlain = plainKey.test(part) && part.length <= 40
    const shown = part.length > 40 ? `${part.slice(0, shownKeyLength)}…` : part
    if (!isPlain) text += `[${JSON.stringify(shown)}]`
    else text += text === '' ? part : `.${part}`
  }
  return text
}

/** The shape of a record, by the keys it has. */
export function shapeOf(record: Readonly<Record<string, unknown>>): RecordShape {
  if (record['file_path'] !== undefined) return 'strategy'
  if (record['filepath'] !== undefined || record['filename'] !== undefined) return 'module'
  return record['updated_at'] !== undefined || record['is_verified'] !== undefined ? 'module' : 'strategy'
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function fieldOf(record: ProcessRecord, strategy: string, module: string): unknown {
  return record[strategy] ?? record[module]
}

/** Where the record says its file is. */
export function recordPath(record: ProcessRecord): string {
  return textOrNull(fieldOf(record, 'file_path', 'filepath')) ?? ''
}

/** Bytes; null where the record does not say, as those of the module's shape may. */
export function recordSizeBytes(record: ProcessRecord): number | null {
  const size = fieldOf(record, 'file_size', 'content_length_bytes')
  return typeof size === 'number' ? size : null
}

/** Null in the module's shape, which knows no sources. */
export function recordSource(record: ProcessRecord): string | null {
  return textOrNull(record['source_id'])
}

/** The version of the code that made the record. */
export function recordVersion(record: ProcessRecord): string {
  return textOrNull(fieldOf(record, 'version', 'etl_version')) ?? ''
}

/** The time as it stands in the file. */
export function recordTime(record: ProcessRecord): string {
  return textOrNull(fieldOf(record, 'ts_downloaded', 'updated_at')) ?? ''
}

/** Microseconds since 1970 UTC. */
export function recordTimeUs(record: ProcessRecord): number {
  return readTimeUs(recordTime(record)) ?? 0
}

export function recordEtag(record: ProcessRecord): string | null {
  return textOrNull(record['etag'])
}
