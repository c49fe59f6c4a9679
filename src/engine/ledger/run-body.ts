import { runRecordSchema, type RunRecord } from '../../shared/model/run-record.ts'
import type { LedgerRun, RunStatus } from '../../shared/model/ledger.ts'
import { toCamelKeys, toSnakeKeys } from '../workspace/snake-keys.ts'

/** A run's record as the ledger keeps it besides its columns. */
export function toBody(record: RunRecord): Record<string, unknown> {
  return Object.fromEntries(Object.entries(toSnakeKeys(record) as object))
}

/** How a record's end is told in the ledger: one that could not read or write something is not plainly completed. */
export function statusOf({ state, result, errorCount }: RunRecord): RunStatus {
  if (state === 'running') return 'started'
  if (state !== 'completed') return state
  const isIncomplete = result?.status === 'incomplete' || result?.status === 'completed-with-errors'
  return isIncomplete || errorCount > 0 ? 'completed-with-errors' : 'completed'
}

/**
 * The record in a run of the ledger; undefined for runs of other programs. A run whose process ended before it did reads
 * as failed.
 */
export function toRecord(run: LedgerRun): RunRecord | undefined {
  if (run.source !== 'assay') return undefined
  const parsed = runRecordSchema.safeParse(toCamelKeys(run.body))
  if (!parsed.success) return undefined
  return run.status === 'aborted' ? asCutOff(parsed.data) : parsed.data
}

function asCutOff(record: RunRecord): RunRecord {
  const message = 'The program ended before this run did, so it has no result. Start it again.'
  return { ...record, state: 'failed', failure: { code: 'worker-failed', operation: record.kind, message } }
}
