import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../shared/errors/app-error.ts'
import type { LedgerHead, LedgerRun, RunEvent, RunStatus } from '../../shared/model/ledger.ts'
import { ownProcess } from '../workspace/process-identity.ts'
import { canonicalJson } from './canonical-json.ts'
import { genesisHash, hashRun } from './chain-hash.ts'
import { iterateEvents, readHead } from './read-runs.ts'
import { readRunRow, runColumns } from './run-rows.ts'

/** What is known of a run when it starts. */
export interface LedgerStart {
  readonly runId: string
  readonly operation: string
  readonly lane: string
  readonly startTime: string
  readonly body: Readonly<Record<string, unknown>>
}

/** What is known when it has ended. */
export interface LedgerEnd {
  readonly status: Exclude<RunStatus, 'started'>
  readonly endTime: string
  readonly durationMs: number
  /** In place of what was recorded at the start. */
  readonly body: Readonly<Record<string, unknown>>
  /** Errors met, where not each has an event of its own. */
  readonly errorCount?: number
  readonly lane?: string
}

/** Adds a run that has not ended, and returns the number of its row. Errors: `run-id-taken`. */
export function insertRun(database: DatabaseSync, start: LedgerStart, source: LedgerRun['source']): number {
  const { runId, operation, lane, startTime, body } = start
  if (database.prepare('SELECT 1 FROM runs WHERE run_id = ?').get(runId) !== undefined) {
    const message = `A run named ${runId} is in the ledger already. Choose another run id.`
    throw new AppError({ code: 'run-id-taken', operation: 'record run', message })
  }
  const { host, processId, processStart } = ownProcess()
  const statement = database.prepare(
    `INSERT INTO runs (run_id, operation, lane, status, source, start_ms, start_time, event_count, error_count,
      warning_count, body, host, process_id, process_start) VALUES (?, ?, ?, 'started', ?, ?, ?, 0, 0, 0, ?, ?, ?, ?)`,
  )
  const values = [runId, operation, lane, source, Date.parse(startTime), startTime, canonicalJson(body)]
  return Number(statement.run(...values, host, processId, processStart).lastInsertRowid)
}

/** Number of the row of a run that has not ended. Errors: `unknown-run`. */
export function findOpenRun(database: DatabaseSync, runId: string): number {
  const row = database.prepare('SELECT id FROM runs WHERE run_id = ? AND hash IS NULL').get(runId)
  if (row !== undefined) return Number(row['id'])
  const message = `The run ${runId} is not open in the ledger: it has ended, or was never started.`
  throw new AppError({ code: 'unknown-run', operation: 'record event', message })
}

/** Adds events after those there are, and counts errors and warnings apart. */
export function insertEvents(database: DatabaseSync, id: number, events: Iterable<RunEvent>): void {
  const counted = database.prepare('SELECT event_count FROM runs WHERE id = ?').get(id)
  const insert = database.prepare('INSERT INTO events (run, sequence, timestamp, type, data) VALUES (?, ?, ?, ?, ?)')
  let sequence = Number(counted?.['event_count'] ?? 0)
  let [errorCount, warningCount] = [0, 0]
  for (const { timestamp, type, data } of events) {
    sequence += 1
    if (type === 'error') errorCount += 1
    if (type === 'warning') warningCount += 1
    insert.run(id, sequence, timestamp, type, canonicalJson(data))
  }
  const counts =
    'UPDATE runs SET event_count = ?, error_count = error_count + ?, warning_count = warning_count + ? WHERE id = ?'
  database.prepare(counts).run(sequence, errorCount, warningCount, id)
}

/** Ends a run and chains it to the one that ended before it. */
export function sealRun(database: DatabaseSync, id: number, end: LedgerEnd): LedgerHead {
  const head = readHead(database)
  const position = (head?.position ?? 0) + 1
  const previousHash = head?.hash ?? genesisHash
  const { status, endTime, durationMs, body, errorCount = 0, lane = null } = end
  const update = database.prepare(
    `UPDATE runs SET status = ?, end_time = ?, duration_ms = ?, body = ?, error_count = max(error_count, ?),
      lane = coalesce(?, lane), position = ?, previous_hash = ? WHERE id = ?`,
  )
  update.run(status, endTime, durationMs, canonicalJson(body), errorCount, lane, position, previousHash, id)
  const run = readRunRow(database.prepare(`SELECT ${runColumns} FROM runs WHERE id = ?`).get(id) ?? {})
  const hash = hashRun(previousHash, run, iterateEvents(database, id))
  database.prepare('UPDATE runs SET hash = ? WHERE id = ?').run(hash, id)
  return { position, runId: run.runId, hash }
}

/** Ends a run as `aborted` at its last sign of life; false where another process was quicker. */
export function abortRun(database: DatabaseSync, id: number, run: LedgerRun): boolean {
  const isOpen = database.prepare('SELECT 1 FROM runs WHERE id = ? AND hash IS NULL').get(id) !== undefined
  if (!isOpen) return false
  const last = database.prepare('SELECT timestamp FROM events WHERE run = ? ORDER BY sequence DESC LIMIT 1').get(id)
  const endTime = String(last?.['timestamp'] ?? run.startTime)
  const durationMs = Math.max(0, Date.parse(endTime) - Date.parse(run.startTime))
  const data = { status: 'aborted', duration_ms: durationMs, errors: run.errorCount }
  insertEvents(database, id, [{ timestamp: new Date().toISOString(), type: 'run_finished', data }])
  sealRun(database, id, { status: 'aborted', endTime, durationMs, body: run.body })
  return true
}
