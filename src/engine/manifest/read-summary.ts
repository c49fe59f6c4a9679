import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import type { ManifestSummary } from '../../shared/model/manifest.ts'
import { isRawObject, readEntryFields } from './entry-fields.ts'
import { readList } from './formats/read-list.ts'
import { recogniseList } from './formats/recognise-list.ts'
import { ForeignReader } from './foreign-reader.ts'
import { parseJsonBytes, type ValuePlace } from './json-document.ts'
import { withManifestFile, type ManifestFile } from './manifest-file.ts'
import { recogniseFormat, summariseNative, summariseRunManifest } from './manifest-summary.ts'
import { ReadProgress } from './read-progress.ts'
import { readNativeHead, readNativeTail } from './native-layout.ts'

const runManifestHead = ['run_id', 'timestamp_utc', 'directory', 'status', 'file_count', 'total_size_bytes']
/** Up to here a run manifest is read to its end, so that what stands after its files is seen too. */
const smallFileBytes = 8 * 1024 * 1024

/**
 * Reads a manifest's head and tail, without its entries where the layout allows: a folder of large manifests lists
 * quickly; a list of checksums has neither and is read whole. Counts are those the manifest states; the seal is
 * `not-checked`. Throws as `readManifest`, but notices
 * nothing that is wrong with the entries.
 */
export function readManifestSummary(path: string): Promise<ManifestSummary> {
  return withManifestFile(path, async (file) => {
    const head = await readNativeHead(file.handle)
    const list = head === undefined ? await recogniseList(file) : undefined
    if (list !== undefined) return (await readList(file, list, new ReadProgress({}, file.sizeBytes))).summary
    if (head === undefined) return summariseForeign(file)
    recogniseFormat(head.keys, path)
    const tail = await readNativeTail(file.handle, file.sizeBytes, head)
    if (tail === undefined) return summariseForeign(file)
    return summariseNative({ file: path, keys: { ...head.keys, ...tail }, warnings: [] })
  })
}

async function summariseForeign(file: ManifestFile): Promise<ManifestSummary> {
  let algorithms: readonly DigestAlgorithm[] | undefined
  const reader = new ForeignReader(file.path, (text, place) => {
    if (algorithms !== undefined) return
    algorithms = readAlgorithms(text, file.path, place)
    const isHeadWhole = runManifestHead.every((key) => Object.hasOwn(reader.keys, key))
    if (isHeadWhole && !Object.hasOwn(reader.keys, 'format') && file.sizeBytes > smallFileBytes) reader.stop()
  })
  await reader.read(file, () => Promise.resolve())
  const source = { file: file.path, keys: reader.keys, warnings: [] }
  if (recogniseFormat(reader.keys, file.path) === 'run-manifest') {
    return { ...summariseRunManifest(source), algorithms: [...(algorithms ?? [])] }
  }
  const seal = { state: 'not-checkable' as const, reason: 'The file was laid out anew by another program.' }
  return summariseNative({ ...source, seal })
}

function readAlgorithms(text: Buffer, file: string, place: ValuePlace): DigestAlgorithm[] {
  const entry = parseJsonBytes(text, file, place)
  return isRawObject(entry) ? [...readEntryFields(entry, { file, line: place.line }).digests.keys()] : []
}
