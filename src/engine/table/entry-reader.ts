import { isUtf8 } from 'node:buffer'
import { digestLengthBytes } from '../../shared/model/digest.ts'
import type { Entry } from '../../shared/model/entry.ts'
import {
  digestOffsets,
  entryKinds,
  unknownMode,
  unknownSize,
  unknownTimeNs,
  type EntryColumns,
} from './entry-columns.ts'
import { formatTimestampNs } from './timestamp.ts'

/** What bytes that are not UTF-8 are shown as. */
export const replacementCharacter = '\ufffd'

/** A view of `bytes`, not a copy. A Buffer keeps a leading byte order mark when it decodes; a TextDecoder drops it. */
export function viewAsBuffer(bytes: Uint8Array, start = 0, end = bytes.length): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
}

/** The same for reading several bytes at a time. */
export function viewBytes(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** The exact bytes of an entry's path, as a view into the columns. */
export function readPathBytes(columns: EntryColumns, index: number): Buffer {
  return viewAsBuffer(columns.pathBytes, columns.pathOffsets[index], columns.pathOffsets[index + 1])
}

/** An entry's path for display: bytes that are not UTF-8 come out as U+FFFD. */
export function readPath(columns: EntryColumns, index: number): string {
  return readPathBytes(columns, index).toString('utf8')
}

export function isValidUtf8Path(columns: EntryColumns, index: number): boolean {
  return isUtf8(readPathBytes(columns, index))
}

/** The last component of a path with `/` between components. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Lowercase hex digest of `columns.algorithms[algorithmIndex]`; undefined where not known. */
export function readDigest(columns: EntryColumns, index: number, algorithmIndex: number): string | undefined {
  const algorithm = columns.algorithms[algorithmIndex]
  const flags = columns.digestFlags[index] ?? 0
  if (algorithm === undefined || (flags & (1 << algorithmIndex)) === 0) return undefined
  const start = index * columns.digestStride + (digestOffsets(columns.algorithms)[algorithmIndex] ?? 0)
  return viewAsBuffer(columns.digests, start, start + digestLengthBytes[algorithm]).toString('hex')
}

/** Size in bytes; undefined where not known. */
export function readSize(columns: EntryColumns, index: number): number | undefined {
  const sizeBytes = columns.sizes[index]
  return sizeBytes === unknownSize ? undefined : sizeBytes
}

/** Modification time as ISO 8601 UTC with nanoseconds; undefined where not known. */
export function readModifiedUtc(columns: EntryColumns, index: number): string | undefined {
  const ns = columns.modifiedNs[index]
  return ns === undefined || ns === unknownTimeNs ? undefined : formatTimestampNs(ns)
}

function readDigests(columns: EntryColumns, index: number): Entry['digests'] {
  const { algorithms, digestStride, digests } = columns
  const flags = columns.digestFlags[index] ?? 0
  const read: Entry['digests'] = {}
  let start = index * digestStride
  for (let at = 0; at < algorithms.length; at += 1) {
    const algorithm = algorithms[at]!
    const end = start + digestLengthBytes[algorithm]
    if ((flags & (1 << at)) !== 0) read[algorithm] = viewAsBuffer(digests, start, end).toString('hex')
    start = end
  }
  return read
}

/**
 * An entry in full. Carries `pathBase64`, the exact bytes, only where the path is not valid UTF-8. Key by key, because a
 * million are read to be printed.
 */
export function readEntry(columns: EntryColumns, index: number): Entry {
  const bytes = readPathBytes(columns, index)
  const path = bytes.toString('utf8')
  const kind = entryKinds[columns.kinds[index] ?? 0] ?? 'file'
  const entry: Entry = { name: nameOf(path), path, kind, digests: {} }
  // Bytes that are not UTF-8 always leave this mark, and it is looked for much faster.
  if (path.includes(replacementCharacter) && !isUtf8(bytes)) entry.pathBase64 = bytes.toString('base64')
  const sizeBytes = readSize(columns, index)
  if (sizeBytes !== undefined) entry.sizeBytes = sizeBytes
  const modifiedUtc = readModifiedUtc(columns, index)
  if (modifiedUtc !== undefined) entry.modifiedUtc = modifiedUtc
  const mode = columns.modes[index] ?? unknownMode
  if (mode !== unknownMode) entry.mode = mode
  readRare(columns, index, entry)
  entry.digests = readDigests(columns, index)
  return entry
}

function readRare({ targets, specials, errors, extras }: EntryColumns, index: number, entry: Entry): void {
  const target = targets.get(index)
  if (target !== undefined) entry.target = target
  const special = specials.get(index)
  if (special !== undefined) entry.special = special
  const error = errors.get(index)
  if (error !== undefined) entry.error = error
  const extra = extras.get(index)
  if (extra !== undefined) entry.extra = extra
}

/** Orders `a[aStart, aEnd)` against `b[bStart, bEnd)` by bytes: negative, zero or positive. */
export function compareByteRanges(
  a: Uint8Array,
  aStart: number,
  aEnd: number,
  b: Uint8Array,
  bStart: number,
  bEnd: number,
): number {
  const commonLength = Math.min(aEnd - aStart, bEnd - bStart)
  for (let at = 0; at < commonLength; at++) {
    const difference = a[aStart + at]! - b[bStart + at]!
    if (difference !== 0) return difference
  }
  return aEnd - aStart - (bEnd - bStart)
}

/** Orders the path of entry `i` of `a` against that of entry `j` of `b` by bytes: negative, zero or positive. */
export function comparePaths(a: EntryColumns, i: number, b: EntryColumns, j: number): number {
  return compareByteRanges(
    a.pathBytes,
    a.pathOffsets[i] ?? 0,
    a.pathOffsets[i + 1] ?? 0,
    b.pathBytes,
    b.pathOffsets[j] ?? 0,
    b.pathOffsets[j + 1] ?? 0,
  )
}

/** The first entry whose path is not before `path` in byte order; `count` when all are. */
export function lowerBoundOfPath(columns: EntryColumns, path: Uint8Array): number {
  const { pathBytes, pathOffsets } = columns
  let low = 0
  let high = columns.count
  while (low < high) {
    const middle = (low + high) >>> 1
    const start = pathOffsets[middle] ?? 0
    const end = pathOffsets[middle + 1] ?? 0
    if (compareByteRanges(pathBytes, start, end, path, 0, path.length) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the entry with exactly these path bytes; -1 when there is none. Binary search. */
export function findPath(columns: EntryColumns, path: Uint8Array): number {
  const index = lowerBoundOfPath(columns, path)
  if (index === columns.count) return -1
  return readPathBytes(columns, index).equals(path) ? index : -1
}

/** Whether there are entries in a folder of this path. */
export function hasEntriesBelow(columns: EntryColumns, folder: Uint8Array): boolean {
  const start = Buffer.concat([folder, Buffer.from('/')])
  const index = lowerBoundOfPath(columns, start)
  return index < columns.count && readPathBytes(columns, index).subarray(0, start.length).equals(start)
}

/** Indexes of the entries that are shown as `path`: several when they differ only in bytes that are not UTF-8. */
export function findEntriesShownAs(columns: EntryColumns, path: string): number[] {
  if (!path.includes(replacementCharacter)) {
    const index = findPath(columns, Buffer.from(path))
    return index < 0 ? [] : [index]
  }
  const found: number[] = []
  for (let index = 0; index < columns.count; index++) {
    if (readPath(columns, index) === path) found.push(index)
  }
  return found
}
