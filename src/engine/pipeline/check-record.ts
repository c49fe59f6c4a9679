import { shapeOf, type ManifestProblemReason } from '../../shared/model/process-manifest.ts'
import { readTimeUs } from '../../shared/model/process-time.ts'

export type Fields = Readonly<Record<string, unknown>>
/** Told of each field that is not as it must be; `message` completes the sentence that begins with the field. */
export type FaultTaker = (field: string, reason: ManifestProblemReason, message: string) => void

const sha256Digits = 64

/** Whether a text is a SHA-256 in hexadecimal, of either case. By hand: it is asked once a record. */
export function isSha256(text: string): boolean {
  if (text.length !== sha256Digits) return false
  for (let i = 0; i < sha256Digits; i += 1) {
    const code = text.charCodeAt(i)
    const isDigit = (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66) || (code >= 0x41 && code <= 0x46)
    if (!isDigit) return false
  }
  return true
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A digest and its quotes are shown whole. */
const longestShown = 70

/** Names a JSON value by its kind, and shows a short one. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  const shown = JSON.stringify(value)
  const kind = typeof value === 'string' ? 'the text ' : ''
  return `${kind}${shown.length > longestShown ? `${shown.slice(0, longestShown)}…` : shown}`
}

/** A record of the strategy's shape must have these texts. */
const strategyTexts = ['source_id', 'dataset', 'version'] as const
const moduleTexts = ['filename', 'etl_version'] as const
const moduleOptionalTexts = ['etag', 'content_type', 'last_modified_server'] as const

/** Holds one record against the rules of its shape, and its key against its checksum. Whether all of it is right. */
export function checkRecord(key: string, record: Fields, fault: FaultTaker): boolean {
  const isRight = checkChecksum(key, record, fault)
  return (shapeOf(record) === 'strategy' ? checkStrategy(record, fault) : checkModule(record, fault)) && isRight
}

function checkStrategy(record: Fields, fault: FaultTaker): boolean {
  let isRight = true
  for (const field of strategyTexts) isRight = checkText(record, field, fault) && isRight
  isRight = checkPath(record, 'file_path', fault) && isRight
  isRight = checkSize(record, 'file_size', 1, fault) && isRight
  isRight = checkOptionalText(record, 'etag', fault) && isRight
  return checkTime(record, 'ts_downloaded', fault) && isRight
}

function checkModule(record: Fields, fault: FaultTaker): boolean {
  let isRight = true
  for (const field of moduleTexts) isRight = checkText(record, field, fault) && isRight
  isRight = checkPath(record, 'filepath', fault) && isRight
  if (typeof record['is_verified'] !== 'boolean') isRight = complain(record, 'is_verified', 'true or false', fault)
  for (const field of moduleOptionalTexts) isRight = checkOptionalText(record, field, fault) && isRight
  const length = record['content_length_bytes']
  const hasLength = length !== undefined && length !== null
  if (hasLength) isRight = checkSize(record, 'content_length_bytes', 0, fault) && isRight
  return checkTime(record, 'updated_at', fault) && isRight
}

function checkChecksum(key: string, record: Fields, fault: FaultTaker): boolean {
  const checksum = record['checksum']
  if (typeof checksum !== 'string') return complain(record, 'checksum', '64 hexadecimal digits', fault)
  if (!isSha256(checksum)) {
    fault(
      'checksum',
      'bad-checksum',
      `is ${describeValue(checksum)}, which is no SHA-256: that has 64 hexadecimal digits`,
    )
    return false
  }
  if (key === checksum || key.toLowerCase() === checksum.toLowerCase()) return true
  const stands = isSha256(key) ? key : describeValue(key)
  fault('checksum', 'key-mismatch', `is ${checksum}, but the record stands under the key ${stands}`)
  return false
}

/** Tells of a value that is of no use here; false, as the answer of the check. */
function complain(record: Fields, field: string, expected: string, fault: FaultTaker): false {
  const value = record[field]
  if (value === undefined) fault(field, 'missing-field', `is missing: expected ${expected}`)
  else fault(field, 'wrong-type', `is ${describeValue(value)}, expected ${expected}`)
  return false
}

function checkText(record: Fields, field: string, fault: FaultTaker): boolean {
  return typeof record[field] === 'string' || complain(record, field, 'a text', fault)
}

function checkOptionalText(record: Fields, field: string, fault: FaultTaker): boolean {
  const value = record[field]
  const isRight = typeof value === 'string' || value === null || value === undefined
  return isRight || complain(record, field, 'a text or null', fault)
}

function checkPath(record: Fields, field: string, fault: FaultTaker): boolean {
  const value = record[field]
  if (typeof value !== 'string') return complain(record, field, 'the path of a file', fault)
  if (value !== '' && !value.includes('\0')) return true
  const problem = value === '' ? 'is empty: expected the path of a file' : 'holds the character NUL, which no path can'
  fault(field, 'bad-path', problem)
  return false
}

function checkSize(record: Fields, field: string, least: number, fault: FaultTaker): boolean {
  const value = record[field]
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return true
  const expected = `a whole number of bytes${least > 0 ? ', more than none' : ''}`
  if (typeof value !== 'number') return complain(record, field, expected, fault)
  const isTooLarge = Number.isInteger(value) && value > least
  fault(field, 'bad-size', isTooLarge ? `is ${value}, more than 2^53-1 bytes` : `is ${value}, expected ${expected}`)
  return false
}

function checkTime(record: Fields, field: string, fault: FaultTaker): boolean {
  const value = record[field]
  const expected = 'a time such as 2026-11-20T21:25:01.123456Z'
  if (typeof value !== 'string') return complain(record, field, expected, fault)
  if (readTimeUs(value) !== undefined) return true
  fault(field, 'bad-time', `is ${describeValue(value)}, expected ${expected}`)
  return false
}

/** Holds what a manifest says of itself against the rules. Whether all of it is right. */
export function checkMetadata(metadata: Fields, fault: FaultTaker): boolean {
  let isRight = true
  for (const field of ['process', 'etl_version', 'root_dir']) isRight = checkText(metadata, field, fault) && isRight
  if (metadata['process'] === '') {
    fault('process', 'wrong-type', 'is empty: expected the name of a process')
    isRight = false
  }
  if (metadata['total_records'] !== undefined) isRight = checkSize(metadata, 'total_records', 0, fault) && isRight
  for (const field of ['ts_created', 'ts_updated']) {
    if (metadata[field] !== undefined) isRight = checkTime(metadata, field, fault) && isRight
  }
  return isRight
}
