import type { ManifestSummary } from '../../shared/model/manifest.ts'
import type { EntryColumns } from '../table/entry-columns.ts'

/** An entry of a manifest that was not taken in, and why, in words. */
export interface RejectedEntry {
  /** As it stands in the manifest, for display. */
  readonly path: string
  /** Line of the manifest, from 1; 0 where the layout has no lines to speak of. */
  readonly line: number
  readonly reason: string
}

/** A manifest in memory: head and tail, the entries in columns, and what was rejected. */
export interface LoadedManifest {
  readonly summary: ManifestSummary
  readonly columns: EntryColumns
  readonly rejected: readonly RejectedEntry[]
}

/** The warning about entries that were not taken in; none where there are none. */
export function describeRejected(rejected: readonly RejectedEntry[]): string[] {
  if (rejected.length === 0) return []
  return [`${rejected.length} of its entries were rejected: their paths could leave the folder.`]
}
