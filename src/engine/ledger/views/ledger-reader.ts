import type { DatabaseSync } from 'node:sqlite'
import type {
  ErrorTicks,
  FolderHistory,
  RunPage,
  RunPageRequest,
  Throughput,
} from '../../../shared/ipc/ledger-schemas.ts'
import type { LedgerRun } from '../../../shared/model/ledger.ts'
import type { RunRecord } from '../../../shared/model/run-record.ts'
import { closeOrphans } from '../close-orphans.ts'
import { guardLedger, ledgerPath, openLedgerDatabase } from '../ledger-database.ts'
import { listRuns, readRun } from '../read-runs.ts'
import { toRecord } from '../run-body.ts'
import { EventView } from './event-view.ts'
import { readFolderHistory } from './folder-history.ts'
import { LibraryFactsReader, type LibraryFacts } from './library-facts.ts'
import { readRunPage } from './run-pages.ts'
import { readErrorTicks, readThroughput } from './run-throughput.ts'

/**
 * What views ask of the ledger again and again, in pieces that a screen can hold. Synchronous: for a thread of its own.
 * Errors of all methods: `ledger-damaged`, `write-failed` (held by another program for too long).
 */
export class LedgerReader {
  private readonly database: DatabaseSync
  private readonly path: string
  private readonly facts: LibraryFactsReader

  private constructor(database: DatabaseSync, path: string) {
    this.database = database
    this.path = path
    this.facts = new LibraryFactsReader(database)
  }

  static async open(workspace: string): Promise<LedgerReader> {
    const reader = new LedgerReader(await openLedgerDatabase(workspace), ledgerPath(workspace))
    closeOrphans(reader.database, reader.path)
    return reader
  }

  close(): void {
    this.database.close()
  }

  page(request: RunPageRequest, limit: number): RunPage {
    return this.read(() => readRunPage(this.database, request, limit))
  }

  errorTicks(rows: readonly number[]): ErrorTicks[] {
    return this.read(() => readErrorTicks(this.database, rows))
  }

  throughput(runId: string): Throughput {
    return this.read(() => readThroughput(this.database, runId))
  }

  history(directory: string): Pick<FolderHistory, 'points' | 'totalCount' | 'lastProvenGoodMs'> {
    return this.read(() => readFolderHistory(this.database, directory))
  }

  events(runId: string): EventView {
    return this.read(() => new EventView(this.database, runId))
  }

  run(runId: string): LedgerRun | undefined {
    return this.read(() => readRun(this.database, runId))
  }

  /** With its record, where it is Assay's own and has one. */
  runWithRecord(runId: string): { run: LedgerRun | null; record: RunRecord | null } {
    const run = this.run(runId) ?? null
    return { run, record: (run === null ? undefined : toRecord(run)) ?? null }
  }

  /** Records of Assay's own runs, newest first. */
  newest(limit: number): RunRecord[] {
    const operations = ['snapshot', 'verify', 'compare', 'watch']
    return this.read(() => listRuns(this.database, { operations, limit }))
      .map(toRecord)
      .filter((record) => record !== undefined)
  }

  library(): LibraryFacts {
    return this.read(() => this.facts.read())
  }

  /** A number that is another one once a run started or ended; runs whose process is gone are ended first. */
  version(): number {
    closeOrphans(this.database, this.path)
    return this.read(() => {
      this.facts.refresh()
      return this.facts.version
    })
  }

  private read<T>(work: () => T): T {
    return guardLedger(this.path, work)
  }
}
