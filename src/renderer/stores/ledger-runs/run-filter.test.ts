import { describe, expect, it } from 'vitest'
import { everyRun, filterRuns, type RunQuery } from './run-filter.ts'
import { makePage } from './run-table-fixtures.ts'
import { RunTable } from './run-table.ts'

const nowMs = 1_000_000

function tableOf(...pages: ReturnType<typeof makePage>[]): RunTable {
  const table = new RunTable()
  for (const page of pages) table.take(page)
  return table
}

const table = tableOf(
  makePage(
    { row: 3, runId: 'night_3', lane: '/data/in', startMs: 3000, endMs: 3500, status: 'failed', errorCount: 2 },
    { row: 2, runId: 'night_2', lane: '/data/in', startMs: 2000, endMs: 9000, status: 'completed' },
    { row: 1, runId: 'first', lane: 'pipeline', operation: 'run', startMs: 1000, endMs: null, status: 'started' },
  ),
)

function listed(change: Partial<RunQuery>, of = table): string[] {
  return [...filterRuns(of, { ...everyRun, ...change }, nowMs).listed].map((index) => of.read(index).runId)
}

describe('a query of runs', () => {
  it('lists all, the newest first', () => {
    expect(listed({})).toEqual(['night_3', 'night_2', 'first'])
  })

  it('finds part of the run, the lane or the operation, whatever the case', () => {
    expect(listed({ search: 'NIGHT' })).toEqual(['night_3', 'night_2'])
    expect(listed({ search: 'pipe' })).toEqual(['first'])
    expect(listed({ search: ' run ' })).toEqual(['first'])
    expect(listed({ search: 'nowhere' })).toEqual([])
  })

  it('narrows by status, operation, length and errors, and counts what each chip would leave', () => {
    expect(listed({ statuses: ['failed', 'started'] })).toEqual(['night_3', 'first'])
    expect(listed({ operations: ['run'] })).toEqual(['first'])
    expect(listed({ hasErrors: true })).toEqual(['night_3'])
    // A run that goes on has taken until now.
    expect(listed({ longerThanMs: 5000 })).toEqual(['night_2', 'first'])
    const { statusCounts, operationCounts } = filterRuns(table, { ...everyRun, statuses: ['failed'] }, nowMs)
    expect(Object.fromEntries(statusCounts)).toEqual({ failed: 1, completed: 1, started: 1 })
    expect(Object.fromEntries(operationCounts)).toEqual({ verify: 1, run: 0 })
  })

  it('lists what went on at any time of a stretch, and leaves the timeline whole', () => {
    expect(listed({ span: { fromMs: 4000, toMs: 5000 } })).toEqual(['night_2', 'first'])
    expect(filterRuns(table, { ...everyRun, span: { fromMs: 0, toMs: 1 } }, nowMs).matching.length).toBe(3)
  })

  it('takes the end of a run that went on, and runs that came since', () => {
    const grown = tableOf(makePage({ row: 1, runId: 'a', startMs: 1, endMs: null, status: 'started' }))
    grown.take(
      makePage(
        { row: 1, runId: 'a', startMs: 1, endMs: 9, status: 'completed' },
        { row: 2, runId: 'b', startMs: 0, endMs: 1, status: 'failed' },
      ),
    )
    expect(listed({}, grown)).toEqual(['a', 'b'])
    expect(grown.read(0)).toMatchObject({ status: 'completed', endMs: 9 })
    expect([grown.count, grown.newestRow, grown.openRows]).toEqual([2, 2, []])
  })
})
