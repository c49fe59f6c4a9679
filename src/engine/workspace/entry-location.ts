import { lstat, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'

const operation = 'locate entry'

function refuse(path: string): AppError {
  const message = `${JSON.stringify(path)} leads out of the manifest's folder, so Assay does not touch it.`
  return new AppError({ code: 'manifest-invalid', operation, path, message })
}

function missing(path: string, cause: unknown): AppError {
  return new AppError({ code: 'not-found', operation, path, message: `${path} is not there any more.`, cause })
}

function isPlain(component: string): boolean {
  if (component === '' || component === '.' || component === '..' || component.includes('\0')) return false
  return process.platform !== 'win32' || !/[\\:]/u.test(component)
}

/**
 * The full path of an entry on disk, for showing it to a person: never outside of the root, neither by its name nor
 * through a folder that was replaced by a link. Errors: `manifest-invalid` (leads out), `not-found` (root or entry gone).
 */
export async function resolveEntryPath(root: string, entryPath: string): Promise<string> {
  const components = entryPath.split('/')
  if (!components.every(isPlain)) throw refuse(entryPath)
  const realRoot = await realpath(root).catch((error: unknown) => {
    throw missing(root, error)
  })
  const shown = join(realRoot, ...components)
  const parent = await realpath(join(realRoot, ...components.slice(0, -1))).catch((error: unknown) => {
    throw missing(shown, error)
  })
  const fence = realRoot.endsWith(sep) ? realRoot : realRoot + sep
  if (parent !== realRoot && !parent.startsWith(fence)) throw refuse(entryPath)
  await lstat(shown).catch((error: unknown) => {
    throw missing(shown, error)
  })
  return shown
}
