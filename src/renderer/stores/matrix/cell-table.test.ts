import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellStates } from '../../../shared/ipc/matrix-schemas.ts'
import { CellTable, listedStates } from './cell-table.ts'
import { makeTable } from './matrix-fixtures.ts'

describe('the cells of a plan', () => {
  it('are counted by state, by input and by param', () => {
    const table = makeTable(2, 3, 'dmebfd')
    expect(table.doneCount).toBe(3)
    expect([table.rowTotal(0), table.rowTotal(1)].map(({ doneCount }) => doneCount)).toEqual([2, 1])
    expect([0, 1, 2].map((column) => table.columnTotal(column).doneCount)).toEqual([1, 0, 2])
    expect(table.countOf('building')).toBe(1)
    expect(table.stateAt(4)).toBe('failed')
    expect([table.openCount, makeTable(1, 6, 'smfadq').openCount]).toEqual([2, 3])
  })

  it('tell how far they came only where something is told', () => {
    const table = new CellTable(
      { inputs: makeTable.inputs(1), params: makeTable.params(2) },
      { states: 'bm', phases: [{ cell: 0, phasesDone: 2, phase: 'index', left: null }] },
    )
    expect(table.phasesAt(0)).toEqual({ phasesDone: 2, phase: 'index', left: null })
    expect(table.phasesAt(1)).toBeUndefined()
  })

  it('are missing where an answer is shorter than the plan, which was edited meanwhile', () => {
    expect(makeTable(2, 2, 'd').countOf('missing')).toBe(3)
  })

  it('are each in one state: the counts add up for any answer', () => {
    const letters = fc.constantFrom(...Object.keys(cellStates))
    fc.assert(
      fc.property(fc.array(letters, { minLength: 12, maxLength: 12 }), (drawn) => {
        const table = makeTable(4, 3, drawn.join(''))
        expect(listedStates.reduce((sum, state) => sum + table.countOf(state), 0)).toBe(12)
        expect(table.rowDone.reduce((sum, count) => sum + count, 0)).toBe(table.doneCount)
        expect(table.columnDone.reduce((sum, count) => sum + count, 0)).toBe(table.doneCount)
      }),
    )
  })
})
