import type { SealState } from '../../../../shared/model/manifest.ts'
import type { Side } from '../../../../shared/model/run.ts'
import { nameOf } from '../../../format/path.ts'
import type { DraftSide } from '../../../stores/draft-store.ts'
import { useKnownManifest } from '../../../stores/known-manifest.ts'
import { useLibrary } from '../../../stores/library-store.ts'
import { nameManifestFile } from '../../../stores/run-names.ts'

/** A side as far as it is known, before and after it was compared. */
export interface SideFacts {
  readonly name: string
  readonly path: string
  /** A folder as it is at the moment of comparing. */
  readonly isLive: boolean
  readonly format?: Side['format'] | undefined
  readonly timestampUtc?: string | undefined
  readonly fileCount?: number | undefined
  readonly totalSizeBytes?: number | undefined
  readonly seal?: SealState | undefined
  /** Said by the library, which has not checked it. */
  readonly isSealed?: boolean | undefined
  /** Why it cannot be compared, in words. */
  readonly problem?: string | undefined
}

/** What the library and, once there is one, the result say of a side. */
export function useSide(side: DraftSide, result?: Side): SideFacts {
  const known = useKnownManifest(side.type === 'manifest' ? side.manifestId : '')
  const folders = useLibrary((state) => state.folders)
  const counted = result && { fileCount: result.fileCount, totalSizeBytes: result.totalSizeBytes, seal: result.seal }
  if (side.type === 'manifest') {
    if (known === undefined) {
      const path = result?.location ?? ''
      const gone = folders === null || path !== '' ? undefined : 'This manifest is no longer in the library.'
      return { name: nameManifestFile(path) || 'A manifest', path, isLive: false, problem: gone, ...counted }
    }
    const { directory, timestampUtc, fileCount, totalSizeBytes, seal, isSealed, problem } = known
    const format = result?.format ?? known.format
    const facts = { name: nameOf(directory), path: directory, isLive: false, format, timestampUtc }
    return {
      ...facts,
      fileCount,
      totalSizeBytes: totalSizeBytes ?? undefined,
      seal,
      isSealed,
      problem: problem ?? undefined,
      ...counted,
    }
  }
  const { displayPath } = side.location
  const isLive = side.kind === 'folder'
  const isMissing = isLive && folders?.find(({ location }) => location.displayPath === displayPath)?.isPresent === false
  const problem = isMissing ? 'The folder is not there now. Is its drive mounted?' : undefined
  const name = isLive ? nameOf(displayPath) : nameManifestFile(displayPath)
  return { name, path: displayPath, isLive, format: result?.format, problem, ...counted }
}
