import type { BaseSlice, EntryBatch } from '../hash/hash-protocol.ts'
import { digestStrideOf } from '../table/entry-columns.ts'
import type { ScanBase } from './scan-base.ts'
import type { CacheBlock, ScanCacheHeader } from './scan-cache-format.ts'

/** How much older than the scan a time must be to be believed: the coarsest clock of a common file system (FAT). */
const racyMarginNs = 2_000_000_000n
const aboveSurrogates = /[\uD800-\uFFFF]/

/** Byte order of UTF-8, which UTF-16 order is but for characters above the surrogates. */
function isBefore(a: string, b: string): boolean {
  if (aboveSurrogates.test(a) || aboveSurrogates.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0
  return a < b
}

/** Walks what an earlier scan kept beside a new one: both are in the same order, so each row is looked at once. */
export abstract class BlockBase implements ScanBase {
  private readonly startedNs: bigint
  private readonly stride: number
  private hasBegun = false
  private block: CacheBlock | undefined
  private paths: readonly string[] = []
  private position = 0

  constructor({ algorithms, startedNs }: ScanCacheHeader) {
    this.startedNs = startedNs
    this.stride = digestStrideOf(algorithms)
  }

  /** The next block, in the order of its scan. */
  protected abstract readBlock(): CacheBlock | undefined

  sliceFor(batch: EntryBatch): BaseSlice {
    if (!this.hasBegun) this.nextBlock()
    this.hasBegun = true
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
    const newest = this.startedNs - racyMarginNs
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
}
