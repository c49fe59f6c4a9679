import type { EntryError } from '../../../shared/model/entry.ts'
import type { WritableFormat } from '../../../shared/model/manifest-format.ts'
import { kindFile, type EntryColumns } from '../../table/entry-columns.ts'
import { CsvWriter } from './csv-writer.ts'
import { BsdListWriter, GnuListWriter } from './checksum-list-writer.ts'
import { HashdeepListWriter } from './hashdeep-writer.ts'
import type { ListWriterOptions, RowWriter } from './row-writer.ts'

/** Formats that have neither a tail nor an order of their own: entries are written as they come. */
export type ListWritableFormat = Exclude<WritableFormat, 'assay-manifest' | 'run-manifest'>

const writers: Readonly<Record<ListWritableFormat, new (options: ListWriterOptions) => RowWriter>> = {
  'gnu-checksums': GnuListWriter,
  'bsd-checksums': BsdListWriter,
  hashdeep: HashdeepListWriter,
  csv: CsvWriter,
}

/** Told of a row that should be in the list and cannot be. */
export type UnlistedTaker = (row: number, error: EntryError) => void

/** A list while its rows come, and what it had no room for. */
export class ListWriter {
  readonly head: string
  /** Files that were read and could not be listed. */
  unlistedCount = 0
  private leftOutCount = 0
  private readonly rows: RowWriter

  constructor(format: ListWritableFormat, options: ListWriterOptions) {
    this.rows = new writers[format](options)
    this.head = this.rows.head
  }

  /** The rows from `from` up to `to`, in bytes. */
  writeRows(columns: EntryColumns, from: number, to: number, onUnlisted?: UnlistedTaker): Buffer {
    const parts: Uint8Array[] = []
    for (let row = from; row < to; row += 1) {
      const hasError = columns.errors.has(row)
      const isFile = columns.kinds[row] === kindFile && !hasError
      if (!isFile && !this.rows.listsEverything) {
        if (!hasError) this.leftOutCount += 1
        continue
      }
      const written = this.rows.writeRow(columns, row)
      if (written instanceof Uint8Array) parts.push(written)
      else {
        this.unlistedCount += 1
        onUnlisted?.(row, written)
      }
    }
    return Buffer.concat(parts)
  }

  /** What a person should know of what is not in the list, once all rows were written. */
  get warnings(): string[] {
    if (this.leftOutCount === 0) return []
    const entries =
      this.leftOutCount === 1 ? '1 link or special file is' : `${this.leftOutCount} links and special files are`
    return [`${entries} not in the list: this format lists files alone.`]
  }
}
