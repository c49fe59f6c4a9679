import { shapeOf, type ManifestProblemReason } from '../../shared/model/process-manifest.ts'
import { readTimeUs } from '../../shared/model/process-time.ts'

export type Fields = Readonly<Record<string, unknown>>
/** Told of each field that is not as it must be; `message` completes the sentence that begins with the field. */
export type FaultTaker = (field: string, reason: ManifestProblemReason, message: string) => void

const sha256Pattern = /^[0-9a-f]{64}$/iu

/** Whether a text is a SHA-256 in hexadecimal, of either case. */
export function isSha256(text: string): boolean {
  return text.length === 64 && sha256Pattern.test(text)
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Names a JSON value by its kind, and shows a short one. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  const shown = JSON.stringify(value)
  const kind = typeof value === 'string' ? 'the text ' : ''
  return `${kind}${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}`
}

/** A record of the strategy's shape must have these texts. */
const strategyTexts = ['source_id', 'dataset', 'version'] as const
const moduleTexts = ['filename', 'etl_version'] as const
const moduleOptionalTexts = ['etag', 'content_type', 'last_modified_server'] as const

/** Holds one record against the rules of its shape, and its key against its checksum. Whether all of it is right. */
export function checkRecord(key: string, record: Fields, onFault: FaultTaker): boolean {
  let faults = 0
  const fault: FaultTaker = (field, reason, message) => {
    faults += 1
    onFault(field, reason, message)
  }
  checkChecksum(key, record, fault)
  if (shapeOf(record) === 'strategy') checkStrategy(record, fault)
  else checkModule(record, fault)
  return faults === 0
}

function checkStrategy(record: Fields, fault: FaultTaker): void {
  for (const field of strategyTexts) checkText(record, field, fault)
  checkPath(record, 'file_path', fault)
  checkSize(record, 'file_size', 1, fault)
  checkOptionalText(record, 'etag', fault)
  checkTime(record, 'ts_downloaded', fault)
}

function checkModule(record: Fields, fault: FaultTaker): void {
  for (const field of moduleTexts) checkText(record, field, fault)
  checkPath(record, 'filepath', fault)
  const verified = record['is_verified']
  if (typeof verified !== 'boolean') complain(record, 'is_verified', 'true or false', fault)
  for (const field of moduleOptionalTexts) checkOptionalText(record, field, fault)
  const length = record['content_length_bytes']
  if (length !== undefined && length !== null) checkSize(record, 'content_length_bytes', 0, fault)
  checkTime(record, 'updated_at', fault)
}

function checkChecksum(key: string, record: Fields, fault: FaultTaker): void {
  const checksum = record['checksum']
  if (typeof checksum !== 'string') return complain(record, 'checksum', '64 hexadecimal digits', fault)
  if (!isSha256(checksum)) {
    const message = `is ${describeValue(checksum)}, which is no SHA-256: that has 64 hexadecimal digits`
    return fault('checksum', 'bad-checksum', message)
  }
  if (key === checksum || key.toLowerCase() === checksum.toLowerCase()) return
  fault('checksum', 'key-mismatch', `is ${checksum}, but the record stands under the key ${describeValue(key)}`)
}

function complain(record: Fields, field: string, expected: string, fault: FaultTaker): void {
  const value = record[field]
  if (value === undefined) return fault(field, 'missing-field', `is missing: expected ${expected}`)
  fault(field, 'wrong-type', `is ${describeValue(value)}, expected ${expected}`)
}

function checkText(record: Fields, field: string, fault: FaultTaker): void {
  if (typeof record[field] !== 'string') complain(record, field, 'a text', fault)
}

function checkOptionalText(record: Fields, field: string, fault: FaultTaker): void {
  const value = record[field]
  if (typeof value === 'string' || value === null || value === undefined) return
  complain(record, field, 'a text or null', fault)
}

function checkPath(record: Fields, field: string, fault: FaultTaker): void {
  const value = record[field]
  if (typeof value !== 'string') return complain(record, field, 'the path of a file', fault)
  if (value === '') return fault(field, 'bad-path', 'is empty: expected the path of a file')
  if (value.includes('\0')) fault(field, 'bad-path', `is ${describeValue(value)}: a path cannot hold the character NUL`)
}

function checkSize(record: Fields, field: string, least: number, fault: FaultTaker): void {
  const value = record[field]
  const expected = `a whole number of bytes${least > 0 ? ', more than none' : ''}`
  if (typeof value !== 'number') return complain(record, field, expected, fault)
  if (!Number.isInteger(value) || value < least) {
    return fault(field, 'bad-size', `is ${value}, expected ${expected}`)
  }
  if (!Number.isSafeInteger(value)) fault(field, 'bad-size', `is ${value}, more than 2^53-1 bytes`)
}

function checkTime(record: Fields, field: string, fault: FaultTaker): void {
  const value = record[field]
  const expected = 'a time such as 2026-11-20T21:25:01.123456Z'
  if (typeof value !== 'string') return complain(record, field, expected, fault)
  if (readTimeUs(value) === undefined) fault(field, 'bad-time', `is ${describeValue(value)}, expected ${expected}`)
}

/** Holds what a manifest says of itself against the rules. Whether all of it is right. */
export function checkMetadata(metadata: Fields, onFault: FaultTaker): boolean {
  let faults = 0
  const fault: FaultTaker = (field, reason, message) => {
    faults += 1
    onFault(field, reason, message)
  }
  for (const field of ['process', 'etl_version', 'root_dir']) checkText(metadata, field, fault)
  if (metadata['process'] === '') fault('process', 'wrong-type', 'is empty: expected the name of a process')
  if (metadata['total_records'] !== undefined) checkSize(metadata, 'total_records', 0, fault)
  for (const field of ['ts_created', 'ts_updated']) {
    if (metadata[field] !== undefined) checkTime(metadata, field, fault)
  }
  return faults === 0
}
