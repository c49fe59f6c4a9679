import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { LedgerHead, LedgerRun, RunEvent } from '../../shared/model/ledger.ts'
import { canonicalJson } from './canonical-json.ts'
import { genesisHash, hashRun } from './chain-hash.ts'
import { readHead } from './read-runs.ts'
import { readEventRow, readRunRow, runColumns, type Row } from './run-rows.ts'

const maxProblems = 100

/** What is wrong with one run of the chain, in words. */
export interface ChainProblem {
  /** Empty where the damage cannot be traced to a run. */
  readonly runId: string
  /** Place in the chain; null for a run that has not ended. */
  readonly position: number | null
  readonly problem: string
}

export interface ChainReport {
  readonly checkedCount: number
  /** Runs that have not ended, and so are not in the chain yet. */
  readonly openCount: number
  /** Undefined before the first run has ended. */
  readonly head: LedgerHead | undefined
  /** The first broken link first, at most 100. */
  readonly problems: readonly ChainProblem[]
}

/**
 * Walks the hash chain from its first run, and checks the database's own structure: an altered, dropped, added or moved
 * run or event is found and its run named. That the newest runs were cut off, or the whole chain written anew, only shows
 * against a head that was noted elsewhere.
 */
export function verifyChain(database: DatabaseSync): ChainReport {
  const walk = new ChainWalk(database)
  walk.checkRuns()
  walk.checkEvents()
  walk.checkStructure()
  const { checkedCount, openCount, problems } = walk
  return { checkedCount, openCount, head: problems.length === 0 ? readHead(database) : undefined, problems }
}

class ChainWalk {
  checkedCount = 0
  openCount = 0
  readonly problems: ChainProblem[] = []
  private readonly database: DatabaseSync
  /** Prepared once: a ledger of 100,000 runs would be prepared for 400,000 times. */
  private readonly statements = new Map<string, StatementSync>()
  private previousHash = genesisHash
  private position = 0

  constructor(database: DatabaseSync) {
    this.database = database
  }

  checkRuns(): void {
    // By id, and put in the order of the chain here: an index may be what is damaged.
    const ids = this.attempt('', null, () => this.database.prepare('SELECT id, position FROM runs NOT INDEXED').all())
    const rows = (ids ?? []).map((row) => ({ id: Number(row['id']), position: row['position'] }))
    this.openCount = rows.filter(({ position }) => position === null).length
    for (const { id, position } of rows) if (position === null) this.checkOpen(id)
    const chained = rows.filter(({ position }) => position !== null)
    for (const { id } of chained.toSorted((a, b) => Number(a.position) - Number(b.position))) this.checkRun(id)
  }

  /** Events that no run accounts for. */
  checkEvents(): void {
    const sql = 'SELECT DISTINCT run FROM events WHERE run NOT IN (SELECT id FROM runs NOT INDEXED) LIMIT 10'
    for (const row of this.attempt('', null, () => this.database.prepare(sql).all()) ?? []) {
      this.tell('', null, `There are events of a run, row ${String(row['run'])}, that is not in the ledger.`)
    }
  }

  checkStructure(): void {
    const rows = this.attempt('', null, () => this.database.prepare('PRAGMA integrity_check').all()) ?? []
    for (const row of rows) {
      const finding = String(row['integrity_check'])
      if (finding !== 'ok') this.tell(this.nameRow(finding), null, `The database is damaged: ${finding}.`)
    }
  }

  private checkRun(id: number): void {
    const row = this.attempt(
      () => this.nameId(id),
      null,
      () => this.readRow(id),
    )
    this.position += 1
    if (row === undefined) return
    const runId = String(row['run_id'])
    this.checkedCount += 1
    const run = this.attempt(runId, this.position, () => readRunRow(row))
    if (run === undefined) return
    this.checkLink(id, run, row)
    this.previousHash = run.hash ?? this.previousHash
  }

  private checkLink(id: number, run: LedgerRun, row: Row): void {
    const { runId, position } = run
    if (position !== this.position) {
      this.tell(runId, position, `It stands at ${position} of the chain where ${this.position} was expected.`)
      this.position = position ?? this.position
    }
    if (run.previousHash !== this.previousHash) {
      this.tell(runId, position, 'It is not chained to the run before it: that one was altered, dropped or added.')
    }
    if (Date.parse(run.startTime) !== row['start_ms'] || canonicalJson(run.body) !== row['body']) {
      this.tell(runId, position, 'What was recorded of it was altered.')
    }
    const hash = this.attempt(runId, position, () => hashRun(this.previousHash, run, this.checkedEvents(id, run)))
    if (hash !== undefined && hash !== run.hash) {
      this.tell(runId, position, 'It was altered after it was sealed: its hash is not that of what it says.')
    }
  }

  private *checkedEvents(id: number, run: LedgerRun): Generator<RunEvent> {
    const sql = 'SELECT sequence, timestamp, type, data FROM events WHERE run = ? ORDER BY sequence'
    let count = 0
    for (const row of this.prepare(sql).iterate(id)) {
      count += 1
      const event = readEventRow(row)
      if (row['sequence'] !== count || row['data'] !== canonicalJson(event.data)) {
        throw new Error(`its event ${count} was altered`)
      }
      yield event
    }
    if (count !== run.eventCount) throw new Error(`it has ${count} events and says ${run.eventCount}`)
  }

  /** A run that has not ended is not sealed; but it must be readable, and have no seal. */
  private checkOpen(id: number): void {
    const runId = this.nameId(id)
    const run = this.attempt(runId, null, () => readRunRow(this.readRow(id)))
    if (run === undefined) return
    if (run.hash !== null || run.status !== 'started') this.tell(run.runId, null, 'It was taken out of the chain.')
  }

  private readRow(id: number): Row {
    return this.prepare(`SELECT ${runColumns}, start_ms FROM runs NOT INDEXED WHERE id = ?`).get(id) ?? {}
  }

  private nameId(id: number): string {
    const row = this.attempt('', null, () => this.prepare('SELECT run_id FROM runs WHERE id = ?').get(id))
    return typeof row?.['run_id'] === 'string' ? row['run_id'] : ''
  }

  /** SQLite names rows by number; a person knows runs by their ids. */
  private nameRow(finding: string): string {
    const row = /row (\d+) missing from index|in runs\.|rowid (\d+)/u.exec(finding)
    const id = Number(row?.[1] ?? row?.[2])
    return Number.isNaN(id) ? '' : this.nameId(id)
  }

  private prepare(sql: string): StatementSync {
    const statement = this.statements.get(sql) ?? this.database.prepare(sql)
    this.statements.set(sql, statement)
    return statement
  }

  private attempt<T>(runId: string | (() => string), position: number | null, work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      this.tell(
        typeof runId === 'string' ? runId : runId(),
        position,
        `It cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      )
      return undefined
    }
  }

  private tell(runId: string, position: number | null, problem: string): void {
    if (this.problems.length < maxProblems) this.problems.push({ runId, position, problem })
  }
}
