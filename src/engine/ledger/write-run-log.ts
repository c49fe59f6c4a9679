import { randomBytes } from 'node:crypto'
import type { WireError } from '../../shared/errors/wire-error.ts'
import type { WrittenFile } from '../atomic/write-chunks.ts'
import { writeTexts } from '../atomic/write-texts.ts'
import { formatRunLog } from './format-run-log.ts'
import { Ledger } from './ledger.ts'
import { RunEvents } from './run-events.ts'
import { unknownRun } from './unknown-run.ts'

/**
 * Writes the run log of a run (docs/formats.md, "Run log"): what `runs show --json` prints of it. With
 * `isReplacing` false nothing is replaced. Errors: `unknown-run`, `ledger-damaged`, `already-exists`, those of a durable write.
 */
export async function writeRunLog(
  workspace: string,
  runId: string,
  target: string,
  isReplacing = true,
): Promise<WrittenFile> {
  const ledger = await Ledger.open(workspace)
  try {
    const run = ledger.find(runId)
    if (run === undefined) throw unknownRun(runId)
    return await writeTexts(target, formatRunLog(run, ledger.iterateEvents(runId)), isReplacing)
  } finally {
    ledger.close()
  }
}

/** A run that came to no start, and so to no place in the ledger. */
export interface UnstartedRun {
  /** Default: 8 hex characters. */
  readonly runId: string | undefined
  readonly status: 'failed' | 'cancelled'
  readonly startTime: string
  /** What was to be done. */
  readonly told: Readonly<Record<string, unknown>>
  /** Why it was not. */
  readonly error: WireError | undefined
}

/** Writes what is known of a run that the ledger does not know. Errors: those of a durable write. */
export async function writeUnstartedRunLog(run: UnstartedRun, target: string): Promise<WrittenFile> {
  const { runId = randomBytes(4).toString('hex'), status, startTime, told, error } = run
  const endTime = new Date().toISOString()
  const durationMs = Math.max(0, Date.parse(endTime) - Date.parse(startTime))
  const gathered = new RunEvents()
  gathered.add('run_started', told)
  if (error !== undefined) gathered.addError(error)
  gathered.add('run_finished', { status, duration_ms: durationMs, errors: gathered.errorCount })
  const { errorCount } = gathered
  const events = gathered.take()
  const head = { runId, status, startTime, endTime, durationMs, eventCount: events.length, errorCount }
  return writeTexts(target, formatRunLog({ ...head, source: 'assay', body: {} }, events))
}
