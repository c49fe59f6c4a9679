import { isCancelled } from '../../shared/errors/app-error.ts'
import { toWireError, type WireError } from '../../shared/errors/wire-error.ts'
import type { RunKind, RunResult, ScanError, ScanProgress } from '../../shared/model/run.ts'
import { maxRecordedErrors, type RunRecord } from '../../shared/model/run-record.ts'
import { verdicts, type Finding, type VerdictCounts } from '../../shared/model/verdict.ts'
import type { RunControl } from '../run/run-control.ts'
import { ownProcess } from '../workspace/process-identity.ts'
import { writeRunFindings, type RecordableFindings } from '../workspace/run-findings.ts'
import { OpenRun } from './open-run.ts'
import { reserveRunId } from './run-id.ts'
import { statusOf, toBody, toRecord } from './run-body.ts'

/** Findings kept on the way, for a run that breaks off. */
const maxFoundOnTheWay = 10_000

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
  private readonly run: OpenRun
  private readonly errors: ScanError[] = []
  /** What a verify or compare has met on its way; its result has all, also what came, went and moved. */
  private readonly found: Finding[] = []
  private counts: VerdictCounts = {}
  private progress: ScanProgress | undefined

  private constructor(workspace: string, run: OpenRun, record: RunRecord, control: RunControl) {
    this.workspace = workspace
    this.run = run
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
    const record = createRecord(start, runId)
    const told = { directory, ...(command === undefined ? {} : { command }) }
    const startTime = record.startedUtc
    const body = toBody(record)
    const run = await OpenRun.start(workspace, { runId, operation: kind, lane: directory, startTime, body, told })
    control.onStart?.(runId)
    return new RecordedRun(workspace, run, record, control)
  }

  /**
   * Takes up a run of this process that cannot end by itself, such as one whose thread was lost; starts it where it came
   * to no start. Undefined where it has ended. Errors: those of `start`.
   */
  static async resume(start: RunStart & { readonly runId: string }): Promise<RecordedRun | undefined> {
    const { run, known } = await OpenRun.resume(start.workspace, start.runId)
    if (known === undefined) return RecordedRun.start(start)
    const record = toRecord(known)
    return run === undefined || record === undefined ? undefined : new RecordedRun(start.workspace, run, record, {})
  }

  /** Puts on record that something happened, with keys as in files. */
  tell(type: string, data: Readonly<Record<string, unknown>>): void {
    this.run.events.add(type, data)
    this.run.flushSometimes()
  }

  /** Puts how the run ended on disk: its findings first, so that a run that says completed has them. Errors: those of a write. */
  async end(end: RunEnd): Promise<void> {
    const { findings = this.foundUntil(end), ...known } = end
    try {
      if (findings !== undefined) await writeRunFindings(this.workspace, this.record.runId, findings)
    } catch (error) {
      // Completed without its findings would be a lie; without an end it would seem to run on.
      this.close({ state: 'failed', failure: toWireError(error, this.record.kind) })
      throw error
    }
    this.close(known)
  }

  /** Of a run that broke off, what it had found by then, loudest first and then by path, in whatever order it was read. */
  private foundUntil({ state }: RunEnd): RecordableFindings | undefined {
    if (state === 'completed' || this.found.length === 0) return undefined
    const loudness = (finding: Finding): number => verdicts.indexOf(finding.verdict)
    const sorted = this.found.toSorted(
      (left, right) => loudness(left) - loudness(right) || comparePaths(left.path, right.path),
    )
    return { length: sorted.length, at: (index) => readAt(sorted, index) }
  }

  private close(end: RunEnd): void {
    const { events } = this.run
    const { result, failure } = end
    for (const warning of result?.warnings ?? []) events.addWarning(warning)
    if (failure !== undefined) events.addError(failure)
    if (result !== undefined) events.add(`${result.kind}_ended`, tellResult(result))
    const ended = this.describeEnd(end)
    const { directory: lane, errorCount, finishedUtc: endTime = new Date().toISOString() } = ended
    const status = statusOf(ended)
    this.run.end({ status: status === 'started' ? 'failed' : status, endTime, lane, body: toBody(ended), errorCount })
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
      counts: result === undefined ? this.counts : result.kind === 'snapshot' ? {} : result.counts,
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
        this.run.events.addProgress(progress)
        this.run.flushSometimes()
        control.onProgress?.(progress)
      },
      onError: (error) => {
        if (this.errors.length < maxRecordedErrors) this.errors.push(error)
        this.run.events.addError(error)
        this.run.flushSometimes()
        control.onError?.(error)
      },
      onFinding: (finding, counts) => {
        if (this.found.length < maxFoundOnTheWay) this.found.push(finding)
        this.counts = counts
        control.onFinding?.(finding, counts)
      },
    }
  }
}

function readAt(findings: readonly Finding[], index: number): Finding {
  const finding = findings[index]
  if (finding === undefined) throw new RangeError(`There is no finding ${index} of ${findings.length}`)
  return finding
}

function comparePaths(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right))
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

/** What came of a run, as its last event but one tells it: where to look, and the figures. */
function tellResult(result: RunResult): Record<string, unknown> {
  if (result.kind !== 'snapshot') {
    return { status: result.status, finding_count: result.findingCount, counts: result.counts }
  }
  const { status, manifest, fileCount, totalSizeBytes, seal } = result
  const figures = { file_count: fileCount, total_size_bytes: totalSizeBytes }
  return { status, manifest, ...figures, ...(seal === undefined ? {} : { seal }) }
}

/** What `recordRun` runs: given the run and the control to work under, it answers the result and what was found. */
export type RecordedWork<T> = (run: Pick<RecordedRun, 'record' | 'control' | 'tell'>) => Promise<T>

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
