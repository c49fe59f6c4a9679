import { withManifestFile } from '../manifest/manifest-file.ts'
import { listFieldTexts, type FieldText } from './find-field.ts'
import { identifyManifest, isSameVersion } from './read-manifest-bytes.ts'
import type { LoadedProcessManifest } from './read-process-manifest.ts'

/**
 * Reads one record again, by its place among the records of its manifest, to tell each value as the file spells it: `1.0`
 * stays `1.0`. Undefined where the file is not the one that was read any more, or cannot be read; never throws for that.
 */
export async function readRecordTexts(
  { path, spans, identity }: LoadedProcessManifest,
  at: number,
): Promise<FieldText[] | undefined> {
  const start = spans.starts[at]
  const end = spans.ends[at]
  if (start === undefined || end === undefined) return undefined
  try {
    const bytes = Buffer.alloc(end - start)
    await withManifestFile(path, ({ handle }) => handle.read(bytes, 0, bytes.length, start))
    return isSameVersion(await identifyManifest(path), identity) ? listFieldTexts(bytes) : undefined
  } catch {
    return undefined
  }
}
