import { digestLengthBytes, isDigestAlgorithm, type DigestAlgorithm } from '../../shared/model/digest.ts'
import type { EntryError, EntryKind, SpecialKind } from '../../shared/model/entry.ts'
import { specialKindSchema } from '../../shared/model/entry.ts'
import { entryKinds, unknownMode, unknownSize, unknownTimeNs } from '../table/entry-columns.ts'
import { fitsTimeColumn, parseTimestampNs } from '../table/timestamp.ts'
import { invalidField, manifestError, type EntryPlace } from './manifest-error.ts'

/** A JSON object as parsed. Its keys are read through `Object.entries` only, never looked up by a name from a file. */
export type RawObject = Readonly<Record<string, unknown>>

/** One entry of a manifest, checked field by field; its path is not yet. */
export interface EntryFields {
  name: string | undefined
  path: string
  pathBase64: string | undefined
  kind: EntryKind
  sizeBytes: number
  digests: Map<DigestAlgorithm, Buffer>
  modifiedNs: bigint
  mode: number
  target: string | undefined
  special: SpecialKind | undefined
  error: EntryError | undefined
  extra: [string, unknown][]
}

const checksumPrefix = 'checksum_'
const hexText = /^[0-9a-f]*$/iu
const octalMode = /^[0-7]{1,4}$/u

export function isRawObject(value: unknown): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readText(value: unknown, field: string, place: EntryPlace): string {
  if (typeof value !== 'string') throw invalidField(place, field, 'a string')
  return value
}

function readSizeBytes(value: unknown, place: EntryPlace): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw invalidField(place, 'size_bytes', 'a whole number from 0 to 9007199254740991')
  }
  return value
}

function readDigestField(key: string, value: unknown, place: EntryPlace): [DigestAlgorithm, Buffer] {
  const algorithm = key.slice(checksumPrefix.length)
  if (!isDigestAlgorithm(algorithm)) {
    const known = Object.keys(digestLengthBytes).join(', ')
    throw invalidField(place, key, `a checksum by a known algorithm (${known})`)
  }
  const hexLength = 2 * digestLengthBytes[algorithm]
  if (typeof value !== 'string' || value.length !== hexLength || !hexText.test(value)) {
    throw invalidField(place, key, `${hexLength} hexadecimal digits`)
  }
  return [algorithm, Buffer.from(value, 'hex')]
}

function readTime(value: unknown, place: EntryPlace): bigint {
  const ns = typeof value === 'string' ? parseTimestampNs(value) : undefined
  if (ns === undefined) throw invalidField(place, 'modified_utc', 'an ISO 8601 time with Z or an offset')
  return ns
}

function readMode(value: unknown, place: EntryPlace): number {
  if (typeof value !== 'string' || !octalMode.test(value)) {
    throw invalidField(place, 'mode', 'permissions as octal digits in a string, such as "0644"')
  }
  return Number.parseInt(value, 8)
}

function readKind(value: unknown, place: EntryPlace): EntryKind {
  const kind = entryKinds.find((known) => known === value)
  if (kind === undefined) throw invalidField(place, 'kind', `one of ${entryKinds.join(', ')}`)
  return kind
}

function readError(value: unknown, place: EntryPlace): EntryError {
  const error = isRawObject(value) ? value : {}
  if (typeof error['code'] !== 'string' || typeof error['message'] !== 'string') {
    throw invalidField(place, 'error', 'an object with a code and a message')
  }
  return { code: error['code'], message: error['message'] }
}

/** Keeps a time that the column cannot hold as it was written, among the unknown keys. */
function takeTime(entry: EntryFields, value: unknown, place: EntryPlace): void {
  const ns = readTime(value, place)
  if (fitsTimeColumn(ns)) entry.modifiedNs = ns
  else entry.extra.push(['modified_utc', value])
}

type FieldReader = (entry: EntryFields, value: unknown, place: EntryPlace) => void

const fieldReaders = new Map<string, FieldReader>([
  ['name', (entry, value, place) => void (entry.name = readText(value, 'name', place))],
  ['relative_path', (entry, value, place) => void (entry.path = readText(value, 'relative_path', place))],
  ['path_base64', (entry, value, place) => void (entry.pathBase64 = readText(value, 'path_base64', place))],
  ['kind', (entry, value, place) => void (entry.kind = readKind(value, place))],
  ['target', (entry, value, place) => void (entry.target = readText(value, 'target', place))],
  ['special', (entry, value) => void (entry.special = specialKindSchema.catch('unknown').parse(value))],
  ['size_bytes', (entry, value, place) => void (entry.sizeBytes = readSizeBytes(value, place))],
  ['modified_utc', takeTime],
  ['mode', (entry, value, place) => void (entry.mode = readMode(value, place))],
  ['error', (entry, value, place) => void (entry.error = readError(value, place))],
])

/**
 * Checks one entry of a manifest field by field. Throws `manifest-invalid` with line and field; unknown keys are kept.
 */
export function readEntryFields(value: unknown, place: EntryPlace): EntryFields {
  if (!isRawObject(value)) {
    throw manifestError('manifest-invalid', place.file, `line ${place.line}: expected an entry as a JSON object.`)
  }
  const entry = createFields()
  let hasPath = false
  for (const [key, field] of Object.entries(value)) {
    const read = fieldReaders.get(key)
    hasPath ||= key === 'relative_path'
    if (read !== undefined) read(entry, field, place)
    else if (key.startsWith(checksumPrefix)) entry.digests.set(...readDigestField(key, field, place))
    else entry.extra.push([key, field])
  }
  if (!hasPath) throw invalidField(place, 'relative_path', 'a string, and there is none')
  if (entry.kind === 'file' && entry.sizeBytes === unknownSize && entry.error === undefined) {
    throw invalidField(place, 'size_bytes', 'a number, and there is none')
  }
  return entry
}

function createFields(): EntryFields {
  return {
    name: undefined,
    path: '',
    pathBase64: undefined,
    kind: 'file',
    sizeBytes: unknownSize,
    digests: new Map(),
    modifiedNs: unknownTimeNs,
    mode: unknownMode,
    target: undefined,
    special: undefined,
    error: undefined,
    extra: [],
  }
}
