import { randomBytes } from 'node:crypto'
import type { ScanError, ScanProgress } from '../../shared/model/run.ts'

/** A summary event stands for this many items. */
const itemsPerSummary = 1000

export type RunLogStatus = 'completed' | 'completed-with-errors' | 'cancelled' | 'failed'

interface RunLogEvent {
  readonly timestamp: string
  readonly event_type: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Collects the events of one run and renders its log (docs/formats.md, "Run log"). Times are UTC. */
export class RunLog {
  private readonly events: RunLogEvent[] = []
  private readonly now: () => Date
  private readonly startTime: Date
  private errorCount = 0
  private summaryCount = 0

  constructor(data: Readonly<Record<string, unknown>>, now: () => Date = () => new Date()) {
    this.now = now
    this.startTime = now()
    this.add('run_started', data)
  }

  add(eventType: string, data: Readonly<Record<string, unknown>>): void {
    this.events.push({ timestamp: this.now().toISOString(), event_type: eventType, data })
  }

  addError(error: ScanError | { readonly code: string; readonly message: string; readonly path?: string }): void {
    this.errorCount += 1
    this.add('error', { message: error.message, code: error.code, ...('path' in error ? { path: error.path } : {}) })
  }

  addWarning(message: string): void {
    this.add('warning', { message })
  }

  /** Adds a summary for each 1,000 items done since the last one; updates may come more seldom than that. */
  addProgress(progress: Pick<ScanProgress, 'filesDone' | 'bytesDone' | 'errorCount'>): void {
    while ((this.summaryCount + 1) * itemsPerSummary <= progress.filesDone) {
      this.summaryCount += 1
      this.add('items_processed', {
        items_done: this.summaryCount * itemsPerSummary,
        files_done: progress.filesDone,
        bytes_done: progress.bytesDone,
        errors: progress.errorCount,
      })
    }
  }

  /** Ends the run and renders its log. Without a run id, 8 hex characters are made up. */
  finish(status: RunLogStatus, runId = randomBytes(4).toString('hex')): string {
    const endTime = this.now()
    const durationMs = Math.max(0, endTime.getTime() - this.startTime.getTime())
    this.add('run_finished', { status, duration_ms: durationMs, errors: this.errorCount })
    const log = {
      run_id: runId,
      status,
      start_time: this.startTime.toISOString(),
      end_time: endTime.toISOString(),
      duration_ms: durationMs,
      event_count: this.events.length,
      error_count: this.errorCount,
      events: this.events.map((event) => ({ run_id: runId, ...event })),
    }
    return `${JSON.stringify(log, undefined, 2)}\n`
  }
}
