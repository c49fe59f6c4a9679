import { constants } from 'node:fs'
import { lstat, open } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { systemErrorCode } from '../../../shared/errors/system-error.ts'
import type { StagedPhase } from './progress-file.ts'

/** sqlite.org, "Database File Format", 1.2. */
const sqliteHeader = Buffer.from('SQLite format 3\0', 'latin1')
/** sqlite.org, "Database File Format", 1.3.3 and 3. */
const versionOffset = 18
const walVersion = 2
const journalHeader = Buffer.from('d9d505f920a163d7', 'hex')
// oxlint-disable-next-line no-bitwise -- flags of open(2) are combined so
const readFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
const maxPhases = 10_000
const zoneless = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/u
/** CORRUPT and NOTADB. */
const damageCodes: readonly number[] = [11, 26]

/** What an artifact in progress says of its phases. `unknown`: it cannot be read at this moment, as while a builder writes. */
export type ArtifactProgress =
  | { readonly kind: 'phases'; readonly phases: readonly StagedPhase[] }
  | { readonly kind: 'none' | 'unknown' }
  | { readonly kind: 'damaged'; readonly reason: string }

/** Whether a file begins as SQLite databases do. A link or anything but a regular file is none. Errors: the system's, but for a missing file. */
export async function isSqliteFile(path: string): Promise<boolean> {
  return (await readSqliteHead(path)) !== undefined
}

async function readSqliteHead(path: string): Promise<Buffer | undefined> {
  let file
  try {
    file = await open(path, readFlags)
  } catch (error) {
    if (['ENOENT', 'ELOOP', 'ENXIO', 'EMLINK'].includes(systemErrorCode(error))) return undefined
    throw error
  }
  try {
    if (!(await file.stat()).isFile()) return undefined
    const length = versionOffset + 2
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
    return bytesRead === length && buffer.indexOf(sqliteHeader) === 0 ? buffer : undefined
  } finally {
    await file.close()
  }
}

/**
 * Reads `_build_progress` of a SQLite artifact, without a lock that a builder's commit could meet: one that does not wait for
 * locks would fail. `isOwn` lets SQLite first undo what a killed builder left half done, and is only for who holds the
 * build's lock once the builder has ended.
 */
export async function readArtifactProgress(path: string, isOwn = false): Promise<ArtifactProgress> {
  const head = await readSqliteHead(path)
  if (head === undefined) return { kind: 'none' }
  if (isOwn) return readWith(() => new DatabaseSync(path, { timeout: 1000 }))
  // Readers of a write-ahead log are in nobody's way, once its writer has set it up.
  if (head[versionOffset] === walVersion && (await hasLog(path))) {
    return readWith(() => new DatabaseSync(path, { readOnly: true, timeout: 0 }))
  }
  if (await isBeingWritten(path)) return { kind: 'unknown' }
  const url = pathToFileURL(path)
  url.searchParams.set('immutable', '1')
  const read = readWith(() => new DatabaseSync(url, { readOnly: true }))
  // What was read while something was written may be half of each.
  return (await isBeingWritten(path)) ? { kind: 'unknown' } : read
}

async function hasLog(path: string): Promise<boolean> {
  const stats = await lstat(`${path}-wal`).catch(() => undefined)
  return stats !== undefined && stats.size > 0
}

/** Whether a transaction that writes goes on, or was left half done. */
async function isBeingWritten(path: string): Promise<boolean> {
  const file = await open(`${path}-journal`, readFlags).catch(() => undefined)
  if (file === undefined) return false
  try {
    const { buffer } = await file.read(Buffer.alloc(journalHeader.length), 0, journalHeader.length, 0)
    return buffer.equals(journalHeader)
  } catch {
    return true
  } finally {
    await file.close()
  }
}

function readWith(openDatabase: () => DatabaseSync): ArtifactProgress {
  let database: DatabaseSync | undefined
  try {
    database = openDatabase()
    return readPhases(database)
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0
    const reason = error instanceof Error ? error.message : String(error)
    return damageCodes.includes(code) ? { kind: 'damaged', reason } : { kind: 'unknown' }
  } finally {
    database?.close()
  }
}

function readPhases(database: DatabaseSync): ArtifactProgress {
  const has = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '_build_progress'").get()
  if (has === undefined) return { kind: 'none' }
  const rows = database
    .prepare('SELECT phase, name, completed_at FROM _build_progress ORDER BY phase LIMIT ?')
    .all(maxPhases)
  const phases = rows.map((row) => ({
    phase: Number(row['phase']),
    name: String(row['name']),
    startedUtc: null,
    completedUtc: toUtc(String(row['completed_at'])),
  }))
  return { kind: 'phases', phases }
}

/** Builders write the time as their language does; one that is no time at all still says that the phase is complete. */
function toUtc(text: string): string {
  // SQLite's own CURRENT_TIMESTAMP is UTC and does not say so.
  const timeMs = Date.parse(zoneless.test(text) ? `${text.replace(' ', 'T')}Z` : text)
  return Number.isNaN(timeMs) ? text : new Date(timeMs).toISOString()
}
