import { identifyFile, listManifestFiles } from '../../engine/index.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import type { LibraryState } from './library-file.ts'

/** A manifest that belongs into the library. */
export interface LibrarySource {
  readonly realPath: string
  /** The folder it describes as far as known without reading it. */
  readonly directory: string | undefined
}

function snapshotEnds(records: readonly RunRecord[]): Map<string, RunRecord> {
  const ends = new Map<string, RunRecord>()
  for (const record of records) {
    const path = record.result?.kind === 'snapshot' ? record.result.manifest : undefined
    // Newest first: the first record of a path is the one that wrote what is there now.
    if (path !== undefined && !ends.has(path)) ends.set(path, record)
  }
  return ends
}

/**
 * Every manifest of the library by real path: those in the workspace, those snapshots wrote elsewhere, and those added by
 * reference, without those forgotten. Files that are gone stay only when they were added by hand.
 */
export async function collectSources(
  workspace: string,
  state: LibraryState,
  records: readonly RunRecord[],
): Promise<LibrarySource[]> {
  const sources = new Map<string, LibrarySource>()
  const writtenUtc = new Map<string, string>()
  for (const path of await listManifestFiles(workspace)) {
    const file = await identifyFile(path)
    if (file !== undefined) sources.set(file.realPath, { realPath: file.realPath, directory: undefined })
  }
  for (const [path, record] of snapshotEnds(records)) {
    const file = await identifyFile(path)
    if (file === undefined) continue
    sources.set(file.realPath, { realPath: file.realPath, directory: record.directory })
    writtenUtc.set(file.realPath, record.finishedUtc ?? '')
  }
  for (const { path, directory } of state.added) {
    sources.set(path, { realPath: path, directory })
  }
  for (const { path, forgottenUtc } of state.forgotten) {
    if ((writtenUtc.get(path) ?? '') <= forgottenUtc) sources.delete(path)
  }
  return [...sources.values()]
}
