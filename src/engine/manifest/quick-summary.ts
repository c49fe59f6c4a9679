import { withManifestFile } from './manifest-file.ts'
import { readNativeHead } from './native-layout.ts'

/** A file up to this size is read in a few milliseconds, whatever its layout. */
const quickBytes = 512 * 1024

/**
 * Whether `readManifestSummary` answers at once: Assay's own layout has a head and a tail to read, other files must be
 * small. A long list of checksums is read whole, which is for another thread. Throws as `readManifest` for a file that
 * cannot be opened.
 */
export function hasQuickSummary(path: string): Promise<boolean> {
  return withManifestFile(
    path,
    async ({ sizeBytes, handle }) => sizeBytes <= quickBytes || (await readNativeHead(handle)) !== undefined,
  )
}
