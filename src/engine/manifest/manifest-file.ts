import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { manifestError, toReadError } from './manifest-error.ts'

/** A manifest open for reading. */
export interface ManifestFile {
  readonly path: string
  readonly handle: FileHandle
  readonly sizeBytes: number
}

/**
 * Opens a manifest for the time of `use`. Never waits on a pipe. Errors of the system become `not-found`, `not-a-file`,
 * `permission-denied` or `read-failed`.
 */
export async function withManifestFile<T>(path: string, use: (file: ManifestFile) => Promise<T>): Promise<T> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stats = await handle.stat()
    if (!stats.isFile()) {
      const what = stats.isDirectory() ? 'a folder' : 'a device, pipe or socket'
      throw manifestError('not-a-file', path, `is ${what}, not a manifest.`)
    }
    return await use({ path, handle, sizeBytes: stats.size })
  } catch (error) {
    throw toReadError(error, path)
  } finally {
    await handle?.close()
  }
}
