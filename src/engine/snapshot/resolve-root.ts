import { realpath, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'

/** Resolves the folder to scan. Errors: `not-found`, `not-a-directory`, `permission-denied`, `read-failed`. */
export async function resolveRoot(directory: string): Promise<string> {
  const path = resolve(directory)
  const operation = 'open folder'
  try {
    const root = await realpath(path)
    if ((await stat(root)).isDirectory()) return root
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new AppError({ code: 'not-found', operation, path, message: `${path} does not exist.`, cause: error })
    }
    const known = code === 'EACCES' || code === 'EPERM' ? 'permission-denied' : 'read-failed'
    throw new AppError({ code: known, operation, path, message: `${path} cannot be opened: ${message}`, cause: error })
  }
  throw new AppError({ code: 'not-a-directory', operation, path, message: `${path} is not a folder.` })
}
