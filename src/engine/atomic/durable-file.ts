import { basename, dirname, join, resolve } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import { systemFilePort, type FilePort, type PortHandle, type TargetState } from './file-port.ts'
import { createTempName } from './temp-name.ts'
import { refuseUnlessPlain, toExistsError, toWriteError, writeOperation } from './write-errors.ts'

const newFileMode = 0o666
const renameDelaysMs = [10, 25, 50, 100, 200, 400]
/** Windows refuses a rename for a moment while a virus scanner or an indexer holds the target. */
const passingRenameErrors: ReadonlySet<string> = new Set(['EPERM', 'EBUSY', 'EACCES'])
/** Some network and FUSE file systems have no fsync for directories; there the rename is as durable as they make it. */
const unsupportedSyncErrors: ReadonlySet<string> = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS'])

/** A file that appears under its name only when it is whole and on disk. One call at a time. */
export interface DurableFile {
  readonly tempPath: string
  readonly bytesWritten: number
  /** Appends a chunk; any error ends the file as `abort` does. */
  write(chunk: Uint8Array): Promise<void>
  /** Puts what was written on disk ahead of `commit`, which then only gives it its name. Errors as `write`. */
  sync(): Promise<void>
  /**
   * Makes the data durable and puts it in place of the target, or with `isReplacing` false only where nothing has that
   * name, however late it came. Errors: those of opening, and `already-exists`.
   */
  commit(isReplacing?: boolean): Promise<void>
  /** Removes the temp file and leaves the target as it was; does nothing after the end. */
  abort(): Promise<void>
}

/**
 * Opens a temp file beside `target` that replaces it on `commit`. Until then, and after any error, the old file stands
 * as it was. An existing file's permissions are kept. Errors: `output-refused` (a folder, link, device or read-only file
 * system), `not-found` (no such folder), `permission-denied`, `disk-full`, `write-failed`; a failed fsync is never retried.
 */
export async function openDurableFile(target: string, port: FilePort = systemFilePort): Promise<DurableFile> {
  const fullTarget = resolve(target)
  const tempPath = join(dirname(fullTarget), createTempName(basename(fullTarget)))
  try {
    const state = await port.inspect(fullTarget)
    refuseUnlessPlain(state, target)
    const handle = await port.create(tempPath, newFileMode)
    const file = new TempFile(port, handle, fullTarget, tempPath)
    await file.adoptMode(state)
    return file
  } catch (error) {
    throw toWriteError(error, fullTarget)
  }
}

class TempFile implements DurableFile {
  readonly tempPath: string
  bytesWritten = 0
  private readonly port: FilePort
  private readonly target: string
  private handle: PortHandle | undefined
  private isEnded = false
  private isSynced = false

  constructor(port: FilePort, handle: PortHandle, target: string, tempPath: string) {
    this.port = port
    this.handle = handle
    this.target = target
    this.tempPath = tempPath
  }

  async adoptMode(state: TargetState): Promise<void> {
    if (state.type === 'file' && this.port.platform !== 'win32') {
      await this.orAbort((handle) => handle.chmod(state.mode & 0o777))
    }
  }

  write(chunk: Uint8Array): Promise<void> {
    return this.orAbort(async (handle) => {
      this.isSynced = false
      let offset = 0
      while (offset < chunk.length) {
        const taken = await handle.write(chunk, offset)
        if (taken <= 0) throw new Error('the system took none of the data')
        offset += taken
        this.bytesWritten += taken
      }
    })
  }

  sync(): Promise<void> {
    return this.orAbort((handle) => this.syncWhole(handle))
  }

  async commit(isReplacing = true): Promise<void> {
    await this.orAbort(async (handle) => {
      if (!this.isSynced) await this.syncWhole(handle)
      this.handle = undefined
      await handle.close()
      await (isReplacing ? this.renameWithRetry() : this.takeFreeName())
      this.isEnded = true
    })
    await this.syncDirectory()
  }

  async abort(): Promise<void> {
    if (this.isEnded) return
    this.isEnded = true
    const handle = this.handle
    this.handle = undefined
    // What made the caller give up is the error to report; a temp that cannot be removed now is swept at the next start.
    await handle?.close().catch(() => undefined)
    await this.port.remove(this.tempPath).catch(() => undefined)
  }

  private async syncWhole(handle: PortHandle): Promise<void> {
    const sizeBytes = await handle.sizeBytes()
    if (sizeBytes !== this.bytesWritten) {
      throw new Error(`${this.bytesWritten} bytes were written but the file holds ${sizeBytes}`)
    }
    await handle.sync()
    this.isSynced = true
  }

  private async orAbort(step: (handle: PortHandle) => Promise<void>): Promise<void> {
    if (this.handle === undefined) throw this.failure('was already closed')
    try {
      await step(this.handle)
    } catch (error) {
      await this.abort()
      throw toWriteError(error, this.target)
    }
  }

  private async takeFreeName(): Promise<void> {
    try {
      await this.port.link(this.tempPath, this.target)
    } catch (error) {
      if (systemErrorCode(error) === 'EEXIST') throw toExistsError(this.target, error)
      return this.claimName()
    }
    // The file has its name: a temp that cannot be removed now is swept at the next start.
    await this.port.remove(this.tempPath).catch(() => undefined)
  }

  /** For file systems without hard links: an empty file holds the name until the whole one takes its place. */
  private async claimName(): Promise<void> {
    const claim = await this.port.create(this.target, newFileMode).catch((error: unknown) => {
      throw systemErrorCode(error) === 'EEXIST' ? toExistsError(this.target, error) : error
    })
    await claim.close()
    try {
      await this.renameWithRetry()
    } catch (error) {
      await this.port.remove(this.target).catch(() => undefined)
      throw error
    }
  }

  private async renameWithRetry(): Promise<void> {
    for (const delayMs of this.port.platform === 'win32' ? renameDelaysMs : []) {
      try {
        await this.port.rename(this.tempPath, this.target)
        return
      } catch (error) {
        if (!passingRenameErrors.has(systemErrorCode(error))) throw error
        await this.port.wait(delayMs)
      }
    }
    await this.port.rename(this.tempPath, this.target)
  }

  private async syncDirectory(): Promise<void> {
    if (this.port.platform === 'win32') return
    try {
      const directory = await this.port.openDirectory(dirname(this.target))
      try {
        await directory.sync()
      } finally {
        await directory.close()
      }
    } catch (error) {
      if (unsupportedSyncErrors.has(systemErrorCode(error))) return
      throw this.failure(
        'was written, but its folder could not be flushed to disk: it may be lost in a power cut',
        error,
      )
    }
  }

  private failure(what: string, cause?: unknown): AppError {
    return new AppError({
      code: 'write-failed',
      operation: writeOperation,
      path: this.target,
      message: `${this.target} ${what}. Write it again.`,
      cause,
    })
  }
}

/**
 * Writes a whole file so that a crash, a full disk or a power cut leaves either the old file or the new one, never a
 * part. Errors as `openDurableFile`.
 */
export async function writeFileDurably(
  target: string,
  data: string | Uint8Array,
  port: FilePort = systemFilePort,
): Promise<void> {
  const file = await openDurableFile(target, port)
  await file.write(typeof data === 'string' ? Buffer.from(data, 'utf8') : data)
  await file.commit()
}
