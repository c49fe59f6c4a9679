import { digestLengthBytes, type DigestAlgorithm } from '../../shared/model/digest.ts'
import type { EntryError, EntryKind, SpecialKind } from '../../shared/model/entry.ts'

/** Kind of an entry as stored in a column; the index into `entryKinds`. */
export const entryKinds = ['file', 'symlink', 'special', 'directory'] as const satisfies readonly EntryKind[]
export const kindFile = 0
export const kindSymlink = 1
export const kindSpecial = 2
export const kindDirectory = 3

/** Marks a column value that is not known. */
export const unknownSize = -1
export const unknownTimeNs = -(2n ** 63n)
export const unknownMode = 0xffff

/**
 * The entries of one manifest or folder, in columns and in ascending order of their paths' bytes, so that a million
 * of them cost about a hundred bytes each and can be handed to another thread without copying.
 */
export interface EntryColumns {
  readonly count: number
  /** Paths relative to the root, `/` between components, exact bytes, one after another. */
  readonly pathBytes: Uint8Array
  /** Where each path starts in `pathBytes`; `count + 1` values. */
  readonly pathOffsets: Uint32Array
  readonly kinds: Uint8Array
  /** Bytes; `unknownSize` where not known. */
  readonly sizes: Float64Array
  /** Nanoseconds since 1970 UTC; `unknownTimeNs` where not known. */
  readonly modifiedNs: BigInt64Array
  /** Permission bits (0o7777); `unknownMode` where not known. */
  readonly modes: Uint16Array
  /** Algorithms in the order of their digests within a row of `digests`. */
  readonly algorithms: readonly DigestAlgorithm[]
  /** Bytes a row of `digests` takes: the sum of the algorithms' lengths. */
  readonly digestStride: number
  readonly digests: Uint8Array
  /** Bit i is set where the digest of `algorithms[i]` is known. */
  readonly digestFlags: Uint8Array
  readonly errors: ReadonlyMap<number, EntryError>
  readonly targets: ReadonlyMap<number, string>
  readonly specials: ReadonlyMap<number, SpecialKind>
  /** Unknown keys of the source, kept as they were. */
  readonly extras: ReadonlyMap<number, Readonly<Record<string, unknown>>>
  /** Exact bytes, one a character, of folders that have no entry directly in them; only a folder just read knows of them. */
  readonly bareFolders?: ReadonlySet<string>
}

/** Where the digest of each algorithm starts within a row of `digests`. */
export function digestOffsets(algorithms: readonly DigestAlgorithm[]): number[] {
  let offset = 0
  return algorithms.map((algorithm) => {
    const start = offset
    offset += digestLengthBytes[algorithm]
    return start
  })
}

export function digestStrideOf(algorithms: readonly DigestAlgorithm[]): number {
  return algorithms.reduce((sum, algorithm) => sum + digestLengthBytes[algorithm], 0)
}
