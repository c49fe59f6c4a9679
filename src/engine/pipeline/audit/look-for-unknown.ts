import type { AuditProgress } from './audit-progress.ts'
import type { AuditTeller } from './audit-teller.ts'
import { digestCopies } from './digest-copies.ts'
import { isCopy } from './list-copies.ts'
import type { LookProgress } from './record-files.ts'
import type { PipelineIndex } from './pipeline-index.ts'
import type { RealFolders } from './real-folders.ts'
import { findUnknownFiles, type SearchOptions, type UnknownFiles } from './unknown-files.ts'

interface Known {
  readonly index: PipelineIndex
  readonly neighbours: PipelineIndex | undefined
  /** Those that a recorded content may have. */
  readonly sizes: () => ReadonlySet<number>
}

interface Search extends Omit<SearchOptions, 'onPath'> {
  readonly realFolders: RealFolders
  readonly workerCount: number | undefined
  readonly readContents: boolean
}

/**
 * Finds the files that no record names; where contents are read, so are those that may be copies of recorded ones. Rejects
 * as `findUnknownFiles` and `digestCopies` do.
 */
export async function lookForUnknown(
  { index, neighbours, sizes }: Known,
  { realFolders, workerCount, readContents, ...search }: Search,
  { progress, teller }: { readonly progress: AuditProgress; readonly teller: AuditTeller },
): Promise<UnknownFiles> {
  const indexes = neighbours === undefined ? [index] : [index, neighbours]
  const onPath = (path: string): void => {
    progress.search(path)
    teller.flushSometimes()
  }
  const strangers = await findUnknownFiles(index, indexes, realFolders, { ...search, onPath })
  if (!readContents) {
    for (const file of strangers.files) teller.takeUnknown(file)
    return strangers
  }
  progress.addMore()
  const onProgress = (look: LookProgress): void => {
    progress.look(look)
    teller.flushSometimes()
  }
  return digestCopies(strangers, sizes(), {
    signal: search.signal,
    workerCount,
    onProgress,
    onFile: (file) => isCopy({ index, neighbours }, file) || teller.takeUnknown(file),
  })
}
