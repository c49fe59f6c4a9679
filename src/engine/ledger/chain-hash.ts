import { createHash } from 'node:crypto'
import type { LedgerRun, RunEvent } from '../../shared/model/ledger.ts'
import { canonicalJson } from './canonical-json.ts'

/** What the first run of a ledger is chained to. */
export const genesisHash = '0'.repeat(64)

/**
 * The link of a run in hex: SHA-256 over the 32 bytes of the previous link and the canonical JSON (RFC 8785) of
 * `{"events":[…],"run":{…}}`, keys as in files. Takes the events one by one, so that a million of them are never held.
 */
export function hashRun(previousHash: string, run: LedgerRun, events: Iterable<RunEvent>): string {
  const hash = createHash('sha256').update(Buffer.from(previousHash, 'hex')).update('{"events":[')
  let separator = ''
  for (const { timestamp, type, data } of events) {
    hash.update(`${separator}${canonicalJson({ timestamp, event_type: type, data })}`)
    separator = ','
  }
  return hash.update(`],"run":${canonicalJson(hashedRun(run))}}`).digest('hex')
}

function hashedRun(run: LedgerRun): object {
  return {
    run_id: run.runId,
    operation: run.operation,
    lane: run.lane,
    status: run.status,
    source: run.source,
    start_time: run.startTime,
    end_time: run.endTime,
    duration_ms: run.durationMs,
    event_count: run.eventCount,
    error_count: run.errorCount,
    warning_count: run.warningCount,
    body: run.body,
    host: run.host,
    process_id: run.processId,
    process_start: run.processStart,
    position: run.position,
  }
}
