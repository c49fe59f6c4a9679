import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { systemErrorCode } from '../../../shared/errors/system-error.ts'
import type { StagedPhase } from './progress-file.ts'

/** sqlite.org, "Database File Format", 1.2. */
const sqliteHeader = Buffer.from('SQLite format 3\0', 'latin1')
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
  let file
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    if (['ENOENT', 'ELOOP', 'ENXIO', 'EMLINK'].includes(systemErrorCode(error))) return false
    throw error
  }
  try {
    if (!(await file.stat()).isFile()) return false
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sqliteHeader.length), 0, sqliteHeader.length, 0)
    return bytesRead === sqliteHeader.length && buffer.equals(sqliteHeader)
  } finally {
    await file.close()
  }
}

/**
 * Reads `_build_progress` of a SQLite artifact. Read-only and without waiting: a builder that has it open is never held up.
 * `isOwn` lets SQLite first undo what a killed builder left half done, and is only for who holds the build's lock.
 */
export async function readArtifactProgress(path: string, isOwn = false): Promise<ArtifactProgress> {
  if (!(await isSqliteFile(path))) return { kind: 'none' }
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { readOnly: !isOwn, timeout: isOwn ? 1000 : 0 })
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
