import type { ManifestStatus } from '../../shared/model/manifest.ts'
import type { BatchResult, EntryBatch } from '../hash/hash-protocol.ts'
import type { ScanTotals } from '../scan/scan-types.ts'

/** What is known of a snapshot after its last entry. */
export interface SnapshotEnd extends ScanTotals {
  readonly status: ManifestStatus
  readonly finishedUtc: string
  readonly durationMs: number
}

/** What is known of a snapshot before its first entry. */
export interface SnapshotStart {
  readonly runId: string
  readonly startedNs: bigint
  readonly directory: string
  /** Paths relative to the root that are Assay's own. */
  readonly own: readonly string[]
}

/** Where a snapshot goes: one of the manifest formats, in a durable file. */
export interface SnapshotSink {
  readonly tempPath: string
  /** Files that were read and that the format cannot list; complete before `finish`. */
  readonly unlistedCount: number
  /** What a person should know of what the format left out. */
  readonly warnings: readonly string[]
  begin(start: SnapshotStart): void
  append(result: BatchResult, batch: EntryBatch): Promise<void>
  /** Makes the file durable; gives the root of the seal in hex, where the format has one. */
  finish(end: SnapshotEnd): Promise<string | undefined>
  abort(): Promise<void>
}
