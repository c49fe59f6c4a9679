import { closeSync, openSync, readSync } from 'node:fs'
import { digestStrideOf } from '../table/entry-columns.ts'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { BaseSlice, EntryBatch } from '../hash/hash-protocol.ts'
import {
  blockHeadBytes,
  decodeBlock,
  decodeHeader,
  magic,
  readBlockLength,
  type CacheBlock,
  type ScanCacheHeader,
} from './scan-cache-format.ts'
import type { ScanBase } from './scan-base.ts'

/** How much older than the scan a time must be to be believed: the coarsest clock of a common file system (FAT). */
const racyMarginNs = 2_000_000_000n
const maxHeaderBytes = 4096
const aboveSurrogates = /[\uD800-\uFFFF]/

/** Byte order of UTF-8, which UTF-16 order is but for characters above the surrogates. */
function isBefore(a: string, b: string): boolean {
  if (aboveSurrogates.test(a) || aboveSurrogates.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0
  return a < b
}

function readExactly(descriptor: number, length: number): Buffer | undefined {
  const bytes = Buffer.from(new ArrayBuffer(length))
  let done = 0
  while (done < length) {
    const count = readSync(descriptor, bytes, done, length - done, null)
    if (count === 0) return undefined
    done += count
  }
  return bytes
}

function readHeader(descriptor: number): ScanCacheHeader | undefined {
  const start = readExactly(descriptor, magic.length + 4)
  if (start === undefined || !start.subarray(0, magic.length).equals(magic)) return undefined
  const length = start.readUInt32LE(magic.length)
  const json = length <= maxHeaderBytes ? readExactly(descriptor, length) : undefined
  return json === undefined ? undefined : decodeHeader(json)
}

/**
 * Opens the digests that an earlier scan kept; undefined when there are none for these algorithms. Damaged blocks and
 * what follows them are not used. Close it when done.
 */
export function openScanCache(path: string, algorithms: readonly DigestAlgorithm[]): ScanCacheReader | undefined {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch {
    // No cache is the common case, and any other fault only means that files are read again.
    return undefined
  }
  try {
    const header = readHeader(descriptor)
    if (header !== undefined && header.algorithms.join() === algorithms.join()) {
      return new ScanCacheReader(descriptor, header)
    }
  } catch {
    // Damaged: read everything.
  }
  closeSync(descriptor)
  return undefined
}

/** Walks the cache beside a scan: both are in the same order, so each row is looked at once. */
export class ScanCacheReader implements ScanBase {
  private readonly descriptor: number
  private readonly header: ScanCacheHeader
  private readonly stride: number
  private block: CacheBlock | undefined
  private paths: readonly string[] = []
  private position = 0
  private isOpen = true

  constructor(descriptor: number, header: ScanCacheHeader) {
    this.descriptor = descriptor
    this.header = header
    this.stride = digestStrideOf(header.algorithms)
    this.nextBlock()
  }

  sliceFor(batch: EntryBatch): BaseSlice {
    if (this.block !== undefined && this.position === 0 && batch.paths === this.block.paths) {
      const whole = this.block
      this.nextBlock()
      return this.withoutRacy(whole)
    }
    const slice = this.emptySlice(batch.count)
    for (const [i, path] of batch.paths.split('\0').entries()) {
      // Kept by none, and its U+FFFD stands elsewhere in the order than its bytes.
      if (!batch.rawPaths.has(i)) this.copyRow(path, slice, i)
    }
    return this.withoutRacy(slice)
  }

  close(): void {
    if (this.isOpen) closeSync(this.descriptor)
    this.isOpen = false
  }

  private emptySlice(count: number): BaseSlice {
    return {
      known: new Uint8Array(count),
      sizes: new Float64Array(count),
      modifiedNs: new BigInt64Array(count),
      changedNs: new BigInt64Array(count),
      inodes: new BigUint64Array(count),
      digests: new Uint8Array(count * this.stride),
    }
  }

  private copyRow(path: string, slice: BaseSlice, index: number): void {
    while (this.block !== undefined) {
      const here = this.paths[this.position]
      if (here === undefined) {
        this.nextBlock()
      } else if (here === path) {
        this.copyHere(slice, index, this.block)
        this.position += 1
        return
      } else if (this.block.known[this.position] !== 1 || isBefore(here, path)) {
        this.position += 1
      } else {
        return
      }
    }
  }

  private copyHere(slice: BaseSlice, index: number, block: CacheBlock): void {
    const from = this.position
    slice.known[index] = block.known[from] ?? 0
    slice.sizes[index] = block.sizes[from] ?? 0
    slice.modifiedNs[index] = block.modifiedNs[from] ?? 0n
    slice.changedNs[index] = block.changedNs[from] ?? 0n
    slice.inodes[index] = block.inodes[from] ?? 0n
    slice.digests.set(block.digests.subarray(from * this.stride, (from + 1) * this.stride), index * this.stride)
  }

  /** The rule git calls racy: a write right after the digest may have left the same times. */
  private withoutRacy(slice: BaseSlice): BaseSlice {
    const newest = this.header.startedNs - racyMarginNs
    for (let i = 0; i < slice.known.length; i += 1) {
      if ((slice.modifiedNs[i] ?? 0n) > newest || (slice.changedNs[i] ?? 0n) > newest) slice.known[i] = 0
    }
    return slice
  }

  private nextBlock(): void {
    this.block = this.readBlock()
    this.paths = this.block?.paths.split('\0') ?? []
    this.position = 0
  }

  private readBlock(): CacheBlock | undefined {
    if (!this.isOpen) return undefined
    try {
      const head = readExactly(this.descriptor, blockHeadBytes)
      const length = head === undefined ? undefined : readBlockLength(head)
      const payload = length === undefined ? undefined : readExactly(this.descriptor, length)
      if (head === undefined || payload === undefined) return undefined
      return decodeBlock(head, payload, this.header)
    } catch {
      // A cache that cannot be read only means that files are.
      return undefined
    }
  }
}
