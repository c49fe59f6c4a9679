import { dirname } from 'node:path'
import { AppError } from '../../../shared/errors/app-error.ts'
import { systemErrorCode } from '../../../shared/errors/system-error.ts'
import { systemFilePort, type FilePort } from '../../atomic/file-port.ts'
import { refuseUnlessPlain, toExistsError, toWriteError } from '../../atomic/write-errors.ts'

/** Some network and FUSE file systems have no fsync for directories; there the rename is as durable as they make it. */
const unsupportedSyncErrors: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS'])
const unsupportedLinkErrors: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'])

/** Throws `output-refused` unless an artifact may take that place, and `already-exists` where one stands that is to stay. */
export async function refuseTarget(target: string, isReplacing: boolean, port = systemFilePort): Promise<void> {
  const state = await port.inspect(target).catch((error: unknown) => {
    throw toWriteError(error, target)
  })
  refuseUnlessPlain(state, target)
  if (state.type !== 'file' || isReplacing) return
  const message = `${target} is there already. Build it anew with --force.`
  throw new AppError({ code: 'already-exists', operation: 'build', path: target, message })
}

/**
 * Puts a finished artifact into its place in one step, durably; nobody ever sees a part of it. Without `isReplacing` a
 * file that has the name by then, however late it came, stays. Errors: `already-exists`, `output-refused`, those of a write.
 */
export async function publishArtifact(
  staged: string,
  target: string,
  isReplacing: boolean,
  port: FilePort = systemFilePort,
): Promise<void> {
  await refuseTarget(target, isReplacing, port)
  try {
    if (isReplacing) await port.rename(staged, target)
    else await takeFreeName(staged, target, port)
    await syncFolder(dirname(target), port)
  } catch (error) {
    throw toWriteError(error, target)
  }
}

async function takeFreeName(staged: string, target: string, port: FilePort): Promise<void> {
  try {
    await port.link(staged, target)
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') throw toExistsError(target, error)
    if (!unsupportedLinkErrors.has(systemErrorCode(error))) throw error
    // Without hard links a name cannot be taken and filled in one step; it was free a moment ago.
    return port.rename(staged, target)
  }
  await port.remove(staged)
}

async function syncFolder(folder: string, port: FilePort): Promise<void> {
  if (port.platform === 'win32') return
  const directory = await port.openDirectory(folder)
  try {
    await directory.sync()
  } catch (error) {
    if (!unsupportedSyncErrors.has(systemErrorCode(error))) throw error
  } finally {
    await directory.close()
  }
}
