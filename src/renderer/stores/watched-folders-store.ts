import { create } from 'zustand'
import type { WatchedFolder } from '../../shared/ipc/ledger-schemas.ts'
import { request } from '../bridge/host.ts'
import { pickLocation } from './actions.ts'

/** Null until they are asked for first. */
export const useWatchedFolders = create<{ readonly folders: readonly WatchedFolder[] | null }>()(() => ({
  folders: null,
}))

export async function loadWatchedFolders(): Promise<void> {
  useWatchedFolders.setState(await request('watchedFolders.list', {}))
}

/** Has the user pick a folder that is watched from then on. */
export async function addWatchedFolder(type: WatchedFolder['type']): Promise<void> {
  const location = await pickLocation('folder')
  if (location === null) return
  await request('watchedFolders.add', { token: location.token, type })
  await loadWatchedFolders()
}

export async function removeWatchedFolder({ location, type }: WatchedFolder): Promise<void> {
  await request('watchedFolders.remove', { token: location.token, type })
  await loadWatchedFolders()
}
