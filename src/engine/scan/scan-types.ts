import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { BatchResult, EntryBatch } from '../hash/hash-protocol.ts'
import type { RunControl } from '../run/run-control.ts'
import type { FilterOptions } from '../walk/filters.ts'
import type { ScanBase } from './scan-base.ts'

export interface ScanOptions extends FilterOptions {
  /** Absolute path of the folder. */
  readonly root: string
  readonly algorithms: readonly DigestAlgorithm[]
  readonly mode: 'contents' | 'metadata'
  readonly hasLines: boolean
  /** Paths relative to the root that are Assay's own. */
  readonly ownPaths: ReadonlySet<string>
  readonly workerCount?: number | undefined
  readonly base?: ScanBase | undefined
  /** Totals known beforehand, for the time left. */
  readonly expected?: { readonly files: number; readonly bytes: number } | undefined
  readonly control: RunControl
  /**
   * Told of each entry once, as it comes back from the threads and so in any order: of a batch but for its large files,
   * then of each of those, by its row, when it is read. The sink has them later, in their turn.
   */
  readonly onRead?: ((result: BatchResult, batch: EntryBatch, largeRow?: number) => void) | undefined
  /** Takes the batches in manifest order; nothing is scanned ahead of it without bound. */
  readonly sink: (result: BatchResult, batch: EntryBatch) => Promise<void> | void
}

export interface ScanTotals {
  readonly fileCount: number
  readonly totalSizeBytes: number
  readonly errorCount: number
  readonly skippedCount: number
  readonly entryCount: number
  readonly reusedCount: number
  /** See `FolderWalk.bareFolders`. */
  readonly bareFolders: ReadonlySet<string>
}
