import { isCancelled } from '../../shared/errors/app-error.ts'
import { toWireError, type WireError } from '../../shared/errors/wire-error.ts'
import type { RunKind, RunResult, ScanError, ScanProgress } from '../../shared/model/run.ts'
import { maxRecordedErrors, type RunRecord } from '../../shared/model/run-record.ts'
import type { RunControl } from '../run/run-control.ts'
import { ownProcess } from '../workspace/process-identity.ts'
import { writeRunFindings, type RecordableFindings } from '../workspace/run-findings.ts'
import { Ledger } from './ledger.ts'
import { statusOf, toBody, toRecord } from './run-body.ts'
import { RunEvents } from './run-events.ts'
import { releaseRunId, reserveRunId } from './run-id.ts'

/** Events wait for the disk together: this many, or this long. */
const maxPendingEvents = 500
const flushIntervalMs = 1000

export interface RunStart {
  readonly workspace: string
  readonly kind: RunKind
  readonly directory: string
  /** Path of the manifest verified against. */
  readonly manifest?: string | undefined
  /** Of a verify or compare. */
  readonly sides?: RunRecord['sides']
  /** The command line that repeats the run. */
  readonly command?: readonly string[] | undefined
  readonly toolVersion?: string | undefined
  /** Default: one made of the time. */
  readonly runId?: string | undefined
}

/** How a run ended, beyond what `result` says. */
export interface RunEnd {
  readonly state: 'completed' | 'failed' | 'cancelled'
  readonly result?: RunResult | undefined
  readonly failure?: WireError | undefined
  readonly findings?: RecordableFindings | undefined
  /** What the run met and how far it came, where it was not watched while it ran. */
  readonly errors?: readonly ScanError[] | undefined
  readonly progress?: ScanProgress | undefined
}

/** A run on its way: in the ledger since before its work began, its events recorded as they come. */
export class RecordedRun {
  readonly record: RunRecord
  /** What the work is to run under: as the caller's, and everything it tells is recorded. */
  readonly control: RunControl
  private readonly workspace: string
  private readonly ledger: Ledger
  private readonly events = new RunEvents()
  private readonly errors: ScanError[] = []
  private progress: ScanProgress | undefined
  private flushedMs = performance.now()

  private constructor(workspace: string, ledger: Ledger, record: RunRecord, control: RunControl) {
    this.workspace = workspace
    this.ledger = ledger
    this.record = record
    this.control = this.watch(control)
  }

  /**
   * Takes the run's id and puts its start on disk. Errors: `run-id-taken`, `bad-usage` (an id that is not valid),
   * `ledger-damaged`, those of a write.
   */
  static async start(start: RunStart, control: RunControl = {}): Promise<RecordedRun> {
    const { workspace, kind, directory, command } = start
    const runId = await reserveRunId(workspace, start.runId)
    const ledger = await Ledger.open(workspace)
    try {
      const run = new RecordedRun(workspace, ledger, createRecord(start, runId), control)
      run.events.add('run_started', { operation: kind, directory, ...(command === undefined ? {} : { command }) })
      const { startedUtc: startTime } = run.record
      ledger.start({ runId, operation: kind, lane: directory, startTime, body: toBody(run.record) }, run.events.take())
      await releaseRunId(workspace, runId)
      return run
    } catch (error) {
      ledger.close()
      throw error
    }
  }

  /**
   * Takes up a run of this process that cannot end by itself, such as one whose thread was lost; starts it where it came
   * to no start. Undefined where it has ended. Errors: those of `start`.
   */
  static async resume(start: RunStart & { readonly runId: string }): Promise<RecordedRun | undefined> {
    const ledger = await Ledger.open(start.workspace)
    const known = ledger.find(start.runId)
    if (known === undefined) {
      ledger.close()
      return RecordedRun.start(start)
    }
    const record = toRecord(known)
    if (record !== undefined && known.status === 'started') return new RecordedRun(start.workspace, ledger, record, {})
    ledger.close()
    return undefined
  }

  /** Puts how the run ended on disk: its findings first, so that a run that says completed has them. Errors: those of a write. */
  async end(end: RunEnd): Promise<void> {
    const { findings, ...known } = end
    try {
      if (findings !== undefined) await writeRunFindings(this.workspace, this.record.runId, findings)
    } catch (error) {
      // Completed without its findings would be a lie; without an end it would seem to run on.
      this.close({ state: 'failed', failure: toWireError(error, this.record.kind) })
      throw error
    }
    this.close(known)
  }

