import type { RunTable } from './run-table.ts'

export interface TimeSpan {
  readonly fromMs: number
  readonly toMs: number
}

/** Which runs are looked at: one query for the timeline and the list below it. */
export interface RunQuery {
  /** Part of the run id, the lane or the operation, whatever the case. */
  readonly search: string
  /** Empty for all. */
  readonly statuses: readonly string[]
  readonly operations: readonly string[]
  readonly longerThanMs: number | null
  readonly hasErrors: boolean
  /** The stretch brushed on the timeline: it narrows the list alone. */
  readonly span: TimeSpan | null
}

export const everyRun: RunQuery = {
  search: '',
  statuses: [],
  operations: [],
  longerThanMs: null,
  hasErrors: false,
  span: null,
}

export interface FilteredRuns {
  /** Indexes into the table, the oldest first, without regard to the stretch that is brushed. */
  readonly matching: Int32Array
  /** Those in the stretch too, the newest first. */
  readonly listed: Int32Array
  /** How many runs each status and operation would leave, by name. */
  readonly statusCounts: ReadonlyMap<string, number>
  readonly operationCounts: ReadonlyMap<string, number>
}

/** Which names of a column hold the text; undefined where all do. */
function namesWith(names: readonly string[], needle: string): Uint8Array | undefined {
  return needle === '' ? undefined : Uint8Array.from(names, (name) => (name.toLowerCase().includes(needle) ? 1 : 0))
}

function namesOf(names: readonly string[], wanted: readonly string[]): Uint8Array | undefined {
  return wanted.length === 0 ? undefined : Uint8Array.from(names, (name) => (wanted.includes(name) ? 1 : 0))
}

/** Walks all runs once: a hundred thousand in some milliseconds. `nowMs` is the end of those that go on. */
export function filterRuns(table: RunTable, query: RunQuery, nowMs: number): FilteredRuns {
  const { statuses, operations, lanes, byStart } = table
  const needle = query.search.trim().toLowerCase()
  const [inLane, inOperation] = [namesWith(lanes.names, needle), namesWith(operations.names, needle)]
  const wantedStatus = namesOf(statuses.names, query.statuses)
  const wantedOperation = namesOf(operations.names, query.operations)
  const [byStatus, byOperation] = [new Uint32Array(statuses.names.length), new Uint32Array(operations.names.length)]
  const matching = new Int32Array(table.count)
  let count = 0
  for (const at of byStart) {
    const [status, operation] = [table.status[at] ?? 0, table.operation[at] ?? 0]
    if (query.hasErrors && table.errorCounts[at] === 0) continue
    if (query.longerThanMs !== null && durationOf(table, at, nowMs) <= query.longerThanMs) continue
    const isFound =
      inLane === undefined ||
      inLane[table.lane[at] ?? 0] === 1 ||
      inOperation?.[operation] === 1 ||
      (table.runIds[at] ?? '').toLowerCase().includes(needle)
    if (!isFound) continue
    const [isStatus, isOperation] = [wantedStatus?.[status] !== 0, wantedOperation?.[operation] !== 0]
    if (isOperation) byStatus[status] = (byStatus[status] ?? 0) + 1
    if (isStatus) byOperation[operation] = (byOperation[operation] ?? 0) + 1
    if (!isStatus || !isOperation) continue
    matching[count] = at
    count += 1
  }
  const kept = matching.subarray(0, count)
  return {
    matching: kept,
    listed: listIn(table, kept, query.span, nowMs),
    statusCounts: new Map(statuses.names.map((name, i) => [name, byStatus[i] ?? 0])),
    operationCounts: new Map(operations.names.map((name, i) => [name, byOperation[i] ?? 0])),
  }
}

/** Milliseconds, until `nowMs` for a run that goes on. */
export function durationOf(table: RunTable, at: number, nowMs: number): number {
  const endMs = table.endMs[at] ?? Number.NaN
  return Math.max(0, (Number.isNaN(endMs) ? nowMs : endMs) - (table.startMs[at] ?? 0))
}

/** Runs that went on at any time of the stretch, the newest first. */
function listIn(table: RunTable, matching: Int32Array, span: TimeSpan | null, nowMs: number): Int32Array {
  const inSpan =
    span === null
      ? matching
      : matching.filter((at) => {
          const startMs = table.startMs[at] ?? 0
          return startMs <= span.toMs && startMs + durationOf(table, at, nowMs) >= span.fromMs
        })
  return inSpan.toReversed()
}
