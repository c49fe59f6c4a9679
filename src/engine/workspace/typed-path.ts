import { stat } from 'node:fs/promises'
import { isAbsolute, join, normalize } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import { toReadError } from './read-errors.ts'

export interface TypedPath {
  readonly path: string
  readonly type: 'folder' | 'file'
}

/**
 * Reads a path as a person types it, with `~` for the home folder. Errors: `bad-usage` (relative, or another user's
 * home), `not-found`, `not-a-file` (neither file nor folder), `permission-denied`, `read-failed`.
 */
export async function resolveTypedPath(typed: string, home: string): Promise<TypedPath> {
  const operation = 'resolve path'
  const path = normalize(/^~(?=$|[/\\])/u.test(typed) ? join(home, typed.slice(1)) : typed)
  if (!isAbsolute(path) || path.includes('\0')) {
    const message = `${JSON.stringify(typed)} is not a full path. Start with / or ~.`
    throw new AppError({ code: 'bad-usage', operation, path: typed, message })
  }
  const trimmed = path.length > 1 && /[/\\]$/u.test(path) && !/^[A-Za-z]:\\$/u.test(path) ? path.slice(0, -1) : path
  const stats = await stat(trimmed).catch((error: unknown) => {
    throw toReadError(error, operation, trimmed)
  })
  if (stats.isDirectory()) return { path: trimmed, type: 'folder' }
  if (stats.isFile()) return { path: trimmed, type: 'file' }
  const message = `${trimmed} is a device, pipe or socket. Choose a folder or a file.`
  throw new AppError({ code: 'not-a-file', operation, path: trimmed, message })
}
