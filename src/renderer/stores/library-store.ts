import { create } from 'zustand'
import type { LibraryFolder, LibraryManifest } from '../../shared/ipc/library-schemas.ts'
import { request } from '../bridge/host.ts'

interface LibraryState {
  /** Null until the first answer. */
  readonly folders: readonly LibraryFolder[] | null
}

export const useLibrary = create<LibraryState>()(() => ({ folders: null }))

export async function loadLibrary(): Promise<void> {
  const { folders } = await request('library.list', {})
  useLibrary.setState({ folders })
}

export function findManifest(
  folders: readonly LibraryFolder[] | null,
  manifestId: string,
): { folder: LibraryFolder; manifest: LibraryManifest } | undefined {
  for (const folder of folders ?? []) {
    const manifest = folder.manifests.find((candidate) => candidate.manifestId === manifestId)
    if (manifest !== undefined) return { folder, manifest }
  }
  return undefined
}
