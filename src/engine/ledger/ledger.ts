import type { DatabaseSync } from 'node:sqlite'
import type { LedgerHead, LedgerRun, RunEvent } from '../../shared/model/ledger.ts'
import { closeOrphans, listOrphans } from './close-orphans.ts'
import { guardLedger, inTransaction, ledgerPath, openLedgerDatabase } from './ledger-database.ts'
import {
  countRuns,
  findRow,
  iterateEvents,
  listRuns,
  readChanges,
  readEvents,
  readEventFieldsOfRuns,
  readHead,
  readRun,
  type EventFieldQuery,
  type EventQuery,
  type NumberedRun,
  type RunEventFields,
  type RunQuery,
} from './read-runs.ts'
import { openLedgerToRead, type LedgerToRead } from './read-only-database.ts'
import { verifyChain, type ChainReport } from './verify-chain.ts'
import { findOpenRun, insertEvents, insertRun, sealRun, type LedgerEnd, type LedgerStart } from './write-runs.ts'

/**
 * The runs of a workspace in SQLite, shared by all processes of it. A run is on disk before its work begins, its events
 * as soon as `append` returns, and its end seals it into a hash chain. Synchronous, and each write waits for the disk: keep
 * it off threads that must answer. Errors of all methods: `ledger-damaged`, those of a write.
 */
export class Ledger {
  readonly path: string
  private readonly database: DatabaseSync

  /** The workspace cannot be written to: every method that writes fails, and orphans stand as they were left. */
  readonly isReadOnly: boolean
  private readonly closeDatabase: () => void

  private constructor(path: string, { database, isReadOnly, close }: LedgerToRead) {
    this.path = path
    this.database = database
    this.isReadOnly = isReadOnly
    this.closeDatabase = close
  }

  /** Opens the ledger, makes it where there is none, and closes the runs whose process ended before they did. */
  static async open(workspace: string): Promise<Ledger> {
    const database = await openLedgerDatabase(workspace)
    return Ledger.begin(workspace, { database, isReadOnly: false, close: () => database.close() })
  }

  /** As `open`, and where the workspace cannot be written to, as it is, for those who only read. */
  static async openToRead(workspace: string): Promise<Ledger> {
    return Ledger.begin(workspace, await openLedgerToRead(workspace))
  }

  private static begin(workspace: string, opened: LedgerToRead): Ledger {
    const ledger = new Ledger(ledgerPath(workspace), opened)
    try {
      if (!ledger.isReadOnly) ledger.closeOrphans()
    } catch (error) {
      ledger.close()
      throw error
    }
    return ledger
  }

  close(): void {
    this.closeDatabase()
  }

  /** Records a run as started by this process, with its first events. Errors: `run-id-taken`. */
  start(start: LedgerStart, events: readonly RunEvent[] = []): void {
    this.write(() => insertEvents(this.database, insertRun(this.database, start, 'assay'), events))
  }

  /** Records what happened, in the order given; durable when it returns. Errors: `unknown-run` for a run that has ended. */
  append(runId: string, events: readonly RunEvent[]): void {
    if (events.length === 0) return
    this.write(() => insertEvents(this.database, findOpenRun(this.database, runId), events))
  }

  /** Seals a run into the chain. Errors: `unknown-run` for a run that has ended. */
  end(runId: string, end: LedgerEnd, events: readonly RunEvent[] = []): LedgerHead {
    return this.write(() => {
      const id = findOpenRun(this.database, runId)
      insertEvents(this.database, id, events)
      return sealRun(this.database, id, end)
    })
  }

  /** Takes in a whole run of another program, all or nothing. Errors: `run-id-taken`. */
  importRun(start: LedgerStart, end: LedgerEnd, events: Iterable<RunEvent>): LedgerHead {
    return this.write(() => {
      const id = insertRun(this.database, start, 'import')
      insertEvents(this.database, id, events)
      return sealRun(this.database, id, end)
    })
  }

  /** Ends as `aborted` each run whose process is gone, at its last sign of life. Returns their ids. */
  closeOrphans(): string[] {
    return closeOrphans(this.database, this.path)
  }

  /** How many runs stand as started although their process is gone: those that cannot be closed where only reading is possible. */
  countOrphans(): number {
    return this.read(() => listOrphans(this.database)).length
  }

  /** Runs that fit, newest first. */
  list(query: RunQuery = {}): LedgerRun[] {
    return this.read(() => listRuns(this.database, query))
  }

  count(query: RunQuery = {}): number {
    return this.read(() => countRuns(this.database, query))
  }

  find(runId: string): LedgerRun | undefined {
    return this.read(() => readRun(this.database, runId))
  }

  events(runId: string, query: EventQuery = {}): { total: number; events: RunEvent[] } {
    return this.read(() => readEvents(this.database, runId, query))
  }

  /** The events of a run one by one, so that a million are never held; of all types or of some. */
  *iterateEvents(runId: string, types: readonly string[] = []): Generator<RunEvent> {
    const id = this.read(() => findRow(this.database, runId))
    if (id !== undefined) yield* iterateEvents(this.database, id, types)
  }

  /** What `read` makes of fields of one type of event of all runs of an operation in a lane, oldest first. */
  eventFieldsOfRuns<T>(query: EventFieldQuery, read: (rows: Iterable<RunEventFields>) => T): T {
    return this.read(() => read(readEventFieldsOfRuns(this.database, query)))
  }

  /** Runs recorded after row `afterId`, and those in the rows named, oldest first. */
  changes(afterId: number, ids: readonly number[]): NumberedRun[] {
    return this.read(() => readChanges(this.database, afterId, ids))
  }

  /** The newest link of the chain; undefined before the first run has ended. */
  head(): LedgerHead | undefined {
    return this.read(() => readHead(this.database))
  }

  /** Walks the chain from its first run; see `verifyChain`. */
  verify(): ChainReport {
    return verifyChain(this.database)
  }

  private write<T>(work: () => T): T {
    return guardLedger(this.path, () => inTransaction(this.database, work))
  }

  private read<T>(work: () => T): T {
    return guardLedger(this.path, work)
  }
}
