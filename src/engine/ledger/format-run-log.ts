import type { LedgerRun, RunEvent } from '../../shared/model/ledger.ts'

/** What a run log says of a run besides its events. */
type LoggedRun = Pick<
  LedgerRun,
  'runId' | 'status' | 'startTime' | 'endTime' | 'durationMs' | 'eventCount' | 'errorCount' | 'source' | 'body'
>

/**
 * A run as a run log (docs/formats.md, "Run log"), laid out as other programs of its kind write it, in pieces so that a
 * run of a million events is never one string. A run that has not ended has no end, and what is known so far.
 */
export function* formatRunLog(run: LoggedRun, events: Iterable<RunEvent>): Generator<string> {
  const head = {
    run_id: run.runId,
    status: importedStatus(run) ?? run.status,
    start_time: run.startTime,
    end_time: run.endTime,
    duration_ms: run.durationMs,
    event_count: run.eventCount,
    error_count: run.errorCount,
  }
  yield JSON.stringify(head, undefined, 2).replace(/\n\}$/u, ',\n  "events": [')
  let separator = '\n'
  for (const { timestamp, type, data } of events) {
    const text = JSON.stringify({ run_id: run.runId, timestamp, event_type: type, data }, undefined, 2)
    yield `${separator}    ${text.replaceAll('\n', '\n    ')}`
    separator = ',\n'
  }
  yield separator === '\n' ? ']\n}\n' : '\n  ]\n}\n'
}

/** The word the other program had for how it ended. */
function importedStatus({ source, body }: LoggedRun): string | undefined {
  const status = source === 'import' ? body['status'] : undefined
  return typeof status === 'string' ? status : undefined
}
