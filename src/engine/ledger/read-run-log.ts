import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { constants } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import type { RunEvent, RunStatus } from '../../shared/model/ledger.ts'
import { parseTimestampNs } from '../table/timestamp.ts'
import { toReadError } from '../workspace/read-errors.ts'
import { runLogSchema, type RunLog } from './run-log-schema.ts'
import type { LedgerEnd, LedgerStart } from './write-runs.ts'

const operation = 'read run log'
/** About a million events; a log that is longer would not fit into one string. */
const maxLogBytes = 256 * 1024 * 1024

/** A run log of any program, ready to be taken into the ledger. */
export interface ImportableRun {
  readonly start: LedgerStart
  readonly end: LedgerEnd
  readonly events: readonly RunEvent[]
  /** Things in it that do not add up, in words. */
  readonly warnings: readonly string[]
}

/**
 * Reads a run log (docs/formats.md, "Run log"). Times are converted to UTC; its own counts are checked against its events
 * and kept as they are. Errors: `run-log-invalid` naming the field, `not-found`, `permission-denied`, `read-failed`.
 */
export async function readRunLog(path: string): Promise<ImportableRun> {
  const bytes = await readBounded(path)
  const log = parseLog(bytes, path)
  const { run_id: runId, status, start_time: startTime, end_time: endTime, duration_ms: durationMs } = log
  const events = log.events.map(({ timestamp, event_type: type, data }) => ({ timestamp, type, data }))
  const body = {
    source_path: resolve(path),
    source_sha256: createHash('sha256').update(bytes).digest('hex'),
    status,
    event_count: log.event_count,
    error_count: log.error_count,
  }
  const start = { runId, operation: operationOf(log), lane: dirname(resolve(path)), startTime, body }
  const end = { status: toStatus(status, log.error_count), endTime, durationMs: Math.round(durationMs), body }
  return { start, end, events, warnings: findMismatches(log) }
}

async function readBounded(path: string): Promise<Buffer> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const stats = await file.stat()
      if (!stats.isFile()) throw invalid(path, 'is no file.')
      if (stats.size > maxLogBytes) throw invalid(path, `is larger than ${maxLogBytes / 1024 / 1024} MiB.`)
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (error) {
    throw error instanceof AppError ? error : toReadError(error, operation, path)
  }
}

function parseLog(bytes: Buffer, path: string): RunLog {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw invalid(path, `is no JSON: ${error instanceof Error ? error.message : String(error)}.`, error)
  }
  const parsed = runLogSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalid(path, `has an invalid "${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'not as expected'}.`)
}

function invalid(path: string, problem: string, cause?: unknown): AppError {
  return new AppError({ code: 'run-log-invalid', operation, path, message: `${path} ${problem}`, cause })
}

/** Other programs have words of their own: what is none of ours is told by its errors. */
function toStatus(word: string, errorCount: number): Exclude<RunStatus, 'started'> {
  const known = { completed: 'completed', success: 'completed', failed: 'failed', cancelled: 'cancelled' } as const
  if (word === 'completed-with-errors' || word === 'aborted') return word
  const status = known[word.toLowerCase() as keyof typeof known] ?? 'failed'
  return status === 'completed' && errorCount > 0 ? 'completed-with-errors' : status
}

/** What the program says it did, if it does. */
function operationOf(log: RunLog): string {
  const said = log.events.find(({ event_type: type }) => type === 'run_started')?.data['operation']
  return typeof said === 'string' && said !== '' ? said.slice(0, 100) : 'run'
}

function findMismatches(log: RunLog): string[] {
  const errorCount = log.events.filter(({ event_type: type }) => type === 'error').length
  const foreign = log.events.find(({ run_id: id }) => id !== undefined && id !== log.run_id)
  return [
    ...(log.event_count === log.events.length
      ? []
      : [`It says it has ${log.event_count} events, and has ${log.events.length}.`]),
    ...(log.error_count === errorCount
      ? []
      : [`It says it met ${log.error_count} errors, and tells of ${errorCount}.`]),
    ...(endsTooSoon(log) ? [`It says it ended at ${log.end_time}, before it started at ${log.start_time}.`] : []),
    ...(foreign === undefined ? [] : [`An event in it is of another run, ${foreign.run_id}.`]),
  ]
}

/** Told to the nanosecond, as far as the times are. */
function endsTooSoon({ start_time: start, end_time: end }: RunLog): boolean {
  const [startNs, endNs] = [parseTimestampNs(start), parseTimestampNs(end)]
  return startNs !== undefined && endNs !== undefined && endNs < startNs
}
