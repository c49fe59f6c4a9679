import type { DatabaseSync } from 'node:sqlite'
import type { ErrorTicks, Throughput } from '../../../shared/ipc/ledger-schemas.ts'
import { findRow } from '../read-runs.ts'
import { unknownRun } from '../unknown-run.ts'

const maxStretches = 500
const maxTicks = 500

/** How far a run was at a moment. */
interface Mark {
  readonly timeMs: number
  readonly items: number
  readonly bytes: number | null
}

/**
 * How fast a run went, from its summaries of items done; where it wrote none, from how many events it wrote. Neighbours are
 * joined until there are at most 500 stretches. Errors: `unknown-run`.
 */
export function readThroughput(database: DatabaseSync, runId: string): Throughput {
  const id = findRow(database, runId)
  if (id === undefined) throw unknownRun(runId)
  const marks = readSummaries(database, id)
  const errorsMs = readErrorTimes(database, id)
  if (marks.length > 1) return { unit: 'items', stretches: toStretches(marks), errorsMs }
  return { unit: 'events', stretches: countEvents(database, id), errorsMs }
}

/** When the errors of some runs happened, at most 500 of each. */
export function readErrorTicks(database: DatabaseSync, rows: readonly number[]): ErrorTicks[] {
  return rows.map((row) => ({ row, timesMs: readErrorTimes(database, row) }))
}

function readErrorTimes(database: DatabaseSync, id: number): number[] {
  const sql = `SELECT timestamp FROM events WHERE run = ? AND type = 'error' ORDER BY sequence LIMIT ?`
  return database
    .prepare(sql)
    .all(id, maxTicks)
    .map((row) => Date.parse(String(row['timestamp'])))
}

/** The start, and what was done by each summary; only the last of one moment. */
function readSummaries(database: DatabaseSync, id: number): Mark[] {
  const start = database.prepare('SELECT start_ms FROM runs WHERE id = ?').get(id)
  const sql = `SELECT timestamp, json_extract(data, '$.files_done') AS files, json_extract(data, '$.items_done') AS items,
    json_extract(data, '$.bytes_done') AS bytes FROM events WHERE run = ? AND type = 'items_processed' ORDER BY sequence`
  const marks: Mark[] = [{ timeMs: Number(start?.['start_ms'] ?? 0), items: 0, bytes: 0 }]
  for (const row of database.prepare(sql).iterate(id)) {
    const items = Number(row['files'] ?? row['items'] ?? Number.NaN)
    const timeMs = Date.parse(String(row['timestamp']))
    const last = marks.at(-1)
    if (last === undefined || !Number.isFinite(items) || timeMs < last.timeMs) continue
    if (timeMs === last.timeMs && marks.length > 1) marks.pop()
    marks.push({ timeMs, items, bytes: typeof row['bytes'] === 'number' ? row['bytes'] : null })
  }
  return marks
}

function toStretches(marks: readonly Mark[]): Throughput['stretches'] {
  const step = Math.max(1, Math.ceil((marks.length - 1) / maxStretches))
  const stretches: Throughput['stretches'] = []
  for (let at = 0; at + 1 < marks.length; at += step) {
    const [from, to] = [marks[at], marks[Math.min(at + step, marks.length - 1)]]
    if (from === undefined || to === undefined || to.timeMs <= from.timeMs) continue
    const seconds = (to.timeMs - from.timeMs) / 1000
    const hasBytes = from.bytes !== null && to.bytes !== null
    stretches.push({
      startMs: from.timeMs,
      endMs: to.timeMs,
      perSecond: Math.max(0, to.items - from.items) / seconds,
      bytesPerSecond: hasBytes ? Math.max(0, (to.bytes ?? 0) - (from.bytes ?? 0)) / seconds : null,
    })
  }
  return stretches
}

/** Events in stretches of equal length from the first to the last. */
function countEvents(database: DatabaseSync, id: number): Throughput['stretches'] {
  const times: number[] = []
  for (const row of database.prepare('SELECT timestamp FROM events WHERE run = ? ORDER BY sequence').iterate(id)) {
    times.push(Date.parse(String(row['timestamp'])))
  }
  const startMs = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY)
  const endMs = times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY)
  if (times.length < 3 || endMs <= startMs) return []
  const stretchCount = Math.min(maxStretches, Math.max(1, Math.floor(times.length / 4)))
  const counts = Array.from({ length: stretchCount }, () => 0)
  const lengthMs = (endMs - startMs) / counts.length
  for (const time of times) {
    const at = Math.min(counts.length - 1, Math.floor((time - startMs) / lengthMs))
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts.map((count, at) => ({
    startMs: startMs + at * lengthMs,
    endMs: startMs + (at + 1) * lengthMs,
    perSecond: count / (lengthMs / 1000),
    bytesPerSecond: null,
  }))
}
