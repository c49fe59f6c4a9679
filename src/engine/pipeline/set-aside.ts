import { open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import { openDurableFile } from '../atomic/durable-file.ts'
import { systemFilePort, type FilePort } from '../atomic/file-port.ts'
import { toWriteError } from '../atomic/write-errors.ts'
import { readManifestBytes } from './read-manifest-bytes.ts'
import { refuseRepair } from './refuse-repair.ts'

/**
 * Gives a damaged manifest a second name, so that it stays byte for byte when another takes its place; on disk when it
 * resolves with that name. Throws `bad-usage` where the file is not `expected` any more, and the errors of a durable write.
 */
export async function setAside(path: string, expected: Buffer, port: FilePort = systemFilePort): Promise<string> {
  const asidePath = await takeName(path, expected, port)
  try {
    await flush(asidePath, port)
    const { bytes } = await readManifestBytes(asidePath)
    if (bytes.equals(expected)) return asidePath
  } catch (error) {
    await port.remove(asidePath).catch(() => undefined)
    throw toWriteError(error, asidePath)
  }
  await port.remove(asidePath)
  throw refuseRepair(path, 'was written to by another program meanwhile. Try again.')
}

async function takeName(path: string, expected: Buffer, port: FilePort): Promise<string> {
  for (let timeMs = Date.now(); ; timeMs += 1) {
    const stamp = new Date(timeMs).toISOString().replaceAll(/[-:.]/gu, '')
    const asidePath = join(dirname(path), `${basename(path)}.damaged-${stamp}.json`)
    try {
      await linkOrCopy(path, asidePath, expected, port)
      return asidePath
    } catch (error) {
      if (!isTaken(error)) throw toWriteError(error, asidePath)
    }
  }
}

/** A file system without hard links gets a copy: the bytes are what counts, times and permissions are not kept there. */
async function linkOrCopy(path: string, asidePath: string, expected: Buffer, port: FilePort): Promise<void> {
  try {
    await port.link(path, asidePath)
  } catch (error) {
    if (isTaken(error)) throw error
    const copy = await openDurableFile(asidePath, port)
    await copy.write(expected)
    await copy.commit(false)
  }
}

function isTaken(error: unknown): boolean {
  return systemErrorCode(error) === 'EEXIST' || (error instanceof AppError && error.code === 'already-exists')
}

/** The second name, and what is under it, are on disk before the first name leads to something else. */
async function flush(asidePath: string, port: FilePort): Promise<void> {
  const handle = await open(asidePath, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (port.platform === 'win32') return
  const folder = await port.openDirectory(dirname(asidePath))
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
