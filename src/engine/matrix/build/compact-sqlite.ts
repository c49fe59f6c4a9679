import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { ErrorCode } from '../../../shared/errors/error-codes.ts'

/** A database that is compacted may have been left open by a process that is just ending. */
const busyTimeoutMs = 5000
const fullCode = 13
/** What SQLite keeps beside a database while it is in use. */
const besides = ['-journal', '-wal', '-shm']

/**
 * Makes a SQLite artifact what is handed out: without `_build_progress`, without free pages, checked whole, and in one file
 * that also a read-only folder can be read from, so without a write-ahead log. Synchronous, as long as its size asks for.
 * Errors: `build-failed` for one that is damaged, `disk-full`, `write-failed`.
 */
export function compactSqlite(path: string): void {
  try {
    const database = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: false })
    try {
      // Out of the write-ahead log first: what it holds becomes part of the file.
      database.exec('PRAGMA journal_mode = DELETE; DROP TABLE IF EXISTS _build_progress; VACUUM;')
      checkWhole(database, path)
    } finally {
      database.close()
    }
  } catch (error) {
    throw toFinishError(error, path)
  }
  const left = besides.map((end) => `${path}${end}`).find((beside) => existsSync(beside))
  if (left === undefined) return
  throw failure('build-failed', path, `${left} is still there, so the artifact is in use. End what has it open.`)
}

function checkWhole(database: DatabaseSync, path: string): void {
  const rows = database.prepare('PRAGMA quick_check(1)').all()
  const answer = String(Object.values(rows[0] ?? {})[0])
  if (answer === 'ok') return
  throw failure('build-failed', path, `The artifact is damaged: ${answer}. Build it anew with --force.`)
}

function toFinishError(error: unknown, path: string): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('errcode' in error)) return error
  const isFull = (Number(error.errcode) & 0xff) === fullCode
  const message = isFull
    ? `The disk is full while compacting ${path}, which needs about its size again. Free some space; the build goes on from there.`
    : `SQLite could not finish the artifact ${path}: ${error.message}.`
  return failure(isFull ? 'disk-full' : 'build-failed', path, message, error)
}

function failure(code: ErrorCode, path: string, message: string, cause?: unknown): AppError {
  return new AppError({ code, operation: 'finish artifact', path, message, cause })
}
