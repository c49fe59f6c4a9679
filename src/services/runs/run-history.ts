import type { LibraryFacts } from '../../engine/index.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import type { LedgerThread } from '../ledger/ledger-thread.ts'

/** The runs on record, of every process of this workspace: only what is asked for leaves the ledger's thread. */
export class RunHistory {
  private readonly ledger: LedgerThread
  private readonly warn: (message: string) => void
  /** What `hasChanged` compared with last. */
  private toldVersion: number | undefined

  constructor(ledger: LedgerThread, warn: (message: string) => void) {
    this.ledger = ledger
    this.warn = warn
  }

  /** Records of Assay's own runs, newest first. */
  newest(limit: number): Promise<readonly RunRecord[]> {
    return this.attempt(async () => (await this.ledger.call('newest', { limit })).records, [])
  }

  find(runId: string): Promise<RunRecord | undefined> {
    return this.attempt(async () => (await this.ledger.call('run', { runId })).record ?? undefined, undefined)
  }

  /** What the library shows of them. */
  library(): Promise<LibraryFacts> {
    return this.attempt(() => this.ledger.call('library', {}), { written: [], verifies: [] })
  }

  /** Whether a run started or ended, here or in another process, since it was last asked. */
  async hasChanged(): Promise<boolean> {
    const before = this.toldVersion
    this.toldVersion = await this.attempt(async () => (await this.ledger.call('version', {})).version, before)
    return this.toldVersion !== before
  }

  /** What can be read: a ledger that cannot must not take the manifests with it, and is warned about. */
  private async attempt<T>(read: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await read()
    } catch (error) {
      if (!this.ledger.isClosed) this.warn(`The runs of the past cannot be read: ${toWireError(error).message}`)
      return otherwise
    }
  }
}
