import type { AppError } from '../../../shared/errors/app-error.ts'
import type { ManifestFormat } from '../../../shared/model/manifest-format.ts'
import { manifestError } from '../manifest-error.ts'

/** What a list says of itself besides its entries. */
export interface ListRemarks {
  readonly warnings: readonly string[]
  /** The folder its maker stood in. */
  readonly invokedFrom?: string | undefined
  /** Whether its paths may have been written with the separator of Windows. */
  readonly mayUseBackslashes: boolean
}

/** Reads one format line by line. Throws `manifest-invalid` with the line. */
export interface ListParser {
  readonly format: ManifestFormat
  /** Takes in the line in `bytes[start, end)`, without its line end, not empty. */
  takeLine(bytes: Buffer, start: number, end: number, line: number): void
  finish(): ListRemarks
}

export const noRemarks: ListRemarks = { warnings: [], mayUseBackslashes: false }

/** The `manifest-invalid` error for a line of a list; `problem` says what is there and what was expected. */
export function invalidLine(file: string, line: number, problem: string): AppError {
  return manifestError('manifest-invalid', file, `line ${line}: ${problem}.`)
}
