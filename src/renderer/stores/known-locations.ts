import { create } from 'zustand'
import type { RunPageDetail } from '../../shared/ipc/ledger-schemas.ts'
import type { LibraryFolder, Location } from '../../shared/ipc/library-schemas.ts'
import { request } from '../bridge/host.ts'
import { useApp } from './app-store.ts'

/** Folders met in the links of runs, by their paths. */
const useLinkedFolders = create<{ readonly byPath: ReadonlyMap<string, Location> }>()(() => ({ byPath: new Map() }))

/** Keeps the folders that a run links to, so that a way to their history is known. */
export function rememberFolders({ links }: RunPageDetail): void {
  const { byPath } = useLinkedFolders.getState()
  const fresh = links.filter(({ type, location }) => type === 'folder' && location !== null)
  if (fresh.every(({ label, location }) => byPath.get(label)?.token === location?.token)) return
  const next = new Map(byPath)
  for (const { label, location } of fresh) if (location !== null) next.set(label, location)
  useLinkedFolders.setState({ byPath: next })
}

async function resolvePath(path: string): Promise<Location | null> {
  if (useApp.getState().description?.capabilities.hasNativeDialogs !== false) return null
  try {
    const { location, type } = await request('location.resolve', { path })
    return type === 'folder' ? location : null
  } catch {
    return null
  }
}

/** The folder of a path: of the library, of a run that was looked at, or where the host can look for it. Null when none. */
export async function findFolder(folders: readonly LibraryFolder[], path: string): Promise<Location | null> {
  const known = folders.find(({ location }) => location.displayPath === path)
  return known?.location ?? useLinkedFolders.getState().byPath.get(path) ?? resolvePath(path)
}
