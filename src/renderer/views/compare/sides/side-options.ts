import type { LibraryFolder, LibraryManifest } from '../../../../shared/ipc/library-schemas.ts'
import { formatLocal } from '../../../format/time.ts'
import type { DraftSide } from '../../../stores/draft-store.ts'

export interface SideOption {
  readonly side: DraftSide
  /** Null for the folder as it is now. */
  readonly manifest: LibraryManifest | null
}

export interface SideGroup {
  readonly folder: LibraryFolder
  readonly options: readonly SideOption[]
}

export const maxOptions = 200

function isMeant(manifest: LibraryManifest, wanted: string): boolean {
  const words = [manifest.fileName, manifest.runId, formatLocal(manifest.timestampUtc)]
  return words.some((word) => word.toLowerCase().includes(wanted))
}

function optionOf(manifest: LibraryManifest): SideOption {
  return { side: { type: 'manifest', manifestId: manifest.manifestId }, manifest }
}

/** The folder as a side: what is in it when it is compared. */
export function liveSide(folder: LibraryFolder): DraftSide {
  return { type: 'location', kind: 'folder', location: folder.location }
}

export function readableManifests(folder: LibraryFolder): LibraryManifest[] {
  return folder.manifests.filter((manifest) => manifest.problem === null)
}

/** What of the library can be a side: by folder, its present state first, then its manifests, newest first. */
export function findOptions(folders: readonly LibraryFolder[], search: string): SideGroup[] {
  const wanted = search.trim().toLowerCase()
  let room = maxOptions
  return folders.flatMap((folder) => {
    const isFolderMeant = folder.location.displayPath.toLowerCase().includes(wanted)
    const live = isFolderMeant && folder.isPresent ? [{ side: liveSide(folder), manifest: null }] : []
    const manifests = readableManifests(folder).filter((manifest) => isFolderMeant || isMeant(manifest, wanted))
    const options = [...live, ...manifests.map(optionOf)].slice(0, room)
    room -= options.length
    return options.length === 0 ? [] : [{ folder, options }]
  })
}
