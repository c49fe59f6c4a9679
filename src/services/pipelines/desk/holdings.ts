import { RecordSet } from '../records/record-set.ts'
import { fileStates, nameCounts, type FileCounts } from '../records/file-states.ts'
import { isReadable, type ManifestShelf, type ReadableManifest, type ShelvedManifest } from './manifest-shelf.ts'

/** What a folder held when it was read last: its manifests, and their records taken together. */
export interface Holdings {
  readonly manifests: readonly ShelvedManifest[]
  /** Those with records, in the order of `set`. */
  readonly readable: readonly ReadableManifest[]
  readonly set: RecordSet
}

export function takeHoldings({ manifests }: Pick<ManifestShelf, 'manifests'>): Holdings {
  const readable = manifests.filter(isReadable)
  const columns = readable.map((manifest) => manifest.columns)
  return {
    manifests,
    readable,
    set: new RecordSet(
      columns,
      readable.map(({ loaded }) => loaded),
    ),
  }
}

export function countFileStates({ readable }: Holdings): FileCounts {
  const counts = new Uint32Array(fileStates.length)
  for (const { columns } of readable) for (const state of columns.states) counts[state]! += 1
  return nameCounts(counts)
}
