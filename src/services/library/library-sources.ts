import { identifyFile, listManifestFiles, type LibraryFacts } from '../../engine/index.ts'
import type { LibraryState } from './library-file.ts'

/** A manifest that belongs into the library. */
export interface LibrarySource {
  readonly realPath: string
  /** The folder it describes as far as known without reading it. */
  readonly directory: string | undefined
}

/**
 * Every manifest of the library by real path: those in the workspace, those snapshots wrote elsewhere, and those added by
 * reference, without those forgotten. Files that are gone stay only when they were added by hand.
 */
export async function collectSources(
  workspace: string,
  state: LibraryState,
  written: LibraryFacts['written'],
): Promise<LibrarySource[]> {
  const sources = new Map<string, LibrarySource>()
  const writtenUtc = new Map<string, string>()
  for (const path of await listManifestFiles(workspace)) {
    const file = await identifyFile(path)
    if (file !== undefined) sources.set(file.realPath, { realPath: file.realPath, directory: undefined })
  }
  for (const { path, directory, finishedUtc } of written) {
    const file = await identifyFile(path)
    if (file === undefined) continue
    sources.set(file.realPath, { realPath: file.realPath, directory })
    writtenUtc.set(file.realPath, finishedUtc)
  }
  for (const { path, directory } of state.added) {
    sources.set(path, { realPath: path, directory })
  }
  for (const { path, forgottenUtc } of state.forgotten) {
    if ((writtenUtc.get(path) ?? '') <= forgottenUtc) sources.delete(path)
  }
  return [...sources.values()]
}
