import type { ManifestSummary, SealState } from '../../shared/model/manifest.ts'
import { digestAlgorithmSchema } from '../../shared/model/digest-schema.ts'
import { digestLengthBytes, type DigestAlgorithm } from '../../shared/model/digest.ts'
import type { RunControl } from '../run/run-control.ts'
import { countEntries } from './counted-entries.ts'
import { EntryCollector } from './entry-collector.ts'
import { isRawObject, type RawObject } from './entry-fields.ts'
import { ForeignReader, type EntryTaker } from './foreign-reader.ts'
import { parseJsonBytes } from './json-document.ts'
import { describeRejected, type LoadedManifest } from './loaded-manifest.ts'
import { withManifestFile, type ManifestFile } from './manifest-file.ts'
import { recogniseFormat, summariseNative, summariseRunManifest, type SummarySource } from './manifest-summary.ts'
import type { OnBytes } from './line-blocks.ts'
import { readNativeHead, readWindow, type NativeHead } from './native-layout.ts'
import { readNativeEntries } from './native-reader.ts'
import { QuickEntries } from './quick-entries.ts'
import { ReadProgress } from './read-progress.ts'
import { readList } from './formats/read-list.ts'
import { recogniseList } from './formats/recognise-list.ts'

/** What an entry takes in a file besides its digests, at least; only a first guess at how much memory to ask for. */
const bytesPerEntry = 130
const maxExpectedCount = 4_000_000
/** Of layouts with a line for each key, about; those that are tighter or go on for longer grow as they are read. */
const foreignBytesPerEntry = 240
const maxForeignCount = 1_000_000

const foreignSeal: SealState = {
  state: 'not-checkable',
  reason: 'The file was laid out anew by another program, so the exact bytes under the seal are gone.',
}
const alteredSeal: SealState = {
  state: 'broken',
  reason: 'The manifest begins as Assay writes it, but not every entry stands in a line of its own: it was altered.',
}

/** Rather too many than too few: what is not used costs nothing, and what is missing is copied whole. */
function expectCount(sizeBytes: number, algorithms: readonly DigestAlgorithm[]): number {
  const digestBytes = algorithms.reduce((sum, algorithm) => sum + 2 * digestLengthBytes[algorithm], 0)
  return Math.min(maxExpectedCount, Math.ceil(sizeBytes / (bytesPerEntry + digestBytes)) + 16)
}

function announcedAlgorithms(keys: RawObject): DigestAlgorithm[] {
  const announced = digestAlgorithmSchema.array().safeParse(keys['algorithms'])
  return announced.success ? [...new Set(announced.data)] : []
}

/**
 * Reads a manifest of a known format whole: native or run manifest, in Assay's own layout or any other, or a list of
 * checksums of GNU, BSD, hashdeep or SFV. What it is, its content tells. One laid out natively is shown to `onBytes` byte by
 * byte, from its first to its last, as it is read. Entries come sorted by their paths' bytes; those whose path could leave the root are in `rejected`. Cancellable between blocks.
 * Throws `not-found`, `not-a-file`, `permission-denied`, `read-failed`, `manifest-not-recognised`,
 * `manifest-version-unsupported`, `manifest-invalid` (with line and field, or byte offset) and `cancelled`.
 */
export function readManifest(path: string, control: RunControl, onBytes?: OnBytes): Promise<LoadedManifest> {
  return withManifestFile(path, async (file) => {
    const progress = new ReadProgress(control, file.sizeBytes)
    await progress.step(0, 0)
    const head = await readNativeHead(file.handle)
    const list = head === undefined ? await recogniseList(file) : undefined
    if (list !== undefined) return readList(file, list, progress)
    const native = head === undefined ? undefined : await readNative(file, head, progress, onBytes)
    return native ?? (await readInAnyLayout(file, head !== undefined, progress))
  })
}

async function readNative(
  file: ManifestFile,
  head: NativeHead,
  progress: ReadProgress,
  onBytes: OnBytes | undefined,
): Promise<LoadedManifest | undefined> {
  recogniseFormat(head.keys, file.path)
  const algorithms = announcedAlgorithms(head.keys)
  const collector = new EntryCollector({
    file: file.path,
    algorithms,
    expectedCount: expectCount(file.sizeBytes, algorithms),
    isOrderPromised: true,
  })
  if (onBytes !== undefined) onBytes(await readWindow(file.handle, 0, head.entriesOffset))
  const step = (bytesDone: number, entriesDone: number): Promise<void> => progress.step(bytesDone, entriesDone)
  const tail = await readNativeEntries(file, head, collector, step, onBytes)
  if (tail === undefined) return undefined
  return finishManifest(collector, { file: file.path, keys: { ...head.keys, ...tail }, warnings: [] }, summariseNative)
}

async function readInAnyLayout(
  file: ManifestFile,
  isNativeStart: boolean,
  progress: ReadProgress,
): Promise<LoadedManifest> {
  const expectedCount = Math.min(maxForeignCount, Math.ceil(file.sizeBytes / foreignBytesPerEntry))
  const collector = new EntryCollector({ file: file.path, algorithms: [], expectedCount, isOrderPromised: false })
  const takeEntry: EntryTaker = (text, place) => collector.add(parseJsonBytes(text, file.path, place), place.line)
  const reader = new ForeignReader(file.path, takeEntry, new QuickEntries(collector))
  await reader.read(file, (bytesDone) => progress.step(bytesDone, collector.builder.count))
  const seal = isNativeStart ? alteredSeal : foreignSeal
  const source = { file: file.path, keys: reader.keys, warnings: [], seal }
  if (recogniseFormat(reader.keys, file.path) === 'assay-manifest') {
    return finishManifest(collector, source, summariseNative)
  }
  summariseRunManifest(source)
  addRunManifestErrors(collector, reader.keys['errors'])
  return finishManifest(collector, source, summariseRunManifest)
}

/** A run manifest names what could not be read apart from its files; here each is an entry with its error. */
function addRunManifestErrors(collector: EntryCollector, errors: unknown): void {
  for (const item of Array.isArray(errors) ? errors : []) {
    if (!isRawObject(item)) continue
    const { relative_path, code, message } = item
    collector.add({ relative_path, error: { code, message } }, 0)
  }
}

function finishManifest(
  collector: EntryCollector,
  source: SummarySource,
  summarise: (source: SummarySource) => ManifestSummary,
): LoadedManifest {
  const { columns, rejected, warnings } = collector.finish()
  const summary = summarise({
    ...source,
    counted: countEntries(columns),
    warnings: [...source.warnings, ...describeRejected(rejected), ...warnings],
  })
  return { summary, columns, rejected }
}
