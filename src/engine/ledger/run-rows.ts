import type { SQLOutputValue } from 'node:sqlite'
import { ledgerRunSchema, runEventSchema, type LedgerRun, type RunEvent } from '../../shared/model/ledger.ts'

export type Row = Record<string, SQLOutputValue>

export const runColumns = [
  'run_id',
  'operation',
  'lane',
  'status',
  'source',
  'start_time',
  'end_time',
  'duration_ms',
  'event_count',
  'error_count',
  'warning_count',
  'body',
  'host',
  'process_id',
  'process_start',
  'position',
  'previous_hash',
  'hash',
].join(', ')

/** A row of `runs` as a run. Throws where it is none: the database was altered. */
export function readRunRow(row: Row): LedgerRun {
  return ledgerRunSchema.parse({
    runId: row['run_id'],
    operation: row['operation'],
    lane: row['lane'],
    status: row['status'],
    source: row['source'],
    startTime: row['start_time'],
    endTime: row['end_time'],
    durationMs: row['duration_ms'],
    eventCount: row['event_count'],
    errorCount: row['error_count'],
    warningCount: row['warning_count'],
    body: parseText(row['body']),
    host: row['host'],
    processId: row['process_id'],
    processStart: row['process_start'],
    position: row['position'],
    previousHash: row['previous_hash'],
    hash: row['hash'],
  })
}

/** A row of `events` as an event. Throws where it is none. */
export function readEventRow(row: Row): RunEvent {
  return runEventSchema.parse({ timestamp: row['timestamp'], type: row['type'], data: parseText(row['data']) })
}

function parseText(value: SQLOutputValue | undefined): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value
}
