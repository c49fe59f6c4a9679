import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { EntryError } from '../../shared/model/entry.ts'

/** What a walked path is before it has been read; the order is that of the codes in a batch. */
export const walkedKinds = [
  'file',
  'symlink',
  'fifo',
  'socket',
  'block-device',
  'character-device',
  'unknown',
  'unreadable',
] as const
export type WalkedKind = (typeof walkedKinds)[number]
export const walkedFile = 0
export const walkedSymlink = 1
export const walkedUnreadable = 7

/** Set in the first cell of the control words to make every worker stop between chunks. */
export const cancelWord = 0

/** The control word in which a worker leaves the index of the entry it works on. */
export function entryWord(slot: number): number {
  return 1 + slot
}

/** Per worker in the counter words: files and bytes done. */
export const countersPerWorker = 2

export interface HashWorkerData {
  readonly root: string
  readonly algorithms: readonly DigestAlgorithm[]
  /** `metadata` reads no contents: sizes and times only, for a quick verify. */
  readonly mode: 'contents' | 'metadata'
  /** Whether lines of a native manifest are wanted. */
  readonly hasLines: boolean
  /** Files above this are left to be handed out one by one. */
  readonly largeThresholdBytes: number
  readonly slot: number
  /** Int32 words: `cancelWord`, then `entryWord` of each worker. */
  readonly control: SharedArrayBuffer
  /** Float64 words: `countersPerWorker` a worker. */
  readonly counters: SharedArrayBuffer
}

/** What the base knows of each path of a batch; `known[i]` is 0 where it knows nothing. */
export interface BaseSlice {
  readonly known: Uint8Array
  readonly sizes: Float64Array
  readonly modifiedNs: BigInt64Array
  readonly changedNs: BigInt64Array
  readonly inodes: BigUint64Array
  readonly digests: Uint8Array
}

/** Consecutive entries in manifest order. Names cannot hold NUL, so one string carries all paths. */
export interface EntryBatch {
  readonly id: number
  readonly count: number
  /** Paths relative to the root, joined by NUL. */
  readonly paths: string
  readonly kinds: Uint8Array
  /** Exact bytes of the paths that are not valid UTF-8. */
  readonly rawPaths: ReadonlyMap<number, Uint8Array>
  readonly errors: ReadonlyMap<number, EntryError>
  /** Folders of this batch up to the root, and their inodes as walked: they must still be the same after the reads. */
  readonly folders: string
  readonly folderInodes: BigUint64Array
  /** The same for those whose path is not valid UTF-8, by their exact bytes, one a character. */
  readonly rawFolders: ReadonlyMap<string, bigint>
  readonly base?: BaseSlice | undefined
}

/** Results of a batch, in columns; transferred, not copied. */
export interface BatchResult {
  readonly id: number
  readonly count: number
  readonly pathBytes: Uint8Array
  /** `count + 1` values. */
  readonly pathOffsets: Uint32Array
  /** Codes of `entryKinds` (table/entry-columns.ts). */
  readonly kinds: Uint8Array
  readonly sizes: Float64Array
  readonly modifiedNs: BigInt64Array
  readonly changedNs: BigInt64Array
  readonly inodes: BigUint64Array
  readonly modes: Uint16Array
  readonly digests: Uint8Array
  readonly digestFlags: Uint8Array
  readonly errors: ReadonlyMap<number, EntryError>
  readonly targets: ReadonlyMap<number, LinkTarget>
  /** Large files left for later, index and size. */
  readonly deferred: readonly DeferredFile[]
  readonly reusedCount: number
  /** Of those, which were not read. */
  readonly reusedBytes: number
  /** Entry lines joined by `,\n`; empty unless lines are wanted and nothing is deferred. */
  readonly lines: Uint8Array
  /** Root of the lines' subtree, hex; only for a full batch. */
  readonly subtreeRoot: string
  /** Hex leaf hashes, for a batch that is not full. */
  readonly leaves: readonly string[]
}

export interface LinkTarget {
  readonly text: string
  readonly base64?: string | undefined
}

export interface DeferredFile extends FileIdentity {
  readonly index: number
  readonly sizeBytes: number
}

/** Which file was met, before its folder was checked: a later read must be of the same. */
export interface FileIdentity {
  readonly inode: bigint
  readonly device: bigint
}

export interface LargeFile extends FileIdentity {
  readonly batchId: number
  readonly index: number
  readonly path: string
  readonly rawPath?: Uint8Array | undefined
  readonly sizeBytes: number
}

/** A large file's digests and metadata, or its error. */
export interface LargeResult {
  readonly batchId: number
  readonly index: number
  readonly error?: EntryError | undefined
  readonly sizeBytes: number
  readonly modifiedNs: bigint
  readonly changedNs: bigint
  readonly inode: bigint
  readonly mode: number
  readonly digests: readonly string[]
}

export type ToHashWorker =
  { readonly type: 'batch'; readonly batch: EntryBatch } | { readonly type: 'large'; readonly file: LargeFile }

export type FromHashWorker =
  | { readonly type: 'batch'; readonly result: BatchResult }
  | { readonly type: 'large'; readonly result: LargeResult }
  | { readonly type: 'cancelled' }
