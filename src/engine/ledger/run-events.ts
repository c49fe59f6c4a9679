import type { ScanError, ScanProgress } from '../../shared/model/run.ts'
import type { RunEvent } from '../../shared/model/ledger.ts'

/** A summary event stands for this many items. */
const itemsPerSummary = 1000
/** Errors beyond are counted and told in the result, and have no event each: a dead drive must not fill the ledger. */
const maxErrorEvents = 10_000

/** Gathers what happens in a run as events (docs/formats.md, "Run log"). Times are UTC. */
export class RunEvents {
  /** All errors met, those without an event included. */
  errorCount = 0
  private readonly now: () => Date
  private pending: RunEvent[] = []
  private summaryCount = 0

  constructor(now: () => Date = () => new Date()) {
    this.now = now
  }

  get pendingCount(): number {
    return this.pending.length
  }

  add(type: string, data: RunEvent['data']): void {
    this.pending.push({ timestamp: this.now().toISOString(), type, data })
  }

  addError(error: Pick<ScanError, 'code' | 'message'> & { readonly path?: string | undefined }): void {
    this.errorCount += 1
    if (this.errorCount > maxErrorEvents) return
    const { message, code, path } = error
    this.add('error', { message, code, ...(path === undefined ? {} : { path }) })
  }

  addWarning(message: string): void {
    this.add('warning', { message })
  }

  /** Adds a summary for each 1,000 items done since the last one; updates may come more seldom than that. */
  addProgress(progress: Pick<ScanProgress, 'filesDone' | 'bytesDone' | 'errorCount'>): void {
    const summaries = Math.floor(progress.filesDone / itemsPerSummary)
    if (summaries <= this.summaryCount) return
    this.summaryCount = summaries
    this.add('items_processed', {
      items_done: summaries * itemsPerSummary,
      files_done: progress.filesDone,
      bytes_done: progress.bytesDone,
      errors: progress.errorCount,
    })
  }

  /** Events that were taken and could not be recorded. */
  putBack(events: readonly RunEvent[]): void {
    this.pending = [...events, ...this.pending]
  }

  /** The events since the last call. */
  take(): RunEvent[] {
    const taken = this.pending
    this.pending = []
    return taken
  }
}
