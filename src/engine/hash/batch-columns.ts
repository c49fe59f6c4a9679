import type { EntryError } from '../../shared/model/entry.ts'
import {
  digestStrideOf,
  kindDirectory,
  kindFile,
  kindSpecial,
  kindSymlink,
  unknownMode,
  unknownSize,
  unknownTimeNs,
} from '../table/entry-columns.ts'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import {
  walkedFile,
  walkedSymlink,
  walkedUnreadable,
  type BatchResult,
  type DeferredFile,
  type EntryBatch,
  type LinkTarget,
} from './hash-protocol.ts'

function entryKindOf(walked: number): number {
  if (walked === walkedFile) return kindFile
  if (walked === walkedSymlink) return kindSymlink
  return walked === walkedUnreadable ? kindDirectory : kindSpecial
}

/** The columns of one batch while a worker fills them. */
export class BatchColumns {
  readonly batch: EntryBatch
  readonly paths: readonly string[]
  readonly stride: number
  readonly kinds: Uint8Array
  readonly sizes: Float64Array
  readonly modifiedNs: BigInt64Array
  readonly changedNs: BigInt64Array
  readonly inodes: BigUint64Array
  readonly modes: Uint16Array
  readonly digests: Buffer
  readonly digestFlags: Uint8Array
  /** In hex, by row, of what was read; spares turning bytes back into text. */
  readonly hexDigests: (readonly string[] | undefined)[]
  readonly errors: Map<number, EntryError>
  readonly targets = new Map<number, LinkTarget>()
  readonly deferred: DeferredFile[] = []
  reusedCount = 0
  reusedBytes = 0

  constructor(batch: EntryBatch, algorithms: readonly DigestAlgorithm[]) {
    const { count } = batch
    this.batch = batch
    this.paths = batch.paths.split('\0')
    this.stride = digestStrideOf(algorithms)
    this.kinds = batch.kinds.map(entryKindOf)
    this.sizes = new Float64Array(count).fill(unknownSize)
    this.modifiedNs = new BigInt64Array(count).fill(unknownTimeNs)
    this.changedNs = new BigInt64Array(count)
    this.inodes = new BigUint64Array(count)
    this.modes = new Uint16Array(count).fill(unknownMode)
    this.digests = Buffer.alloc(count * this.stride)
    this.digestFlags = new Uint8Array(count)
    this.hexDigests = Array.from({ length: count })
    this.errors = new Map(batch.errors)
  }

  setDigest(index: number, offset: number, bit: number, hex: string): void {
    this.digests.write(hex, index * this.stride + offset, 'hex')
    this.digestFlags[index] = (this.digestFlags[index] ?? 0) | (1 << bit)
  }

  /** Everything but the lines, which only a snapshot wants. */
  finish(): Omit<BatchResult, 'lines' | 'subtreeRoot' | 'leaves'> {
    return {
      id: this.batch.id,
      count: this.batch.count,
      ...this.encodePaths(),
      kinds: this.kinds,
      sizes: this.sizes,
      modifiedNs: this.modifiedNs,
      changedNs: this.changedNs,
      inodes: this.inodes,
      modes: this.modes,
      digests: this.digests,
      digestFlags: this.digestFlags,
      errors: this.errors,
      targets: this.targets,
      deferred: this.deferred,
      reusedCount: this.reusedCount,
      reusedBytes: this.reusedBytes,
    }
  }

  private encodePaths(): { pathBytes: Uint8Array; pathOffsets: Uint32Array } {
    const { rawPaths, count } = this.batch
    const pathOffsets = new Uint32Array(count + 1)
    if (rawPaths.size > 0) return { pathBytes: this.concatRawPaths(pathOffsets), pathOffsets }
    // One UTF-8 encoding for the whole batch; the offsets follow from each path's length, in bytes where not ASCII.
    const joined = Buffer.from(this.paths.join(''), 'utf8')
    const isAscii = joined.length === this.batch.paths.length - (count - 1)
    let offset = 0
    for (let i = 0; i < count; i += 1) {
      const path = this.paths[i] ?? ''
      offset += isAscii ? path.length : Buffer.byteLength(path, 'utf8')
      pathOffsets[i + 1] = offset
    }
    return { pathBytes: joined, pathOffsets }
  }

  private concatRawPaths(pathOffsets: Uint32Array): Uint8Array {
    let offset = 0
    const parts = this.paths.map((path, i) => {
      const bytes = this.batch.rawPaths.get(i) ?? Buffer.from(path, 'utf8')
      offset += bytes.length
      pathOffsets[i + 1] = offset
      return bytes
    })
    return Buffer.concat(parts)
  }
}
