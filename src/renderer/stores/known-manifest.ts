import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { LibraryFolder } from '../../shared/ipc/library-schemas.ts'
import type { SealState } from '../../shared/model/manifest.ts'
import type { ManifestFormat } from '../../shared/model/manifest-format.ts'
import { findManifest, useLibrary } from './library-store.ts'
import { useManifests, type ManifestTab } from './manifests-store.ts'

export interface KnownManifest {
  readonly directory: string
  readonly fileName: string
  readonly runId: string
  readonly timestampUtc: string
  readonly fileCount: number
  readonly totalSizeBytes: number | null
  readonly algorithms: readonly DigestAlgorithm[]
  /** Known once the manifest was opened. */
  readonly format?: ManifestFormat
  readonly seal?: SealState
  readonly isSealed: boolean
  /** Why it cannot be read, in words. */
  readonly problem: string | null
}

function describeTab(tab: ManifestTab | undefined): KnownManifest | undefined {
  if (tab?.state !== 'open') return undefined
  const { summary, fileName } = tab.opened
  return { ...summary, fileName, isSealed: summary.seal.state !== 'none', problem: null }
}

/** What is known of a manifest without asking: from its open view, else from the library. */
export function knownManifest(
  tab: ManifestTab | undefined,
  folders: readonly LibraryFolder[] | null,
  manifestId: string,
): KnownManifest | undefined {
  const opened = describeTab(tab)
  if (opened !== undefined) return opened
  const found = findManifest(folders, manifestId)
  return found && { ...found.manifest, directory: found.folder.location.displayPath }
}

export function useKnownManifest(manifestId: string): KnownManifest | undefined {
  const tab = useManifests((state) => state.tabs.get(manifestId))
  const folders = useLibrary((state) => state.folders)
  return knownManifest(tab, folders, manifestId)
}
