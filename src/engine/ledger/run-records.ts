import { existsSync } from 'node:fs'
import type { LedgerHead } from '../../shared/model/ledger.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import { ledgerPath } from './ledger-database.ts'
import { Ledger } from './ledger.ts'
import { toRecord } from './run-body.ts'

/** A run on record, and where it stands in the chain once it has ended. */
export interface RecordedRunEntry {
  readonly record: RunRecord
  readonly link: LedgerHead | undefined
}

/**
 * The record of one run of Assay; undefined when there is none. A run whose process is gone reads as failed. Errors:
 * `ledger-damaged`, `permission-denied`.
 */
export async function readRunRecord(workspace: string, runId: string): Promise<RecordedRunEntry | undefined> {
  if (!existsSync(ledgerPath(workspace))) return undefined
  const ledger = await Ledger.open(workspace)
  try {
    const run = ledger.find(runId)
    const record = run === undefined ? undefined : toRecord(run)
    if (run === undefined || record === undefined) return undefined
    const { position, hash } = run
    return { record, link: position === null || hash === null ? undefined : { position, runId, hash } }
  } finally {
    ledger.close()
  }
}

/** Reads the runs of a workspace again and again, of every process; only what came or ended since is read anew. */
export class RunRecordReader {
  private readonly workspace: string
  private ledger: Ledger | undefined
  private readonly records = new Map<number, RunRecord>()
  private readonly openIds = new Set<number>()
  private newestId = 0
  private sorted: readonly RunRecord[] = []

  constructor(workspace: string) {
    this.workspace = workspace
  }

  /** Every run of Assay on record, newest first; the same list until a run starts or ends. Errors: `ledger-damaged`, `permission-denied`. */
  async read(): Promise<readonly RunRecord[]> {
    // Until there is a run there need be no ledger.
    if (this.ledger === undefined && !existsSync(ledgerPath(this.workspace))) return this.sorted
    this.ledger ??= await Ledger.open(this.workspace)
    this.ledger.closeOrphans()
    let isChanged = false
    for (const { id, run } of this.ledger.changes(this.newestId, [...this.openIds])) {
      const isOpen = run.status === 'started'
      isChanged ||= id > this.newestId || !isOpen
      this.newestId = Math.max(this.newestId, id)
      if (isOpen) this.openIds.add(id)
      else this.openIds.delete(id)
      const record = toRecord(run)
      if (record !== undefined) this.records.set(id, record)
    }
    if (isChanged) this.sorted = [...this.records.values()].toSorted(newestFirst)
    return this.sorted
  }

  close(): void {
    this.ledger?.close()
    this.ledger = undefined
  }
}

function newestFirst(left: RunRecord, right: RunRecord): number {
  if (left.startedUtc !== right.startedUtc) return left.startedUtc < right.startedUtc ? 1 : -1
  return left.runId < right.runId ? 1 : -1
}
