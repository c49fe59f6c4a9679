import type { DigestAlgorithm } from '../../../shared/model/digest.ts'
import { findManifest, useLibrary } from '../../stores/library-store.ts'
import { useManifests } from '../../stores/manifests-store.ts'

export interface KnownManifest {
  readonly directory: string
  readonly timestampUtc: string
  readonly fileCount: number
  readonly algorithms: readonly DigestAlgorithm[]
}

/** What is known of a manifest without asking: from its open view, else from the library. */
export function useKnownManifest(manifestId: string): KnownManifest | undefined {
  const tab = useManifests((state) => state.tabs.get(manifestId))
  const folders = useLibrary((state) => state.folders)
  if (tab?.state === 'open') return tab.opened.summary
  const found = findManifest(folders, manifestId)
  return found && { ...found.manifest, directory: found.folder.location.displayPath }
}
