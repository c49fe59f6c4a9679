import type { DigestAlgorithm } from '../../../shared/model/digest.ts'
import type { EntryError } from '../../../shared/model/entry.ts'
import type { EntryColumns } from '../../table/entry-columns.ts'

/** Why a file that was read is not in the list. */
export const unlistableCode = 'unlistable'

/** The text of a row, or why there can be none. */
export type WrittenRow = Uint8Array | EntryError

/** Writes one format row by row. */
export interface RowWriter {
  readonly head: string
  /** Whether what is no file, and what could not be read, has rows too. */
  readonly listsEverything: boolean
  writeRow(columns: EntryColumns, row: number): WrittenRow
}

export interface ListWriterOptions {
  readonly algorithms: readonly DigestAlgorithm[]
  readonly directory: string
}
