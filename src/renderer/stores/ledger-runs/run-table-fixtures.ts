import type { RunPage } from '../../../shared/ipc/ledger-schemas.ts'
import type { RunRow } from './run-table.ts'

export type SampleRun = Partial<RunRow> & Pick<RunRow, 'row' | 'startMs'>

/** A page of the ledger as the host sends it, with what tests do not vary left as usual. */
export function makePage(...samples: readonly SampleRun[]): RunPage {
  const runs = samples.map((sample) => ({
    runId: `run_${sample.row}`,
    lane: '/data',
    operation: 'verify',
    status: 'completed',
    isImported: false,
    endMs: sample.startMs + 1,
    eventCount: 3,
    errorCount: 0,
    warningCount: 0,
    ...sample,
  }))
  const namesOf = (key: 'lane' | 'operation' | 'status'): string[] => [...new Set(runs.map((run) => run[key]))]
  const [lanes, operations, statuses] = [namesOf('lane'), namesOf('operation'), namesOf('status')]
  return {
    lanes,
    operations,
    statuses,
    row: runs.map(({ row }) => row),
    runId: runs.map(({ runId }) => runId),
    lane: runs.map(({ lane }) => lanes.indexOf(lane)),
    operation: runs.map(({ operation }) => operations.indexOf(operation)),
    status: runs.map(({ status }) => statuses.indexOf(status)),
    isImported: runs.map(({ isImported }) => isImported),
    startMs: runs.map(({ startMs }) => startMs),
    endMs: runs.map(({ endMs }) => endMs),
    eventCount: runs.map(({ eventCount }) => eventCount),
    errorCount: runs.map(({ errorCount }) => errorCount),
    warningCount: runs.map(({ warningCount }) => warningCount),
    nextRow: null,
    totalCount: runs.length,
  }
}
