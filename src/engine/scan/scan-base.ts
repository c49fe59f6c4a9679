import type { BaseSlice, EntryBatch } from '../hash/hash-protocol.ts'

/** Digests known from before, asked for in manifest order. */
export interface ScanBase {
  /** What is known of each path of the batch; batches must come in order. */
  sliceFor(batch: EntryBatch): BaseSlice
}
