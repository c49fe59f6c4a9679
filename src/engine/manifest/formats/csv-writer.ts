import { stringify } from 'csv-stringify/sync'
import type { DigestAlgorithm } from '../../../shared/model/digest.ts'
import { entryKinds, unknownMode, type EntryColumns } from '../../table/entry-columns.ts'
import {
  isValidUtf8Path,
  readDigest,
  readModifiedUtc,
  readPath,
  readPathBytes,
  readSize,
} from '../../table/entry-reader.ts'
import type { ListWriterOptions, RowWriter } from './row-writer.ts'

/** What `escape_formulas` puts an apostrophe before. */
const formulaStart = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u
// A lone carriage return ends a row for some readers, unless quoted.
const layout = { escape_formulas: true, quoted_match: /\r/u }

function listColumns(algorithms: readonly DigestAlgorithm[]): string[] {
  const digests = algorithms.map((algorithm) => `checksum_${algorithm}`)
  const before = ['relative_path', 'path_base64', 'kind', 'size_bytes']
  return [...before, ...digests, 'modified_utc', 'mode', 'target', 'error_code', 'error_message']
}

/**
 * A table for spreadsheets (RFC 4180, with `\n`): a row an entry, errors and links too. No cell can be taken for a formula;
 * where that or bytes that are not UTF-8 make the path another one, `path_base64` has it exactly.
 */
export class CsvWriter implements RowWriter {
  readonly head: string
  readonly listsEverything = true

  constructor({ algorithms }: ListWriterOptions) {
    this.head = `${listColumns(algorithms).join(',')}\n`
  }

  writeRow(columns: EntryColumns, row: number): Uint8Array {
    const path = readPath(columns, row)
    const isExact = isValidUtf8Path(columns, row) && !formulaStart.test(path)
    const mode = columns.modes[row] ?? unknownMode
    const error = columns.errors.get(row)
    const cells = [
      path,
      isExact ? '' : readPathBytes(columns, row).toString('base64'),
      columns.specials.get(row) ?? entryKinds[columns.kinds[row] ?? 0],
      readSize(columns, row),
      ...columns.algorithms.map((_, at) => readDigest(columns, row, at)),
      readModifiedUtc(columns, row),
      mode === unknownMode ? '' : mode.toString(8).padStart(4, '0'),
      columns.targets.get(row),
      error?.code,
      error?.message,
    ]
    return Buffer.from(stringify([cells], layout))
  }
}
