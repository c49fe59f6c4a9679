import type { DatabaseSync } from 'node:sqlite'
import type { RunPage, RunPageRequest } from '../../../shared/ipc/ledger-schemas.ts'
import type { Row } from '../run-rows.ts'

const columns = `id, run_id, lane, operation, status, source, start_ms, duration_ms, event_count, error_count, warning_count`

/** Numbers names in the order they are met. */
class Names {
  readonly list: string[] = []
  private readonly numbers = new Map<string, number>()

  number(name: string): number {
    const known = this.numbers.get(name)
    if (known !== undefined) return known
    this.numbers.set(name, this.list.length)
    return this.list.push(name) - 1
  }
}

/**
 * Runs column by column, without what they recorded, straight from their rows: 10,000 take some milliseconds. `older`
 * pages go from the newest row down; `changes` come in the order they were recorded, the open rows that were asked for
 * among them.
 */
export function readRunPage(database: DatabaseSync, request: RunPageRequest, limit: number): RunPage {
  const rows = request.type === 'older' ? readOlder(database, request, limit) : readChanged(database, request, limit)
  const [lanes, operations, statuses] = [new Names(), new Names(), new Names()]
  const page: RunPage = {
    lanes: lanes.list,
    operations: operations.list,
    statuses: statuses.list,
    row: rows.map((row) => Number(row['id'])),
    runId: rows.map((row) => String(row['run_id'])),
    lane: rows.map((row) => lanes.number(String(row['lane']))),
    operation: rows.map((row) => operations.number(String(row['operation']))),
    status: rows.map((row) => statuses.number(String(row['status']))),
    isImported: rows.map((row) => row['source'] === 'import'),
    startMs: rows.map((row) => Number(row['start_ms'])),
    // By its own duration, so that every view says the same of it.
    endMs: rows.map((row) =>
      row['duration_ms'] === null ? null : Number(row['start_ms']) + Number(row['duration_ms']),
    ),
    eventCount: rows.map((row) => Number(row['event_count'])),
    errorCount: rows.map((row) => Number(row['error_count'])),
    warningCount: rows.map((row) => Number(row['warning_count'])),
    nextRow: null,
    totalCount: Number(database.prepare('SELECT count(*) AS total FROM runs').get()?.['total'] ?? 0),
  }
  const last = page.row.at(-1)
  return rows.length < limit || last === undefined ? page : { ...page, nextRow: last }
}

function readOlder(
  database: DatabaseSync,
  { beforeRow }: Extract<RunPageRequest, { type: 'older' }>,
  limit: number,
): Row[] {
  const sql = `SELECT ${columns} FROM runs WHERE id < ? ORDER BY id DESC LIMIT ?`
  return database.prepare(sql).all(beforeRow ?? Number.MAX_SAFE_INTEGER, limit)
}

function readChanged(
  database: DatabaseSync,
  { afterRow, openRows }: Extract<RunPageRequest, { type: 'changes' }>,
  limit: number,
): Row[] {
  // Those that were open and are in rows up to `afterRow` come first, and once: the next page asks without them.
  const named = openRows.filter((row) => row <= afterRow)
  const marks = named.map(() => '?').join(', ')
  const sql = `SELECT ${columns} FROM runs WHERE id > ? OR id IN (${marks}) ORDER BY id LIMIT ?`
  return database.prepare(sql).all(afterRow, ...named, limit + named.length)
}
