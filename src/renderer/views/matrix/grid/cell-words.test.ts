import { describe, expect, it } from 'vitest'
import { makeTable } from '../../../stores/matrix/matrix-fixtures.ts'
import { describeCell } from './cell-words.ts'

const detail = { inputs: makeTable.inputs(1), params: makeTable.params(3), phases: ['extract', 'embed', 'index'] }

describe('a cell as it is read out', () => {
  const table = makeTable(1, 3, 'dfm', [
    { cell: 0, phasesDone: 1, phase: 'embed', left: 'failed' },
    { cell: 1, phasesDone: 2, phase: 'index', left: null },
  ])

  it('tells of a rebuild that failed while its artifact stayed', () => {
    expect(describeCell(0, detail, table)).toBe('dataset1, modelA: done, rebuild failed 1/3 embed')
  })

  it('tells how far its own build came', () => {
    expect(describeCell(1, detail, table)).toBe('dataset1, modelB: failed 2/3 index')
    expect(describeCell(2, detail, table)).toBe('dataset1, modelC: missing')
  })
})
