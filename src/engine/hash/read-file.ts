import { closeSync, constants, fstatSync, openSync, readSync, type BigIntStats } from 'node:fs'
import type { EntryError } from '../../shared/model/entry.ts'
import type { Digester } from './digester.ts'
import { changedWhileReading, describeSystemError } from './entry-errors.ts'

// O_NONBLOCK: a FIFO that took a file's place must not hang the thread. Both are absent on Windows.
export const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** What reading needs from its thread, all of it reused from file to file. */
export interface ReadContext {
  readonly digesters: readonly Digester[]
  readonly buffer: Buffer
  /** Files above this many bytes are left to the caller; Infinity reads everything. */
  readonly largeThresholdBytes: number
  readonly isCancelled: () => boolean
  readonly onBytes: (bytes: number) => void
}

export type ReadOutcome =
  | { readonly type: 'read'; readonly stats: BigIntStats; readonly sizeBytes: number; readonly digests: string[] }
  | { readonly type: 'large'; readonly stats: BigIntStats; readonly sizeBytes: number }
  | { readonly type: 'error'; readonly error: EntryError; readonly sizeBytes?: number }
  | { readonly type: 'cancelled' }

/**
 * Reads a regular file once and gives all its digests. Never follows a symlink, never blocks on a special file; the
 * file's identity, size and times must be the same before and after, else `changed-while-reading`.
 */
export function readFileDigests(path: string | Buffer, context: ReadContext): ReadOutcome {
  let descriptor: number
  try {
    descriptor = openSync(path, openFlags)
  } catch (error) {
    return { type: 'error', error: describeSystemError(error) }
  }
  try {
    return readOpenFile(descriptor, context)
  } catch (error) {
    return { type: 'error', error: describeSystemError(error) }
  } finally {
    closeSync(descriptor)
  }
}

function readOpenFile(descriptor: number, context: ReadContext): ReadOutcome {
  const before = fstatSync(descriptor, { bigint: true })
  if (!before.isFile()) return { type: 'error', error: changedWhileReading('it is no longer a regular file') }
  const sizeBytes = Number(before.size)
  if (sizeBytes > Number.MAX_SAFE_INTEGER) {
    return { type: 'error', error: { code: 'EFBIG', message: `size ${before.size} is more than 2^53-1 bytes` } }
  }
  if (sizeBytes > context.largeThresholdBytes) return { type: 'large', stats: before, sizeBytes }
  const read = digestContents(descriptor, context, sizeBytes)
  if (read === undefined) return { type: 'cancelled' }
  const after = fstatSync(descriptor, { bigint: true })
  const change = describeChange(before, after, read.bytes)
  if (change !== undefined) return { type: 'error', error: changedWhileReading(change), sizeBytes }
  return { type: 'read', stats: after, sizeBytes: read.bytes, digests: read.digests }
}

interface Contents {
  readonly bytes: number
  readonly digests: string[]
}

/** A file that fits the buffer is hashed in one call; undefined when cancelled. */
function digestContents(descriptor: number, context: ReadContext, sizeBytes: number): Contents | undefined {
  const { buffer, digesters } = context
  const length = readSync(descriptor, buffer, 0, buffer.length, null)
  context.onBytes(length)
  if (length !== sizeBytes || length === buffer.length) return digestStream(descriptor, context, length)
  const bytes = buffer.subarray(0, length)
  return { bytes: length, digests: digesters.map((digester) => digester.hashWhole(bytes)) }
}

/** Goes on after `first` bytes, which are in the buffer, until a read gives nothing. */
function digestStream(descriptor: number, context: ReadContext, first: number): Contents | undefined {
  const { buffer, digesters } = context
  for (const digester of digesters) digester.start()
  let bytes = 0
  for (let length = first; length > 0;) {
    const chunk = length === buffer.length ? buffer : buffer.subarray(0, length)
    for (const digester of digesters) digester.update(chunk)
    bytes += length
    if (context.isCancelled()) return undefined
    length = readSync(descriptor, buffer, 0, buffer.length, null)
    context.onBytes(length)
  }
  return { bytes, digests: digesters.map((digester) => digester.finish()) }
}

export function describeChange(before: BigIntStats, after: BigIntStats, bytesRead: number): string | undefined {
  if (before.ino !== after.ino || before.dev !== after.dev) return 'it was replaced'
  if (before.size !== after.size) return `its size went from ${before.size} to ${after.size} bytes`
  if (before.mtimeNs !== after.mtimeNs) return 'its modification time changed'
  if (before.ctimeNs !== after.ctimeNs) return 'its change time changed'
  // Files of /proc and the like say 0 and still have contents.
  if (before.size !== 0n && Number(before.size) !== bytesRead)
    return `${bytesRead} of ${before.size} bytes could be read`
  return undefined
}
