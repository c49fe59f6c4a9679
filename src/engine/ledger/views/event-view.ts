import type { DatabaseSync } from 'node:sqlite'
import type { EventQuery, EventRow, EventTotals } from '../../../shared/ipc/ledger-schemas.ts'
import { findRow } from '../read-runs.ts'
import { readEventRow } from '../run-rows.ts'
import { unknownRun } from '../unknown-run.ts'

/** Rows looked through before others are let in. */
const rowsAtOnce = 20_000

/**
 * The events of one run in the order a query shows them: the numbers of the events that fit are held, the events are read
 * as they are shown. A run of a million events opens at once; a search through it can be broken off.
 */
export class EventView {
  private readonly database: DatabaseSync
  private readonly id: number
  private sequences = new Uint32Array(0)
  /** All events in the order of time: then their numbers are their places. */
  private isWhole = true
  private wholeCount = 0

  /** Errors: `unknown-run`. */
  constructor(database: DatabaseSync, runId: string) {
    const id = findRow(database, runId)
    if (id === undefined) throw unknownRun(runId)
    this.database = database
    this.id = id
  }

  /** Chooses what is shown; `breathe` is awaited now and then, and may throw to break off. Takes in the events since. */
  async query(query: EventQuery, breathe: () => Promise<void>): Promise<EventTotals> {
    const totals = this.readTotals()
    const { search, types, isErrorsFirst } = query
    const isWhole = search === '' && types === null && (!isErrorsFirst || totals.errorCount === 0)
    const sequences = isWhole ? new Uint32Array(0) : await this.choose(query, totals.eventCount, breathe)
    this.isWhole = isWhole
    this.wholeCount = totals.eventCount
    this.sequences = sequences
    return { ...totals, rowCount: isWhole ? totals.eventCount : sequences.length }
  }

  window(offset: number, limit: number): EventRow[] {
    const { database, id } = this
    if (this.isWhole) {
      const sql = `SELECT sequence, timestamp, type, data FROM events WHERE run = ? AND sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?`
      return database.prepare(sql).all(id, offset, this.wholeCount, limit).map(toEventRow)
    }
    const statement = database.prepare(
      'SELECT sequence, timestamp, type, data FROM events WHERE run = ? AND sequence = ?',
    )
    return [...this.sequences.subarray(offset, offset + limit)].flatMap((sequence) => {
      const row = statement.get(id, sequence)
      return row === undefined ? [] : [toEventRow(row)]
    })
  }

  private readTotals(): Omit<EventTotals, 'rowCount'> {
    const sql = 'SELECT type, count(*) AS total FROM events WHERE run = ? GROUP BY type ORDER BY total DESC, type'
    const types = this.database
      .prepare(sql)
      .all(this.id)
      .map((row) => ({ type: String(row['type']), count: Number(row['total']) }))
    const countOf = (wanted: string): number => types.find(({ type }) => type === wanted)?.count ?? 0
    const eventCount = types.reduce((sum, { count }) => sum + count, 0)
    return { eventCount, errorCount: countOf('error'), warningCount: countOf('warning'), types }
  }

  private async choose(
    query: EventQuery,
    eventCount: number,
    breathe: () => Promise<void>,
  ): Promise<Uint32Array<ArrayBuffer>> {
    const { errors, others } = { errors: new NumberList(), others: new NumberList() }
    const needle = query.search.toLowerCase()
    const types = query.types === null ? null : new Set(query.types)
    const sql = `SELECT sequence, type${needle === '' ? '' : ', data'} FROM events WHERE run = ? AND sequence > ? ORDER BY sequence LIMIT ?`
    const statement = this.database.prepare(sql)
    for (let after = 0; after < eventCount; after += rowsAtOnce) {
      for (const row of statement.all(this.id, after, rowsAtOnce)) {
        const type = String(row['type'])
        if (types !== null && !types.has(type)) continue
        if (needle !== '' && !`${type} ${String(row['data'])}`.toLowerCase().includes(needle)) continue
        const list = query.isErrorsFirst && type === 'error' ? errors : others
        list.add(Number(row['sequence']))
      }
      // oxlint-disable-next-line no-await-in-loop -- One stretch after the other is the point.
      await breathe()
    }
    return errors.concat(others)
  }
}

/** Numbers that grow in number without a copy each. */
class NumberList {
  private numbers = new Uint32Array(1024)
  private length = 0

  add(value: number): void {
    if (this.length === this.numbers.length) {
      const larger = new Uint32Array(this.length * 2)
      larger.set(this.numbers)
      this.numbers = larger
    }
    this.numbers[this.length] = value
    this.length += 1
  }

  concat(after: NumberList): Uint32Array<ArrayBuffer> {
    const joined = new Uint32Array(this.length + after.length)
    joined.set(this.numbers.subarray(0, this.length))
    joined.set(after.numbers.subarray(0, after.length), this.length)
    return joined
  }
}

function toEventRow(row: Parameters<typeof readEventRow>[0]): EventRow {
  const event = readEventRow(row)
  return { ...event, sequence: Number(row['sequence']), timeMs: Date.parse(event.timestamp) }
}
