import { accessSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { AppError } from '../../shared/errors/app-error.ts'
import type { ErrorCode } from '../../shared/errors/error-codes.ts'
import { guardLedger, isBusy, ledgerPath, openLedgerDatabase, refuseNewer } from './ledger-database.ts'

export interface LedgerToRead {
  readonly database: DatabaseSync
  /** Nothing can be recorded: the ledger is as it was left, with what its log has. */
  readonly isReadOnly: boolean
  readonly close: () => void
}

/** What a folder, a file, a drive or a full disk say to a writer. */
const refusals: ReadonlySet<ErrorCode> = new Set(['permission-denied', 'output-refused', 'disk-full'])

/** Opens the ledger of a workspace, to be read only where it cannot be written to. Errors: those of `openLedgerDatabase`. */
export async function openLedgerToRead(workspace: string): Promise<LedgerToRead> {
  const path = ledgerPath(workspace)
  // Where the index of its log is at hand, SQLite opens also what it cannot write to, and says so at the first write.
  if (isForbidden(path)) return guardLedger(path, () => openReadOnly(path))
  try {
    const database = await openLedgerDatabase(workspace)
    return { database, isReadOnly: false, close: () => database.close() }
  } catch (error) {
    if (!isRefusal(error) || !existsSync(path)) throw error
    return guardLedger(path, () => openReadOnly(path))
  }
}

/** SQLite calls it an input or output error (10) where a full disk has no room for the index of a log. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  const { cause } = error
  const isInputOutput = cause instanceof Error && 'errcode' in cause && (Number(cause.errcode) & 0xff) === 10
  return refusals.has(error.code) || isInputOutput
}

function isForbidden(path: string): boolean {
  if (!existsSync(path)) return false
  const present = [dirname(path), path, `${path}-wal`, `${path}-shm`].filter((part) => existsSync(part))
  try {
    for (const part of present) accessSync(part, constants.W_OK)
    return false
  } catch {
    return true
  }
}

function openReadOnly(path: string): LedgerToRead {
  // SQLite reads a log without writing only where a writer at work has the index of it in shared memory.
  if (existsSync(`${path}-shm`)) {
    try {
      return toRead(readableOf(new DatabaseSync(path, { readOnly: true }), path))
    } catch (error) {
      // A log that a writer is at work on cannot be copied whole: `guardLedger` tries again.
      if (isBusy(error)) throw error
      // Left behind by a writer that is gone.
    }
  }
  const asItIs = hasLog(path) ? undefined : openImmutable(path)
  return asItIs === undefined ? openCopy(path) : toRead(readableOf(asItIs, path))
}

/** Undefined where Node takes no URL yet, before 22.15: SQLite hears by nothing else that no log is to be made. */
function openImmutable(path: string): DatabaseSync | undefined {
  const url = pathToFileURL(path)
  url.searchParams.set('immutable', '1')
  try {
    return new DatabaseSync(url, { readOnly: true })
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function hasLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
}

/** What is in a log belongs to the ledger, and only a writer can put it back: in a copy, which is removed as soon as it can be. */
function openCopy(path: string): LedgerToRead {
  const folder = mkdtempSync(join(tmpdir(), 'assay-ledger-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const copy = join(folder, basename(path))
    for (const end of ['', '-wal']) if (existsSync(`${path}${end}`)) copyFileSync(`${path}${end}`, `${copy}${end}`)
    const database = readableOf(new DatabaseSync(copy), path)
    if (process.platform === 'win32') return toRead(database, remove)
    // What is open can be read without its name, and nothing stays behind where this thread is ended.
    remove()
    return toRead(database)
  } catch (error) {
    remove()
    throw error
  }
}

function readableOf(database: DatabaseSync, path: string): DatabaseSync {
  try {
    refuseNewer(database, path)
    database.prepare('SELECT 1 FROM runs LIMIT 1').get()
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function toRead(database: DatabaseSync, afterwards?: () => void): LedgerToRead {
  const close = (): void => {
    database.close()
    afterwards?.()
  }
  return { database, isReadOnly: true, close }
}
