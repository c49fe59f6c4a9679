import { describe, expect, it } from 'vitest'
import { countPassing, everyCell, filterCells, stepToPassing } from './cell-filter.ts'
import { makeTable } from './matrix-fixtures.ts'

const names = { inputs: makeTable.inputs(3), params: makeTable.params(2) }
const table = makeTable(3, 2, 'dmdmff')

function found(search: string): number[] {
  return [...(filterCells({ ...everyCell, search }, names, table) ?? [])].flatMap((mark, cell) =>
    mark === 1 ? [cell] : [],
  )
}

describe('the filter of cells', () => {
  it('lets everything pass when it asks for nothing', () => {
    expect(filterCells(everyCell, names, table)).toBeNull()
    expect(filterCells({ ...everyCell, search: '  ' }, names, table)).toBeNull()
  })

  it('finds an input, a param, a label, and a cell by its id', () => {
    expect(found('dataset2')).toEqual([2, 3])
    expect(found('modelb')).toEqual([1, 3, 5])
    expect(found('Dataset 3')).toEqual([4, 5])
    expect(found('dataset1_modelB')).toEqual([1])
    expect(found('t3_m')).toEqual([4, 5])
  })

  it('wants every word', () => {
    expect(found('dataset2 modelA')).toEqual([2])
    expect(found('dataset2 nothing')).toEqual([])
  })

  it('narrows by state together with the search', () => {
    const passes = filterCells({ ...everyCell, search: 'dataset1', states: ['missing', 'failed'] }, names, table)
    expect([...(passes ?? [])]).toEqual([0, 1, 0, 0, 0, 0])
    expect(countPassing(passes ?? new Uint8Array())).toBe(1)
  })

  it('finds cells whose rebuild failed beside those in a state, and counts them', () => {
    const phases = [{ cell: 0, phasesDone: 1, phase: 'embed', left: 'failed' as const }]
    const rebuilt = makeTable(3, 2, 'dmdmff', phases)
    const passes = filterCells({ ...everyCell, states: ['missing'], rebuilds: ['failed'] }, names, rebuilt)
    expect([...(passes ?? [])]).toEqual([1, 1, 0, 1, 0, 0])
    expect([rebuilt.leftCount('failed'), rebuilt.leftCount('stopped'), rebuilt.doneCount]).toEqual([1, 0, 2])
    expect([...(filterCells({ ...everyCell, rebuilds: ['stopped'] }, names, rebuilt) ?? [])]).not.toContain(1)
  })

  it('is walked around its end, and says when nothing passes', () => {
    const passes = Uint8Array.from([0, 1, 0, 0, 1, 0])
    expect(stepToPassing(passes, 1, 1)).toBe(4)
    expect(stepToPassing(passes, 4, 1)).toBe(1)
    expect(stepToPassing(passes, 1, -1)).toBe(4)
    expect(stepToPassing(new Uint8Array(6), 0, 1)).toBe(-1)
  })
})
