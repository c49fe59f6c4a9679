import { AppError } from '../../shared/errors/app-error.ts'
import type { ErrorCode } from '../../shared/errors/error-codes.ts'
import { systemErrorCode } from '../../shared/errors/system-error.ts'

const explanations = new Map<string, { readonly code: ErrorCode; readonly explain: (path: string) => string }>([
  [
    'ENOENT',
    { code: 'not-found', explain: (path) => `${path} does not exist. Check the path, and that its drive is mounted.` },
  ],
  ['ENOTDIR', { code: 'not-a-directory', explain: (path) => `${path} is not a folder. Choose a folder.` }],
  [
    'EACCES',
    {
      code: 'permission-denied',
      explain: (path) => `No permission to read ${path}. Change its permissions or choose another.`,
    },
  ],
  [
    'EPERM',
    { code: 'permission-denied', explain: (path) => `The system does not let Assay read ${path}. Choose another.` },
  ],
])

/** Turns what the system said about a read into an error that names the path and says what to do. */
export function toReadError(error: unknown, operation: string, path: string): AppError {
  if (error instanceof AppError) return error
  const known = explanations.get(systemErrorCode(error))
  const reason = error instanceof Error ? error.message : String(error)
  const message = known?.explain(path) ?? `Could not read ${path}: ${reason}.`
  return new AppError({ code: known?.code ?? 'read-failed', operation, path, message, cause: error })
}
