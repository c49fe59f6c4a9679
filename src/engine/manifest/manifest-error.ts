import { AppError } from '../../shared/errors/app-error.ts'
import type { ErrorCode } from '../../shared/errors/error-codes.ts'
import { systemErrorCode } from '../../shared/errors/system-error.ts'

export const readOperation = 'read manifest'

/** An error about a manifest as a whole: `problem` completes the sentence that begins with its path. */
export function manifestError(code: ErrorCode, path: string, problem: string, cause?: unknown): AppError {
  return new AppError({ code, operation: readOperation, path, message: `${path} ${problem}`, cause })
}

/** Where in its file an entry stands, for error messages. Lines count from 1. */
export interface EntryPlace {
  readonly file: string
  readonly line: number
}

/** The `manifest-invalid` error for one field of an entry; `expected` completes "expected …". */
export function invalidField(place: EntryPlace, field: string, expected: string): AppError {
  return manifestError(
    'manifest-invalid',
    place.file,
    `line ${place.line}: "${field}" is not valid, expected ${expected}.`,
  )
}

/** What the system said when a manifest was opened or read. */
export function toReadError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error
  const code = systemErrorCode(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return manifestError('not-found', path, 'does not exist. Check the path.', error)
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return manifestError('permission-denied', path, 'may not be read by this user. Change its permissions.', error)
  }
  if (code === 'EISDIR') return manifestError('not-a-file', path, 'is a folder, not a manifest.', error)
  const reason = error instanceof Error ? error.message : String(error)
  return manifestError('read-failed', path, `could not be read: ${reason}`, error)
}
