import { lstatSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type * as Sqlite from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../../shared/errors/app-error.ts'

const operation = 'lock manifest'
/** Short and random, so that whoever waits gets a turn between two saves of another process. */
const longestPauseMs = 5
const sqliteCodes = { busy: 5, readOnly: 8, inputOutput: 10, full: 13, cannotOpen: 14 }

/** A manifest's lock, until it is let go of. */
export interface FileLock {
  /** Whether somebody else had it when it was asked for. */
  readonly wasContended: boolean
  /** Whether its file still has its name: where somebody removed that, others may have taken a lock of their own. */
  isHeld(): boolean
  release(): void
}

/** The empty file beside a manifest that writers lock; it stays. */
export function lockPathOf(manifestPath: string): string {
  return join(dirname(manifestPath), `.${basename(manifestPath)}.lock`)
}

/** What locking leaves beside a manifest: the journal is there after a writer was killed, until the next one. */
export function lockFilesOf(manifestPath: string): string[] {
  const lock = lockPathOf(manifestPath)
  return [lock, `${lock}-journal`]
}

/**
 * Takes the lock of a manifest, and waits for it at most `timeoutMs`. It is the operating system's, held through SQLite
 * because Node has no call for one, and so is gone with its process however that ends. Throws `write-failed` when it was
 * held for too long, `disk-full`, `permission-denied` where its file cannot be made, `output-refused` where that is no plain file,
 * `unsupported-by-host` on a Node without SQLite.
 */
export async function lockManifest(manifestPath: string, timeoutMs: number): Promise<FileLock> {
  const path = lockPathOf(manifestPath)
  const startedMs = performance.now()
  for (let attempts = 1; ; attempts += 1) {
    const held = attemptLock(path)
    if (held !== undefined) {
      const isHeld = (): boolean => findInode(path) === held.inode
      return { wasContended: attempts > 1, isHeld, release: () => held.database.close() }
    }
    if (performance.now() - startedMs > timeoutMs) throw tellContention(manifestPath, timeoutMs)
    await pause(1 + Math.random() * (longestPauseMs - 1))
  }
}

/** A manifest that others wrote to again and again for as long as a save waits. */
export function tellContention(manifestPath: string, timeoutMs: number): AppError {
  const message = `${manifestPath} was being saved by another program for more than ${timeoutMs / 1000} s. Try again.`
  return new AppError({ code: 'write-failed', operation, path: manifestPath, message })
}

interface HeldFile {
  readonly database: Sqlite.DatabaseSync
  readonly inode: bigint
}

/** Asked for when a manifest is first locked, so that whoever only reads manifests can do so with an older Node. */
function openDatabase(path: string): Sqlite.DatabaseSync {
  const sqlite = process.getBuiltinModule('node:sqlite') as typeof Sqlite | undefined
  if (sqlite !== undefined) return new sqlite.DatabaseSync(path)
  const message = `Writing manifests takes Node 22.13 or newer, and this is Node ${process.versions.node}. Nothing was written.`
  throw new AppError({ code: 'unsupported-by-host', operation, path, message })
}

/** Undefined while somebody else has it. */
function attemptLock(path: string): HeldFile | undefined {
  const before = inodeOf(path)
  let database: Sqlite.DatabaseSync | undefined
  try {
    database = openDatabase(path)
    database.exec('BEGIN EXCLUSIVE')
    // Whoever cleans up may have taken the file away meanwhile: what is locked then has no name any more.
    if (before !== undefined && inodeOf(path) === before) return { database, inode: before }
    database.close()
    database = undefined
    // The file is made by now, and the next attempt can tell it from another.
    return before === undefined ? attemptLock(path) : undefined
  } catch (error) {
    database?.close()
    const code = sqliteCodeOf(error)
    const isGone = code === sqliteCodes.inputOutput && findInode(path) !== before
    if (code === sqliteCodes.busy || isGone) return undefined
    throw toLockError(error, path)
  }
}

function findInode(path: string): bigint | undefined {
  return lstatSync(path, { bigint: true, throwIfNoEntry: false })?.ino
}

/** The inode of a file that can be a lock; undefined where there is none. */
function inodeOf(path: string): bigint | undefined {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  if (stats === undefined || (stats.isFile() && stats.size === 0n)) return stats?.ino
  const message = `${path} is not the empty file that manifests are locked by. Remove it, or choose another place.`
  throw new AppError({ code: 'output-refused', operation, path, message })
}

function sqliteCodeOf(error: unknown): number | undefined {
  // The low byte, without the extension.
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
}

function toLockError(error: unknown, path: string): AppError {
  const code = sqliteCodeOf(error)
  if (error instanceof AppError) return error
  if (code === sqliteCodes.full) {
    const message = `The disk is full, so ${path} could not be locked. Free some space; nothing was written.`
    return new AppError({ code: 'disk-full', operation, path, message, cause: error })
  }
  const isDenied = code === sqliteCodes.readOnly || code === sqliteCodes.cannotOpen
  const reason = error instanceof Error ? error.message : String(error)
  const message = isDenied
    ? `No permission to write in ${dirname(path)}, where the lock of the manifest belongs. Change its permissions.`
    : `${path} could not be locked: ${reason}.`
  return new AppError({ code: isDenied ? 'permission-denied' : 'write-failed', operation, path, message, cause: error })
}
