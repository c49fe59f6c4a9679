import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { LedgerHead, LedgerRun, RunEvent, RunStatus } from '../../shared/model/ledger.ts'
import { readEventRow, readRunRow, runColumns, type Row } from './run-rows.ts'

/** Which runs are asked for; what is left out asks for nothing. Times in milliseconds since 1970 UTC. */
export interface RunQuery {
  readonly statuses?: readonly RunStatus[] | undefined
  readonly operations?: readonly string[] | undefined
  readonly lane?: string | undefined
  readonly longerThanMs?: number | undefined
  readonly hasErrors?: boolean | undefined
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

export interface EventQuery {
  readonly types?: readonly string[] | undefined
  /** Part of the type or of the data as JSON, whatever the case of ASCII letters. */
  readonly search?: string | undefined
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

interface Condition {
  readonly sql: string
  readonly values: readonly SQLInputValue[]
}

function oneOf(column: string, values: readonly string[] | undefined): Condition[] {
  if (values === undefined || values.length === 0) return []
  return [{ sql: `${column} IN (${values.map(() => '?').join(', ')})`, values }]
}

function when(sql: string, value: SQLInputValue | undefined): Condition[] {
  return value === undefined ? [] : [{ sql, values: [value] }]
}

function runConditions(query: RunQuery): Condition[] {
  return [
    ...oneOf('status', query.statuses),
    ...oneOf('operation', query.operations),
    ...when('lane = ?', query.lane),
    ...when('duration_ms > ?', query.longerThanMs),
    ...(query.hasErrors === true ? [{ sql: 'error_count > 0', values: [] }] : []),
    ...when('start_ms >= ?', query.sinceMs),
    ...when('start_ms < ?', query.untilMs),
  ]
}

function select(from: string, conditions: readonly Condition[]): Condition {
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`
  return { sql: `${from}${where}`, values: conditions.flatMap(({ values }) => values) }
}

/** Runs that fit, newest first. */
export function listRuns(database: DatabaseSync, query: RunQuery): LedgerRun[] {
  const { sql, values } = select(`SELECT ${runColumns} FROM runs`, runConditions(query))
  const statement = database.prepare(`${sql} ORDER BY start_ms DESC, id DESC LIMIT ? OFFSET ?`)
  return statement.all(...values, query.limit ?? -1, query.offset ?? 0).map(readRunRow)
}

export function countRuns(database: DatabaseSync, query: RunQuery): number {
  const { sql, values } = select('SELECT count(*) AS total FROM runs', runConditions(query))
  return Number(database.prepare(sql).get(...values)?.['total'] ?? 0)
}

/** A run with the number of its row. */
export interface NumberedRun {
  readonly id: number
  readonly run: LedgerRun
}

function readNumbered(row: Row): NumberedRun {
  return { id: Number(row['id']), run: readRunRow(row) }
}

/** Runs that have not ended. */
export function listOpenRuns(database: DatabaseSync): NumberedRun[] {
  return database.prepare(`SELECT id, ${runColumns} FROM runs WHERE hash IS NULL`).all().map(readNumbered)
}

/** Runs in rows after `afterId`, and those in the rows named, oldest first. */
export function readChanges(database: DatabaseSync, afterId: number, ids: readonly number[]): NumberedRun[] {
  const named = ids.map(() => '?').join(', ')
  const sql = `SELECT id, ${runColumns} FROM runs WHERE id > ? OR id IN (${named}) ORDER BY id`
  return database
    .prepare(sql)
    .all(afterId, ...ids)
    .map(readNumbered)
}

export function readRun(database: DatabaseSync, runId: string): LedgerRun | undefined {
  const row = database.prepare(`SELECT ${runColumns} FROM runs WHERE run_id = ?`).get(runId)
  return row === undefined ? undefined : readRunRow(row)
}

/** Number of the row of a run. */
export function findRow(database: DatabaseSync, runId: string): number | undefined {
  const row = database.prepare('SELECT id FROM runs WHERE run_id = ?').get(runId)
  return row === undefined ? undefined : Number(row['id'])
}

/** The events of a run that fit, in the order they were recorded, and how many there are. */
export function readEvents(
  database: DatabaseSync,
  runId: string,
  query: EventQuery,
): { total: number; events: RunEvent[] } {
  const conditions = [
    ...when('run = (SELECT id FROM runs WHERE run_id = ?)', runId),
    ...oneOf('type', query.types),
    ...(query.search === undefined || query.search === ''
      ? []
      : [{ sql: "instr(lower(type || ' ' || data), lower(?)) > 0", values: [query.search] }]),
  ]
  const counted = select('SELECT count(*) AS total FROM events', conditions)
  const total = Number(database.prepare(counted.sql).get(...counted.values)?.['total'] ?? 0)
  const { sql, values } = select('SELECT timestamp, type, data FROM events', conditions)
  const statement = database.prepare(`${sql} ORDER BY sequence LIMIT ? OFFSET ?`)
  return { total, events: statement.all(...values, query.limit ?? -1, query.offset ?? 0).map(readEventRow) }
}

/** The events of the run in that row, one by one, of all types or of some. */
export function* iterateEvents(database: DatabaseSync, id: number, types: readonly string[] = []): Generator<RunEvent> {
  const { sql, values } = select('SELECT timestamp, type, data FROM events', [
    { sql: 'run = ?', values: [id] },
    ...oneOf('type', types),
  ])
  for (const row of database.prepare(`${sql} ORDER BY sequence`).iterate(...values)) yield readEventRow(row)
}

/** Which fields of which events. */
export interface EventFieldQuery {
  readonly operation: string
  readonly lane: string
  readonly type: string
  readonly fields: readonly string[]
}

/** The status and duration of a run, and the fields asked for of an event of it; null where it has none of that name. */
export type RunEventFields = readonly [status: unknown, durationMs: unknown, ...fields: unknown[]]

/**
 * Fields of one type of event of all runs of an operation in a lane, oldest first. Row by row, and as arrays: 200,000
 * objects keep the garbage collector busier than SQLite.
 */
export function* readEventFieldsOfRuns(
  database: DatabaseSync,
  { operation, lane, type, fields }: EventFieldQuery,
): Generator<RunEventFields> {
  const columns = fields.map((_, at) => `json_extract(data, ?) AS field_${at}`).join(', ')
  const sql = `SELECT status, duration_ms, ${columns} FROM runs JOIN events ON events.run = runs.id
    WHERE operation = ? AND lane = ? AND type = ? AND source = 'assay' ORDER BY runs.id, sequence`
  const statement = database.prepare(sql)
  // Node 22 knows of rows as objects only, and the types do so altogether.
  if ('setReturnArrays' in statement) statement.setReturnArrays(true)
  const rows: Iterable<object> = statement.iterate(...fields.map((field) => `$.${field}`), operation, lane, type)
  for (const row of rows) yield (Array.isArray(row) ? row : Object.values(row)) as unknown as RunEventFields
}

/** The newest link of the chain; undefined before the first run has ended. */
export function readHead(database: DatabaseSync): LedgerHead | undefined {
  const row = database
    .prepare('SELECT position, run_id, hash FROM runs WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1')
    .get()
  if (row === undefined) return undefined
  return { position: Number(row['position']), runId: String(row['run_id']), hash: String(row['hash']) }
}
