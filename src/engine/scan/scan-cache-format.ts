import { createHash } from 'node:crypto'
import { digestStrideOf, kindFile } from '../table/entry-columns.ts'
import { isDigestAlgorithm, type DigestAlgorithm } from '../../shared/model/digest.ts'
import type { BatchResult, EntryBatch } from '../hash/hash-protocol.ts'

/*
 * A scan cache file: magic, header length (u32), header JSON, then blocks. A block: payload length (u32), SHA-256 of all
 * that precedes the blocks and of the payload (32 bytes), payload. A payload: row count (u32), path bytes (u32), then the columns sizes (f64), modified,
 * changed (i64), inodes (u64), known (u8), digests, and the paths joined by NUL. Numbers are in the machine's own
 * order: inodes and change times mean nothing on another machine anyway.
 */
export const magic = Buffer.from('ASSAYSC1')
const checkBytes = 32
export const blockHeadBytes = 4 + checkBytes
const rowBytes = 8 * 4 + 1
const maxBlockBytes = 64 * 1024 * 1024

export interface ScanCacheHeader {
  readonly algorithms: readonly DigestAlgorithm[]
  /** When the scan began, nanoseconds since 1970: what was modified about then or later is not believed. */
  readonly startedNs: bigint
}

export interface CacheBlock {
  readonly count: number
  /** Joined by NUL. */
  readonly paths: string
  readonly known: Uint8Array
  readonly sizes: Float64Array
  readonly modifiedNs: BigInt64Array
  readonly changedNs: BigInt64Array
  readonly inodes: BigUint64Array
  readonly digests: Uint8Array
}

export function encodeHeader(header: ScanCacheHeader): Buffer {
  const json = Buffer.from(JSON.stringify({ algorithms: header.algorithms, started_ns: String(header.startedNs) }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  return Buffer.concat([magic, length, json])
}

export function decodeHeader(json: Buffer): ScanCacheHeader | undefined {
  const parsed = JSON.parse(json.toString('utf8')) as { algorithms?: unknown; started_ns?: unknown }
  const { algorithms, started_ns: started } = parsed
  if (!Array.isArray(algorithms) || typeof started !== 'string') return undefined
  return { algorithms: algorithms.filter((name) => isDigestAlgorithm(String(name))), startedNs: BigInt(started) }
}

function bytesOf(view: Uint8Array | Float64Array | BigInt64Array | BigUint64Array): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
}

/** Rows whose digests may be taken over later: files read without error. */
export function knownRows(result: BatchResult, batch: EntryBatch, algorithmCount: number): Uint8Array {
  const all = 2 ** algorithmCount - 1
  return Uint8Array.from({ length: result.count }, (_, i) => {
    const isRead = result.kinds[i] === kindFile && ((result.digestFlags[i] ?? 0) & all) === all
    return isRead && !result.errors.has(i) && !batch.rawPaths.has(i) ? 1 : 0
  })
}

export function encodeBlock(result: BatchResult, batch: EntryBatch, header: ScanCacheHeader): Buffer {
  const paths = Buffer.from(batch.paths, 'utf8')
  const counts = Uint32Array.of(result.count, paths.length)
  const times = [result.sizes, result.modifiedNs, result.changedNs, result.inodes].map(bytesOf)
  const known = knownRows(result, batch, header.algorithms.length)
  const payload = Buffer.concat([new Uint8Array(counts.buffer), ...times, known, result.digests, paths])
  const head = Buffer.alloc(blockHeadBytes)
  head.writeUInt32LE(payload.length)
  checkOf(header, payload).copy(head, 4)
  return Buffer.concat([head, payload])
}

/** A damaged header would make blocks be believed that are too young, so each block vouches for it too. */
function checkOf(header: ScanCacheHeader, payload: Uint8Array): Buffer {
  return createHash('sha256').update(encodeHeader(header)).update(payload).digest()
}

/** Length of the payload after a block's head; undefined when it cannot be one. */
export function readBlockLength(head: Buffer): number | undefined {
  const length = head.readUInt32LE(0)
  return length >= 8 && length <= maxBlockBytes ? length : undefined
}

/** The block, or undefined when it is damaged or cut short. `payload` must own an aligned buffer. */
export function decodeBlock(head: Buffer, payload: Buffer, header: ScanCacheHeader): CacheBlock | undefined {
  if (!head.subarray(4, blockHeadBytes).equals(checkOf(header, payload))) return undefined
  const count = payload.readUInt32LE(0)
  const pathLength = payload.readUInt32LE(4)
  const stride = digestStrideOf(header.algorithms)
  if (payload.length !== 8 + count * (rowBytes + stride) + pathLength) return undefined
  const { buffer, byteOffset } = payload
  const start = byteOffset + 8
  const knownAt = start + count * 32
  const digestsAt = knownAt + count
  return {
    count,
    paths: payload.toString('utf8', payload.length - pathLength),
    sizes: new Float64Array(buffer, start, count),
    modifiedNs: new BigInt64Array(buffer, start + count * 8, count),
    changedNs: new BigInt64Array(buffer, start + count * 16, count),
    inodes: new BigUint64Array(buffer, start + count * 24, count),
    known: new Uint8Array(buffer, knownAt, count),
    digests: new Uint8Array(buffer, digestsAt, count * stride),
  }
}
