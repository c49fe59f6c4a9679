import type { RecordFile, UnknownFile } from '../../../shared/model/pipeline-audit.ts'
import { recordSizeBytes } from '../../../shared/model/process-manifest.ts'
import { digestFiles } from './digest-files.ts'
import type { PipelineIndex } from './pipeline-index.ts'
import type { LookProgress } from './record-files.ts'
import type { UnknownFiles } from './unknown-files.ts'

export interface CopyControl {
  readonly signal?: AbortSignal | undefined
  readonly workerCount?: number | undefined
  readonly onProgress: (progress: LookProgress) => void
  /** Takes each file once it is known whether it is a copy: with the digest where it was read. */
  readonly onFile: (file: UnknownFile) => void
}

/** The sizes that a recorded content may have: those recorded, and those that verified files turned out to have. */
export function listSizes(indexes: readonly PipelineIndex[], files: readonly RecordFile[]): ReadonlySet<number> {
  const sizes = new Set<number>()
  const take = (sizeBytes: number | null): void => void (sizeBytes === null || sizes.add(sizeBytes))
  for (const { records } of indexes) for (const { record } of records) take(recordSizeBytes(record))
  for (const { state, sizeBytes } of files) if (state === 'verified') take(sizeBytes)
  return sizes
}

/**
 * Reads those of the unknown files that have one of these sizes, those of recorded contents, because each of them may be that content
 * under another path: a copy, or what became of a file that is missing. Rejects with `cancelled` and `worker-failed` only.
 */
export async function digestCopies(
  unknown: UnknownFiles,
  sizes: ReadonlySet<number>,
  { signal, workerCount, onProgress, onFile }: CopyControl,
): Promise<UnknownFiles> {
  const files: UnknownFile[] = [...unknown.files]
  const wanted: { at: number; location: string; sizeBytes: number }[] = []
  for (const [at, file] of files.entries()) {
    const { path, pathBase64, sizeBytes } = file
    if (pathBase64 === undefined && sizes.has(sizeBytes)) wanted.push({ at, location: path, sizeBytes })
    else onFile(file)
  }
  const bytesTotal = wanted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const done = { filesDone: 0, bytesDone: 0, currentPath: '' }
  const tell = (): void => onProgress({ ...done, filesTotal: wanted.length, bytesTotal })
  tell()
  await digestFiles(wanted, {
    signal,
    workerCount,
    onBytes: (bytesDone, largeFile) => {
      done.bytesDone = bytesDone
      done.currentPath = largeFile ?? done.currentPath
      tell()
    },
    onDigest: (place, outcome) => {
      const { at, location } = wanted[place] ?? { at: -1, location: '' }
      const file = files[at]
      if (file === undefined) return
      done.filesDone += 1
      done.currentPath = location
      // One that cannot be read stays a file that no record knows.
      const read = 'error' in outcome ? file : { ...file, sha256: outcome.sha256 }
      files[at] = read
      onFile(read)
    },
  })
  return { ...unknown, files }
}
