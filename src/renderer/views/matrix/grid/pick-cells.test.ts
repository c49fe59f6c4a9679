import { describe, expect, it } from 'vitest'
import { chosenCells, selectNone } from '../../../stores/matrix/cell-selection.ts'
import { dragBetween, pickSpot } from './pick-cells.ts'

const size = { rowCount: 3, columnCount: 3 }
const none = selectNone(size)
const before = { selection: none, active: 4, size, passes: null }

describe('a click in the grid', () => {
  it('selects the cell alone, and nothing when that was selected alone already', () => {
    const once = pickSpot({ type: 'cell', row: 1, column: 2 }, 'alone', before)
    expect([chosenCells(once.selection), once.active]).toEqual([[5], 5])
    const twice = pickSpot({ type: 'cell', row: 1, column: 2 }, 'alone', { ...before, ...once })
    expect(twice.selection.count).toBe(0)
  })

  it('with Shift selects the range from the active cell, with Ctrl one more', () => {
    expect(chosenCells(pickSpot({ type: 'cell', row: 2, column: 2 }, 'extend', before).selection)).toEqual([4, 5, 7, 8])
    const one = pickSpot({ type: 'cell', row: 0, column: 0 }, 'alone', before)
    const two = pickSpot({ type: 'cell', row: 2, column: 2 }, 'toggle', { ...before, ...one })
    expect(chosenCells(two.selection)).toEqual([0, 8])
  })

  it('on a header selects its line, on the corner all that pass, and then none', () => {
    expect(chosenCells(pickSpot({ type: 'row', row: 2 }, 'alone', before).selection)).toEqual([6, 7, 8])
    expect(chosenCells(pickSpot({ type: 'column', column: 1 }, 'alone', before).selection)).toEqual([1, 4, 7])
    const passes = Uint8Array.from([1, 0, 0, 0, 1, 0, 0, 0, 0])
    const all = pickSpot({ type: 'corner' }, 'alone', { ...before, passes })
    expect(chosenCells(all.selection)).toEqual([0, 4])
    expect(pickSpot({ type: 'corner' }, 'alone', { ...before, ...all, passes }).selection.count).toBe(0)
  })
})

describe('a drag in the grid', () => {
  it('selects the cells between, in any direction', () => {
    const pick = dragBetween({ type: 'cell', row: 2, column: 2 }, { type: 'cell', row: 1, column: 1 }, none, size)
    expect([chosenCells(pick.selection), pick.active]).toEqual([[4, 5, 7, 8], 4])
  })

  it('from a header selects whole lines', () => {
    const rows = dragBetween({ type: 'row', row: 2 }, { type: 'row', row: 1 }, none, size)
    expect(chosenCells(rows.selection)).toEqual([3, 4, 5, 6, 7, 8])
    const columns = dragBetween({ type: 'column', column: 0 }, { type: 'cell', row: 2, column: 1 }, none, size)
    expect(chosenCells(columns.selection)).toEqual([0, 1, 3, 4, 6, 7])
  })
})
