import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../shared/errors/app-error.ts'
import { makeFolder } from '../atomic/make-folder.ts'
import { toWriteError } from '../atomic/write-errors.ts'

const schemaVersion = 2
/** How long a write waits for those of other processes. */
const busyTimeoutMs = 30_000
const busyPauseMs = 10
const idle = new Int32Array(new SharedArrayBuffer(4))
/** SQLite's result codes, less their extensions (sqlite.org, "Result and Error Codes"). */
const sqliteCodes = { busy: 5, readOnly: 8, full: 13, cannotOpen: 14 }
/** ERROR, CORRUPT, FORMAT, NOTADB: our statements are right, so a table or column that is not there was damaged. */
const damageCodes: readonly number[] = [1, 11, 24, 26]

/** What each version added to the one before it. */
const errorsIndex = `CREATE INDEX events_of_errors ON events (run, sequence) WHERE type = 'error';`

const schema = `
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL UNIQUE,
  operation TEXT NOT NULL,
  lane TEXT NOT NULL,
  status TEXT NOT NULL,
  source TEXT NOT NULL,
  start_ms INTEGER NOT NULL,
  start_time TEXT NOT NULL,
  end_time TEXT,
  duration_ms INTEGER,
  event_count INTEGER NOT NULL,
  error_count INTEGER NOT NULL,
  warning_count INTEGER NOT NULL,
  body TEXT NOT NULL,
  host TEXT NOT NULL,
  process_id INTEGER NOT NULL,
  process_start TEXT NOT NULL,
  position INTEGER UNIQUE,
  previous_hash TEXT,
  hash TEXT
) STRICT;
CREATE INDEX runs_by_start ON runs (start_ms);
CREATE INDEX runs_unsealed ON runs (id) WHERE hash IS NULL;
CREATE TABLE events (
  run INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  timestamp TEXT NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (run, sequence)
) STRICT, WITHOUT ROWID;
${errorsIndex}
PRAGMA user_version = ${schemaVersion};
`

export function ledgerPath(workspace: string): string {
  return join(workspace, 'ledger.sqlite')
}

/**
 * Opens the ledger of a workspace, makes it where there is none, and has every commit on disk before it is acknowledged
 * (write-ahead log, synchronous FULL). Errors: `ledger-damaged`, `ledger-version-unsupported`, those of a write.
 */
export async function openLedgerDatabase(workspace: string): Promise<DatabaseSync> {
  try {
    await makeFolder(workspace)
  } catch (error) {
    throw toWriteError(error, workspace)
  }
  const path = ledgerPath(workspace)
  return guardLedger(path, () => {
    const database = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: false })
    try {
      prepare(database, path)
    } catch (error) {
      database.close()
      throw error
    }
    return database
  })
}

function prepare(database: DatabaseSync, path: string): void {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
  if (readVersion(database) === schemaVersion) return
  inTransaction(database, () => {
    // Another process may have made the tables while this one waited.
    refuseNewer(database, path)
    const version = readVersion(database)
    if (version === 0) database.exec(schema)
    if (version === 1) database.exec(`${errorsIndex} PRAGMA user_version = 2;`)
  })
}

/** Errors: `ledger-version-unsupported`. */
export function refuseNewer(database: DatabaseSync, path: string): void {
  const version = readVersion(database)
  if (version <= schemaVersion) return
  const message = `${path} is of version ${version}, and this Assay writes version ${schemaVersion}. Use a newer Assay.`
  throw new AppError({ code: 'ledger-version-unsupported', operation: 'open ledger', path, message })
}

function readVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)
}

/** Runs `work` in one transaction that holds the write lock from its start; a throw undoes it. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const value = work()
    database.exec('COMMIT')
    return value
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/**
 * Runs `work` and says in words what SQLite could not do. Where the database is being made, recovered or let go of by
 * another process, SQLite gives up at once whatever its timeout: then the whole of `work` is done again after a moment.
 */
export function guardLedger<T>(path: string, work: () => T): T {
  const startedMs = performance.now()
  for (;;) {
    try {
      return work()
    } catch (error) {
      const isWorthWaiting = isBusy(error) && performance.now() - startedMs < busyTimeoutMs
      if (!isWorthWaiting) throw toLedgerError(error, path)
      Atomics.wait(idle, 0, 0, busyPauseMs)
    }
  }
}

function sqliteCodeOf(error: unknown): number | undefined {
  // The low byte, without the extension.
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
}

/** Whether another process holds the database for a moment. */
export function isBusy(error: unknown): boolean {
  return sqliteCodeOf(error) === sqliteCodes.busy
}

function toLedgerError(error: unknown, path: string): unknown {
  const code = sqliteCodeOf(error)
  if (code === undefined) return error
  const reason = error instanceof Error ? error.message : String(error)
  const known = describeFault(code, path, reason)
  return new AppError({ ...known, operation: 'use ledger', path, cause: error })
}

function describeFault(code: number, path: string, reason: string): Pick<AppError, 'code' | 'message'> {
  if (code === sqliteCodes.full) {
    return { code: 'disk-full', message: `The disk is full while writing ${path}. Free some space; nothing was lost.` }
  }
  if (code === sqliteCodes.readOnly || code === sqliteCodes.cannotOpen) {
    const message = `${path} cannot be opened for writing (${reason}). Check its permissions and those of its folder.`
    return { code: 'permission-denied', message }
  }
  if (damageCodes.includes(code)) {
    const message = `${path} is damaged (${reason}). Put it aside, and its -wal file with it; a new ledger is begun then.`
    return { code: 'ledger-damaged', message }
  }
  if (code === sqliteCodes.busy) {
    return { code: 'write-failed', message: `${path} was held by another program for too long. Try again.` }
  }
  return { code: 'write-failed', message: `${path} could not be written: ${reason}.` }
}
