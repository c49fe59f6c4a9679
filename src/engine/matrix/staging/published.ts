import { stat } from 'node:fs/promises'
import { formatTimestampNs } from '../../table/timestamp.ts'
import type { ArtifactFacts } from './progress-file.ts'

/** Whether the artifact in its place is the very one that a build had finished, of which only the folder is left. */
export async function isPublished(finished: ArtifactFacts | null | undefined, outputPath: string): Promise<boolean> {
  if (finished === null || finished === undefined) return false
  const stats = await stat(outputPath, { bigint: true }).catch(() => undefined)
  if (stats === undefined) return false
  return Number(stats.size) === finished.sizeBytes && formatTimestampNs(stats.mtimeNs) === finished.modifiedUtc
}