  private close(end: RunEnd): void {
    try {
      for (const warning of end.result?.warnings ?? []) this.events.addWarning(warning)
      if (end.failure !== undefined) this.events.addError(end.failure)
      this.seal(this.describeEnd(end))
    } finally {
      this.ledger.close()
    }
  }

  private seal(ended: RunRecord): void {
    const status = statusOf(ended)
    const endTime = ended.finishedUtc ?? new Date().toISOString()
    const durationMs = Math.max(0, Math.round(Date.parse(endTime) - Date.parse(ended.startedUtc)))
    const errorCount = Math.max(this.events.errorCount, ended.errorCount)
    this.events.add('run_finished', { status, duration_ms: durationMs, errors: errorCount })
    const body = toBody(ended)
    const lane = ended.directory
    this.ledger.end(
      ended.runId,
      { status: status === 'started' ? 'failed' : status, endTime, durationMs, body, errorCount, lane },
      this.events.take(),
    )
  }

  private describeEnd({ state, result, failure, errors = this.errors, progress = this.progress }: RunEnd): RunRecord {
    const { record } = this
    const manifest = result?.kind === 'snapshot' ? result.manifest : record.manifest
    return {
      ...record,
      state,
      directory: result?.kind === 'snapshot' ? result.directory : record.directory,
      finishedUtc: new Date().toISOString(),
      errorCount: Math.max(errors.length, progress?.errorCount ?? 0),
      errors: errors.slice(0, maxRecordedErrors),
      counts: result === undefined || result.kind === 'snapshot' ? {} : result.counts,
      ...(manifest === undefined ? {} : { manifest }),
      ...(progress === undefined ? {} : { progress }),
      ...(result === undefined ? {} : { result }),
      ...(failure === undefined ? {} : { failure }),
    }
  }

  private watch(control: RunControl): RunControl {
    return {
      ...control,
      onProgress: (progress) => {
        this.progress = progress
        this.events.addProgress(progress)
        this.flushSometimes()
        control.onProgress?.(progress)
      },
      onError: (error) => {
        if (this.errors.length < maxRecordedErrors) this.errors.push(error)
        this.events.addError(error)
        this.flushSometimes()
        control.onError?.(error)
      },
    }
  }

  private flushSometimes(): void {
    const nowMs = performance.now()
    if (this.events.pendingCount < maxPendingEvents && nowMs - this.flushedMs < flushIntervalMs) return
    this.flushedMs = nowMs
    const events = this.events.take()
    try {
      this.ledger.append(this.record.runId, events)
    } catch {
      // The work goes on although its ledger cannot: they are tried again with the next ones, and at the end.
      this.events.putBack(events)
    }
  }
}

function createRecord(start: RunStart, runId: string): RunRecord {
  return {
    version: 1,
    runId,
    kind: start.kind,
    state: 'running',
    directory: start.directory,
    ...(start.manifest === undefined ? {} : { manifest: start.manifest }),
    ...(start.sides === undefined ? {} : { sides: start.sides }),
    ...(start.command === undefined ? {} : { command: [...start.command] }),
    ...(start.toolVersion === undefined ? {} : { toolVersion: start.toolVersion }),
    startedUtc: new Date().toISOString(),
    ...ownProcess(),
    errorCount: 0,
    errors: [],
    counts: {},
  }
}

/** What `recordRun` runs: given the run's id and the control to work under, it answers the result and what was found. */
export type RecordedWork<T> = (run: { record: RunRecord; control: RunControl }) => Promise<T>

interface RecordableOutcome {
  readonly result: RunResult
  readonly findings?: RecordableFindings
}

/**
 * Runs one operation between its start and its end in the ledger, whatever its end: completed, failed or cancelled. An end
 * that cannot be recorded becomes a warning of the result, because the work itself is done. Errors: those of
 * `RecordedRun.start`, and whatever the work throws.
 */
export async function recordRun<T extends RecordableOutcome>(
  start: RunStart,
  control: RunControl,
  work: RecordedWork<T>,
): Promise<T> {
  const run = await RecordedRun.start(start, control)
  let outcome: T
  try {
    outcome = await work(run)
  } catch (error) {
    const end = isCancelled(error)
      ? { state: 'cancelled' as const }
      : { state: 'failed' as const, failure: toWireError(error, start.kind) }
    // The work's own error is the one to report; the run is then closed as aborted.
    await run.end(end).catch(() => undefined)
    throw error
  }
  try {
    await run.end({ state: 'completed', result: outcome.result, findings: outcome.findings })
  } catch (error) {
    outcome.result.warnings.push(`This run could not be recorded in the workspace: ${toWireError(error).message}`)
  }
  return outcome
}
