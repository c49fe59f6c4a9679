import { lstatSync, unlinkSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../../../shared/errors/app-error.ts'

const retryMs = 20
/** Looks at a lock hold it for a moment, so one that is taken is tried again for so long. */
const patienceMs = 1000
const busyCode = 5

/**
 * A lock of the operating system on an empty file, held through SQLite because Node has no call for one. It dies with the
 * process, however that ends, so that no leftover can be taken for a build that runs.
 */
export class BuildLock {
  private readonly path: string
  private readonly database: DatabaseSync

  private constructor(path: string, database: DatabaseSync) {
    this.path = path
    this.database = database
  }

  /**
   * Takes the lock, making its file where there is none; undefined where another build has it. Errors: the system's, such
   * as `ENOENT` where the folder is gone.
   */
  static async acquire(path: string): Promise<BuildLock | undefined> {
    const startedMs = performance.now()
    for (;;) {
      const lock = BuildLock.attempt(path)
      if (lock !== undefined) return lock
      if (performance.now() - startedMs > patienceMs) return undefined
      await pause(retryMs)
    }
  }

  private static attempt(path: string): BuildLock | undefined {
    const before = inodeOf(path)
    // SQLite opens the file, and nobody else here: closing any other handle on it would let go of this process's own locks.
    const database = takeExclusive(path)
    if (database === undefined) return undefined
    // A build that ends takes its lock's file away: what was locked may be a file that has no name any more.
    if (before !== undefined && inodeOf(path) === before) return new BuildLock(path, database)
    database.close()
    return undefined
  }

  /** Lets go, and leaves the file for the next build. Does nothing once it was let go of. */
  release(): void {
    if (this.database.isOpen) this.database.close()
  }

  /** Lets go for good: the file goes first, where the system allows that of one that is open. */
  remove(): void {
    if (process.platform === 'win32') this.release()
    try {
      unlinkSync(this.path)
    } finally {
      this.release()
    }
  }
}

/** Whether a build holds the lock at this moment; nobody holds what is no lock at all. A look never disturbs it. */
export function isBuildLocked(path: string): boolean {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: 0 })
    database.prepare('PRAGMA schema_version').get()
    return false
  } catch (error) {
    return isBusy(error)
  } finally {
    database?.close()
  }
}

function takeExclusive(path: string): DatabaseSync | undefined {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    if (isBusy(error)) return undefined
    throw error
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === busyCode
}

/** Undefined where there is none. Errors: `output-refused` for anything but a regular file, and the system's. */
function inodeOf(path: string): bigint | undefined {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  if (stats === undefined || stats.isFile()) return stats?.ino
  const message = `${path} is a link, folder or device and not the lock of a build. Remove it.`
  throw new AppError({ code: 'output-refused', operation: 'lock build', path, message })
}
