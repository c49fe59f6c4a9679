import { expect, it } from 'vitest'
import { everyRun, filterRuns } from './run-filter.ts'
import { newestFirst, sortRuns, sortRunsBy, type RunSort } from './run-sort.ts'
import { makePage } from './run-table-fixtures.ts'
import { RunTable } from './run-table.ts'

const nowMs = 10_000
const table = new RunTable()
table.take(
  makePage(
    { row: 1, runId: 'd', lane: '/b', operation: 'verify', startMs: 1000, endMs: 1500, errorCount: 2 },
    { row: 2, runId: 'a', lane: '/a', operation: 'build', startMs: 2000, endMs: 2100, status: 'failed', errorCount: 9 },
    { row: 3, runId: 'c', lane: '/b', operation: 'build', startMs: 3000, endMs: null, status: 'started' },
    { row: 4, runId: 'b', lane: '/10', operation: 'audit', startMs: 4000, endMs: 4500, eventCount: 1 },
  ),
)
const { listed } = filterRuns(table, everyRun, nowMs)

function rows(sort: RunSort): number[] {
  return [...sortRuns(table, listed, sort, nowMs)].map((at) => table.read(at).row)
}

it('lists the newest first until a column is chosen', () => {
  expect(rows(newestFirst)).toEqual([4, 3, 2, 1])
  expect(rows({ column: 'start', isDescending: false })).toEqual([1, 2, 3, 4])
})

it('orders by each column, with what is equal the newest first either way round', () => {
  const by = (column: RunSort['column'], isDescending: boolean): number[] => rows({ column, isDescending })
  // A run that goes on has taken until now.
  expect(by('duration', true)).toEqual([3, 4, 1, 2])
  expect(by('duration', false)).toEqual([2, 4, 1, 3])
  expect(by('errors', true)).toEqual([2, 1, 4, 3])
  expect(by('events', false)).toEqual([4, 3, 2, 1])
  expect(by('status', true)).toEqual([2, 3, 4, 1])
  expect(by('operation', false)).toEqual([4, 3, 2, 1])
  expect(by('lane', false)).toEqual([4, 2, 3, 1])
  expect(by('run', false)).toEqual([2, 4, 3, 1])
})

it('begins a column with what is looked for most, and is turned round by choosing it again', () => {
  const errors = sortRunsBy(newestFirst, 'errors')
  expect(errors).toEqual({ column: 'errors', isDescending: true })
  expect(sortRunsBy(errors, 'errors')).toEqual({ column: 'errors', isDescending: false })
  expect(sortRunsBy(errors, 'operation')).toEqual({ column: 'operation', isDescending: false })
})
