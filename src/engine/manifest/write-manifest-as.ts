import { AppError } from '../../shared/errors/app-error.ts'
import type { WritableFormat } from '../../shared/model/manifest-format.ts'
import { openDurableFile } from '../atomic/durable-file.ts'
import { throwIfCancelled } from '../run/run-control.ts'
import { kindFile, unknownSize, type EntryColumns } from '../table/entry-columns.ts'
import { parseTimestampNs } from '../table/timestamp.ts'
import { checkFormatAlgorithms } from './formats/format-algorithms.ts'
import { ListWriter } from './formats/list-writer.ts'
import { formatPythonTime } from './formats/python-time.ts'
import { formatRunManifest } from './formats/run-manifest-writer.ts'
import type { LoadedManifest } from './loaded-manifest.ts'

/** A native manifest is not written from another one: its seal would vouch for what nobody has read. */
export type ExportFormat = Exclude<WritableFormat, 'assay-manifest'>

/** What an export could not take with it. */
export interface ExportResult {
  /** Files that the format cannot list. */
  readonly unlistedCount: number
  readonly warnings: readonly string[]
}

const rowsAtOnce = 4096
const writeOperation = 'write manifest'

/**
 * Writes a manifest that was read in another format, durably and only when whole. Cancellable between some thousand
 * entries. Errors: `bad-usage` where the format has no place for its digests or needs sizes it
 * has not, those of a durable write, and `cancelled`.
 */
export async function writeManifestAs(
  loaded: LoadedManifest,
  format: ExportFormat,
  target: string,
  signal?: AbortSignal,
): Promise<ExportResult> {
  checkFormatAlgorithms(format, loaded.columns.algorithms)
  const options = { algorithms: loaded.columns.algorithms, directory: loaded.summary.directory }
  const writer = format === 'run-manifest' ? undefined : new ListWriter(format, options)
  const file = await openDurableFile(target)
  try {
    for (const chunk of writer === undefined ? formatAsRun(loaded) : formatAsList(loaded, writer)) {
      throwIfCancelled(signal, writeOperation)
      await file.write(Buffer.from(chunk))
    }
    await file.commit()
  } catch (error) {
    await file.abort()
    throw error
  }
  return { unlistedCount: writer?.unlistedCount ?? 0, warnings: writer?.warnings ?? [] }
}

function* formatAsList({ columns }: LoadedManifest, writer: ListWriter): Iterable<string | Uint8Array> {
  yield writer.head
  for (let from = 0; from < columns.count; from += rowsAtOnce) {
    yield writer.writeRows(columns, from, Math.min(columns.count, from + rowsAtOnce))
  }
}

function formatAsRun({ summary, columns }: LoadedManifest): Iterable<string> {
  if (columns.kinds.some((kind, row) => kind === kindFile && isUnknownSize(columns, row))) {
    const message = 'A run manifest tells the size of each file, and this manifest does not: choose another format.'
    throw new AppError({ code: 'bad-usage', operation: writeOperation, message })
  }
  const { runId, directory, status } = summary
  const timestampUtc = formatPythonTime(parseTimestampNs(summary.timestampUtc) ?? 0n)
  return formatRunManifest({ runId, timestampUtc, directory, status, columns })
}

function isUnknownSize(columns: EntryColumns, row: number): boolean {
  return columns.sizes[row] === unknownSize && !columns.errors.has(row)
}
