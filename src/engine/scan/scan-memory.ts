import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { BatchResult, EntryBatch } from '../hash/hash-protocol.ts'
import { nowNs } from '../run/clock.ts'
import { BlockBase } from './block-base.ts'
import type { ScanBase } from './scan-base.ts'
import { knownRows, type CacheBlock, type ScanCacheHeader } from './scan-cache-format.ts'

/** What one scan read, held for the next one of the same folder: about 100 bytes a file besides its path. */
export class ScanMemory {
  private readonly algorithms: readonly DigestAlgorithm[]
  private last: { readonly header: ScanCacheHeader; readonly blocks: readonly CacheBlock[] } | undefined
  private current: { readonly header: ScanCacheHeader; readonly blocks: CacheBlock[] } | undefined

  constructor(algorithms: readonly DigestAlgorithm[]) {
    this.algorithms = algorithms
  }

  /** Begins a scan; what the last whole one read is its base. */
  begin(): ScanBase | undefined {
    this.current = { header: { algorithms: this.algorithms, startedNs: nowNs() }, blocks: [] }
    return this.last === undefined ? undefined : new MemoryBase(this.last.header, this.last.blocks)
  }

  add(result: BatchResult, batch: EntryBatch): void {
    const { count, sizes, modifiedNs, changedNs, inodes, digests } = result
    const known = knownRows(result, batch, this.algorithms.length)
    this.current?.blocks.push({ count, paths: batch.paths, known, sizes, modifiedNs, changedNs, inodes, digests })
  }

  /** The scan came to its end: it is the base of the next. */
  keep(): void {
    this.last = this.current
    this.current = undefined
  }
}

class MemoryBase extends BlockBase {
  private readonly blocks: readonly CacheBlock[]
  private next = 0

  constructor(header: ScanCacheHeader, blocks: readonly CacheBlock[]) {
    super(header)
    this.blocks = blocks
  }

  protected readBlock(): CacheBlock | undefined {
    this.next += 1
    return this.blocks[this.next - 1]
  }
}
