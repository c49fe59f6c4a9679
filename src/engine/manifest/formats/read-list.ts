import { dirname, resolve } from 'node:path'
import type { ManifestSummary } from '../../../shared/model/manifest.ts'
import { formatTimestampNs } from '../../table/timestamp.ts'
import { countEntries } from '../counted-entries.ts'
import { maxLineBytes, readLineBlocks } from '../line-blocks.ts'
import { describeRejected, type LoadedManifest } from '../loaded-manifest.ts'
import { manifestError } from '../manifest-error.ts'
import type { ManifestFile } from '../manifest-file.ts'
import type { ReadProgress } from '../read-progress.ts'
import { ReaderNotes } from '../reader-notes.ts'
import { sortEntries } from '../repeated-paths.ts'
import { BsdListParser } from './bsd-list.ts'
import { GnuListParser } from './gnu-list.ts'
import { HashdeepListParser } from './hashdeep-list.ts'
import { ListCollector } from './list-collector.ts'
import type { ListParser } from './list-parser.ts'
import { ListLines } from './list-lines.ts'
import { placePaths, type PlacedEntries } from './list-paths.ts'
import type { ListFormat, RecognisedList } from './recognise-list.ts'
import { SfvListParser } from './sfv-list.ts'

/** About what an entry takes with an MD5 digest; only a first guess at how much memory to ask for. */
const bytesPerEntry = 64
const maxExpectedCount = 1_000_000

const parsers: Readonly<Record<ListFormat, new (file: string, collector: ListCollector) => ListParser>> = {
  'gnu-checksums': GnuListParser,
  'bsd-checksums': BsdListParser,
  hashdeep: HashdeepListParser,
  sfv: SfvListParser,
}

/**
 * Reads a list of checksums whole. Entries come sorted by their paths' bytes; those whose path could leave the root are in
 * `rejected`. Throws `manifest-invalid` with the line, `read-failed` and `cancelled`.
 */
export async function readList(
  file: ManifestFile,
  recognised: RecognisedList,
  progress: ReadProgress,
): Promise<LoadedManifest> {
  const collector = new ListCollector(Math.min(maxExpectedCount, Math.ceil(file.sizeBytes / bytesPerEntry) + 16))
  const parser = new parsers[recognised.format](file.path, collector)
  const lines = new ListLines(file.path, parser)
  let isWhole = false
  for await (const block of readLineBlocks(file, recognised.offset)) {
    lines.take(block)
    isWhole = block.isLast
    await progress.step(block.offset + block.end, collector.builder.count)
  }
  if (!isWhole) {
    const problem = `line ${lines.count + 1}: is longer than ${maxLineBytes / 1024 / 1024} MiB.`
    throw manifestError('manifest-invalid', file.path, problem)
  }
  return finishList(file, collector, parser, lines)
}

async function finishList(
  file: ManifestFile,
  collector: ListCollector,
  parser: ListParser,
  lines: ListLines,
): Promise<LoadedManifest> {
  const notes = new ReaderNotes()
  const remarks = parser.finish()
  const read = collector.finish()
  const placing = { lines: collector.lines, remarks, notes, platform: process.platform }
  const placed: PlacedEntries = collector.hasDoubtful
    ? placePaths(read, placing)
    : { columns: read, rejected: [], directory: undefined, warnings: [] }
  const isInOrder = collector.isAscending && !collector.hasDoubtful
  const columns = isInOrder ? placed.columns : sortEntries(placed.columns, file.path, notes)
  const { algorithms, ...counts } = countEntries(columns)
  const { mtimeNs } = await file.handle.stat({ bigint: true })
  const summary: ManifestSummary = {
    format: parser.format,
    runId: '',
    timestampUtc: formatTimestampNs(mtimeNs),
    directory: placed.directory ?? dirname(resolve(file.path)),
    algorithms: [...algorithms],
    filters: { include: [], exclude: [], own: [] },
    status: 'completed',
    ...counts,
    skippedCount: 0,
    seal: { state: 'none' },
    warnings: [
      ...describeRejected(placed.rejected),
      ...placed.warnings,
      ...remarks.warnings,
      ...lines.warnings,
      ...notes.toWarnings(),
    ],
  }
  return { summary, columns, rejected: placed.rejected }
}
