import type { RunKind, RunResult, ScanError, ScanProgress } from '../../shared/model/run.ts'
import { maxRecordedErrors, type RunRecord } from '../../shared/model/run-record.ts'
import { isCancelled } from '../../shared/errors/app-error.ts'
import { toWireError, type WireError } from '../../shared/errors/wire-error.ts'
import type { RunControl } from '../run/run-control.ts'
import { ownProcess } from './process-identity.ts'
import { reserveRunId } from './run-id.ts'
import { writeRunFindings, type RecordableFindings } from './run-findings.ts'
import { writeRunRecord } from './run-records.ts'

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
  readonly errors?: readonly ScanError[] | undefined
  readonly progress?: ScanProgress | undefined
  readonly findings?: RecordableFindings | undefined
}

/**
 * Reserves the run's id and puts its record on disk, durable before the work begins. Errors: `run-id-taken`, `bad-usage`
 * (an id that is not valid), those of a durable write.
 */
export async function recordRunStart(start: RunStart): Promise<RunRecord> {
  const record: RunRecord = {
    version: 1,
    runId: await reserveRunId(start.workspace, start.runId),
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
  await writeRunRecord(start.workspace, record)
  return record
}

/** Writes how a run ended: its findings first, so that a record that says completed has them. Errors: those of a durable write. */
export async function recordRunEnd(workspace: string, record: RunRecord, end: RunEnd): Promise<RunRecord> {
  if (end.findings !== undefined) await writeRunFindings(workspace, record.runId, end.findings)
  const { result, failure, progress } = end
  const errors = end.errors ?? []
  const manifest = result?.kind === 'snapshot' ? result.manifest : record.manifest
  const ended: RunRecord = {
    ...record,
    state: end.state,
    directory: result?.kind === 'snapshot' ? result.directory : record.directory,
    finishedUtc: result?.finishedUtc ?? new Date().toISOString(),
    errorCount: Math.max(errors.length, progress?.errorCount ?? 0),
    errors: errors.slice(0, maxRecordedErrors),
    counts: result === undefined || result.kind === 'snapshot' ? {} : result.counts,
    ...(manifest === undefined ? {} : { manifest }),
    ...(progress === undefined ? {} : { progress }),
    ...(result === undefined ? {} : { result }),
    ...(failure === undefined ? {} : { failure }),
  }
  await writeRunRecord(workspace, ended)
  return ended
}

/** What `recordRun` runs: given the run's id and the control to work under, it answers the result and what was found. */
export type RecordedWork<T> = (run: { record: RunRecord; control: RunControl }) => Promise<T>

interface RecordableOutcome {
  readonly result: RunResult
  readonly findings?: RecordableFindings
}

/**
 * Runs one operation between its start and end record, whatever its end: completed, failed or cancelled. An end that
 * cannot be recorded becomes a warning of the result, because the work itself is done. Errors: those of
 * `recordRunStart`, and whatever the work throws.
 */
export async function recordRun<T extends RecordableOutcome>(
  start: RunStart,
  control: RunControl,
  work: RecordedWork<T>,
): Promise<T> {
  const record = await recordRunStart(start)
  const watch = watchControl(control)
  let outcome: T
  try {
    outcome = await work({ record, control: watch.control })
  } catch (error) {
    const end = isCancelled(error)
      ? { state: 'cancelled' as const }
      : { state: 'failed' as const, failure: toWireError(error, start.kind) }
    // The work's own error is the one to report; the record then reads as cut off.
    await recordRunEnd(start.workspace, record, { ...watch.seen(), ...end }).catch(() => undefined)
    throw error
  }
  try {
    await recordRunEnd(start.workspace, record, { ...watch.seen(), ...outcome, state: 'completed' })
  } catch (error) {
    outcome.result.warnings.push(`This run could not be recorded in the workspace: ${toWireError(error).message}`)
  }
  return outcome
}

function watchControl(control: RunControl): { control: RunControl; seen(): Pick<RunEnd, 'errors' | 'progress'> } {
  const errors: ScanError[] = []
  let progress: ScanProgress | undefined
  const watched: RunControl = {
    ...control,
    onProgress(next) {
      progress = next
      control.onProgress?.(next)
    },
    onError(error) {
      if (errors.length < maxRecordedErrors) errors.push(error)
      control.onError?.(error)
    },
  }
  return { control: watched, seen: () => ({ errors, progress }) }
}
