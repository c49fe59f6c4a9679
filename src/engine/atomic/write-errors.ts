import { dirname } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import type { ErrorCode } from '../../shared/errors/error-codes.ts'
import type { TargetState } from './file-port.ts'

export const writeOperation = 'write file'

interface Explanation {
  readonly code: ErrorCode
  readonly explain: (target: string) => string
}

const full = (what: string): Explanation => ({
  code: 'disk-full',
  explain: (target) =>
    `${what} while writing ${target}. Free some space or choose another place; nothing was replaced.`,
})
const denied: Explanation = {
  code: 'permission-denied',
  explain: (target) => `No permission to write in ${dirname(target)}. Choose another place or change its permissions.`,
}

const explanations = new Map<string, Explanation>([
  ['ENOSPC', full('The disk is full')],
  ['EDQUOT', full('The disk quota is used up')],
  ['EACCES', denied],
  ['EPERM', denied],
  [
    'EROFS',
    {
      code: 'output-refused',
      explain: (target) => `${dirname(target)} is on a read-only file system. Choose another place.`,
    },
  ],
  [
    'ENOENT',
    { code: 'not-found', explain: (target) => `The folder ${dirname(target)} does not exist. Create it first.` },
  ],
  [
    'ENOTDIR',
    { code: 'output-refused', explain: (target) => `${dirname(target)} is not a folder. Choose another place.` },
  ],
  [
    'ENAMETOOLONG',
    { code: 'output-refused', explain: (target) => `The name of ${target} is too long. Choose a shorter one.` },
  ],
  [
    'EFBIG',
    {
      code: 'write-failed',
      explain: (target) =>
        `${target} would be larger than this system allows. Raise the limit or choose another place.`,
    },
  ],
])

/** Turns what the system said into an error that names the target and says what to do. */
export function toWriteError(error: unknown, target: string): AppError {
  if (error instanceof AppError) return error
  const known = explanations.get(systemErrorCode(error))
  const reason = error instanceof Error ? error.message : String(error)
  const message =
    known?.explain(target) ?? `Could not write ${target}: ${reason}. Check the disk, or choose another place.`
  return new AppError({
    code: known?.code ?? 'write-failed',
    operation: writeOperation,
    path: target,
    message,
    cause: error,
  })
}

/** For a new file whose name is taken. */
export function toExistsError(target: string, cause: unknown): AppError {
  const message = `There is a file ${target} already. Replace it, or choose another name.`
  return new AppError({ code: 'already-exists', operation: writeOperation, path: target, message, cause })
}

const refusals = {
  directory: 'is a folder',
  symlink: 'is a symbolic link, which Assay does not write through',
  other: 'is a device, pipe or socket',
} as const

/** Throws `output-refused` unless the target is missing or a regular file. */
export function refuseUnlessPlain(state: TargetState, target: string): void {
  if (state.type === 'missing' || state.type === 'file') return
  const message = `${target} ${refusals[state.type]}. Choose the path of a plain file.`
  throw new AppError({ code: 'output-refused', operation: writeOperation, path: target, message })
}
