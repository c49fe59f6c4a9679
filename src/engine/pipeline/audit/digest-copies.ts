import type { RecordFile, UnknownFile } from '../../../shared/model/pipeline-audit.ts'
import { recordSizeBytes } from '../../../shared/model/process-manifest.ts'
import { digestFiles } from './digest-files.ts'
import type { PipelineIndex } from './pipeline-index.ts'
import type { UnknownFiles } from './unknown-files.ts'

interface CopyControl {
  readonly signal?: AbortSignal | undefined
  readonly workerCount?: number | undefined
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
  control: CopyControl,
): Promise<UnknownFiles> {
  const files: UnknownFile[] = [...unknown.files]
  const wanted = files.flatMap(({ path, pathBase64, sizeBytes }, at) =>
    pathBase64 === undefined && sizes.has(sizeBytes) ? [{ at, location: path, sizeBytes }] : [],
  )
  await digestFiles(wanted, {
    ...control,
    onBytes: () => undefined,
    onDigest: (place, outcome) => {
      const at = wanted[place]?.at ?? -1
      const file = files[at]
      // One that cannot be read stays a file that no record knows.
      if (file !== undefined && !('error' in outcome)) files[at] = { ...file, sha256: outcome.sha256 }
    },
  })
  return { ...unknown, files }
}
