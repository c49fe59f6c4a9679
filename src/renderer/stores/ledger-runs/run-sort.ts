import { durationOf } from './run-filter.ts'
import type { RunTable } from './run-table.ts'

export type RunColumn = 'status' | 'start' | 'duration' | 'operation' | 'lane' | 'events' | 'errors' | 'run'

export interface RunSort {
  readonly column: RunColumn
  readonly isDescending: boolean
}

export const newestFirst: RunSort = { column: 'start', isDescending: true }

/** What is looked for most comes first: the newest, the longest, the most errors, the worst; names from A. */
const descendingFirst: ReadonlySet<RunColumn> = new Set(['status', 'start', 'duration', 'events', 'errors'])

const fromGoodToBad = ['completed', 'started', 'cancelled', 'completed-with-errors', 'aborted', 'failed']

/** The order after a column's header was chosen: once more turns it round. */
export function sortRunsBy(sort: RunSort, column: RunColumn): RunSort {
  if (sort.column === column) return { column, isDescending: !sort.isDescending }
  return { column, isDescending: descendingFirst.has(column) }
}

/** Places of names in their order, by their numbers. */
function rank(names: readonly string[], compare: (a: string, b: string) => number): Float64Array {
  const ranks = new Float64Array(names.length)
  const order = Array.from(names.keys()).toSorted((a, b) => compare(names[a] ?? '', names[b] ?? ''))
  for (const [place, number] of order.entries()) ranks[number] = place
  return ranks
}

const collator = new Intl.Collator(undefined, { numeric: true })

/** What a run is sorted by, as a number. */
function keysOf(table: RunTable, column: RunColumn, nowMs: number): (at: number) => number {
  const by = (numbers: Uint32Array, ranks: Float64Array) => (at: number) => ranks[numbers[at] ?? 0] ?? 0
  switch (column) {
    case 'start':
      return (at) => table.startMs[at] ?? 0
    case 'duration':
      return (at) => durationOf(table, at, nowMs)
    case 'events':
      return (at) => table.eventCounts[at] ?? 0
    case 'errors':
      return (at) => table.errorCounts[at] ?? 0
    case 'status':
      return by(
        table.status,
        Float64Array.from(table.statuses.names, (name) => fromGoodToBad.indexOf(name)),
      )
    case 'operation':
      return by(table.operation, rank(table.operations.names, collator.compare))
    case 'lane':
      return by(table.lane, rank(table.lanes.names, collator.compare))
    default: {
      // A hundred thousand names are too many for the order of a language.
      const ranks = rank(table.runIds, (a, b) => (a < b ? -1 : Number(a > b)))
      return (at) => ranks[at] ?? 0
    }
  }
}

/** Puts runs that are listed the newest first into another order; those that are equal stay the newest first. */
export function sortRuns(table: RunTable, listed: Int32Array, sort: RunSort, nowMs: number): Int32Array {
  const { column, isDescending } = sort
  if (column === 'start') return isDescending ? listed : listed.toReversed()
  const keyOf = keysOf(table, column, nowMs)
  const sign = isDescending ? -1 : 1
  const keys = Float64Array.from(listed, (at) => sign * keyOf(at))
  const order = Uint32Array.from(listed.keys()).toSorted((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b)
  return Int32Array.from(order, (place) => listed[place] ?? 0)
}
