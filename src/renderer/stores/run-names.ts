import type { LibraryFolder } from '../../shared/ipc/library-schemas.ts'
import type { RunKind, RunSide, RunSnapshot } from '../../shared/model/run.ts'
import { nameOf } from '../format/path.ts'
import { findManifest, useLibrary } from './library-store.ts'

const workWords: Readonly<Record<RunKind, string>> = {
  snapshot: 'Snapshot',
  verify: 'Verify',
  compare: 'Compare',
  watch: 'Watch',
}

export function nameWork(kind: RunKind): string {
  return workWords[kind]
}

/** A file's name without what only says that it is a manifest. */
export function nameManifestFile(path: string): string {
  return nameOf(path).replace(/(\.manifest)?\.json$/iu, '') || nameOf(path)
}

/** A side as people call it: by its folder where that is known. */
export function nameSide(folders: readonly LibraryFolder[] | null, side: RunSide): string {
  if (side.type === 'folder') return nameOf(side.location.displayPath)
  const found = side.manifestId === undefined ? undefined : findManifest(folders, side.manifestId)
  return found?.folder.name ?? nameManifestFile(side.location.displayPath)
}

/** What a run is about, in few words: one name where both sides have the same. */
export function nameSubject(folders: readonly LibraryFolder[] | null, run: RunSnapshot): string {
  if (run.kind !== 'compare' || run.sides === undefined) return nameOf(run.directory)
  const left = nameSide(folders, run.sides.left)
  const right = nameSide(folders, run.sides.right)
  return left === right ? left : `${left} with ${right}`
}

/** As `useRunName`, for a list as narrow as two names: the arrow stands for the word. */
export function useShortRunName(run: RunSnapshot): string {
  const folders = useLibrary((state) => state.folders)
  const name = `${nameWork(run.kind)} ${nameSubject(folders, run)}`
  if (run.kind !== 'compare' || run.sides === undefined) return name
  const [left, right] = [nameSide(folders, run.sides.left), nameSide(folders, run.sides.right)]
  return left === right ? name : `${left} → ${right}`
}

/** "Compare hooks", for lists of runs. */
export function useRunName(run: RunSnapshot): string {
  const folders = useLibrary((state) => state.folders)
  return `${nameWork(run.kind)} ${nameSubject(folders, run)}`
}
