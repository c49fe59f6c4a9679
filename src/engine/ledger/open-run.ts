import type { LedgerRun, RunStatus } from '../../shared/model/ledger.ts'
import { Ledger } from './ledger.ts'
import { RunEvents } from './run-events.ts'
import { releaseRunId } from './run-id.ts'

/** Events wait for the disk together: this many, or this long. */
const maxPendingEvents = 500
const flushIntervalMs = 1000

/** What the ledger keeps of a run from its start. */
export interface OpenRunStart {
  /** Reserved with `reserveRunId`. */
  readonly runId: string
  readonly operation: string
  /** The folder or pipeline it is about: its row of the timeline. */
  readonly lane: string
  readonly startTime: string
  readonly body: Readonly<Record<string, unknown>>
  /** Told by the first event, besides the operation. */
  readonly told: Readonly<Record<string, unknown>>
}

export interface OpenRunEnd {
  readonly status: Exclude<RunStatus, 'started'>
  readonly endTime: string
  readonly lane: string
  /** In place of what was recorded at the start. */
  readonly body: Readonly<Record<string, unknown>>
  /** Errors met, where not each has an event of its own. */
  readonly errorCount?: number
}

/** A run of this process, in the ledger since before its work began, until `end` seals it. */
export class OpenRun {
  readonly runId: string
  readonly events = new RunEvents()
  private readonly ledger: Ledger
  private readonly startTime: string
  private flushedMs = performance.now()

  private constructor(ledger: Ledger, runId: string, startTime: string) {
    this.ledger = ledger
    this.runId = runId
    this.startTime = startTime
  }

  /** Puts the start on disk, and with it the id. Errors: `run-id-taken`, `ledger-damaged`, those of a write. */
  static async start(workspace: string, start: OpenRunStart): Promise<OpenRun> {
    const { runId, operation, lane, startTime, body, told } = start
    const ledger = await Ledger.open(workspace)
    try {
      const run = new OpenRun(ledger, runId, startTime)
      run.events.add('run_started', { operation, ...told })
      ledger.start({ runId, operation, lane, startTime, body }, run.events.take())
      await releaseRunId(workspace, runId)
      return run
    } catch (error) {
      ledger.close()
      throw error
    }
  }

  /** Takes up a run that this process started and has not ended. `known` is what the ledger has of that id, if anything. */
  static async resume(
    workspace: string,
    runId: string,
  ): Promise<{ run: OpenRun | undefined; known: LedgerRun | undefined }> {
    const ledger = await Ledger.open(workspace)
    const known = ledger.find(runId)
    if (known?.status === 'started') return { run: new OpenRun(ledger, runId, known.startTime), known }
    ledger.close()
    return { run: undefined, known }
  }

  /** Puts what has happened on disk, now and then. */
  flushSometimes(): void {
    const nowMs = performance.now()
    if (this.events.pendingCount < maxPendingEvents && nowMs - this.flushedMs < flushIntervalMs) return
    this.flush()
  }

  /** Puts what has happened on disk, where that can be done. */
  flush(): void {
    this.flushedMs = performance.now()
    const events = this.events.take()
    try {
      this.ledger.append(this.runId, events)
    } catch {
      // The work goes on although its ledger cannot: they are tried again with the next ones, and at the end.
      this.events.putBack(events)
    }
  }

  /** Seals the run into the chain and lets go of the ledger, whether that could be done or not. Errors: those of a write. */
  end({ status, endTime, lane, body, errorCount: told = 0 }: OpenRunEnd): void {
    try {
      const durationMs = Math.max(0, Math.round(Date.parse(endTime) - Date.parse(this.startTime)))
      const errorCount = Math.max(this.events.errorCount, told)
      this.events.add('run_finished', { status, duration_ms: durationMs, errors: errorCount })
      this.ledger.end(this.runId, { status, endTime, durationMs, body, errorCount, lane }, this.events.take())
    } finally {
      this.ledger.close()
    }
  }
}
