import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chosenCells,
  extendTo,
  fitSelection,
  selectAll,
  selectNone,
  selectRange,
  startAt,
  toggleCell,
  type CellSelection,
} from './cell-selection.ts'

const size = { rowCount: 3, columnCount: 4 }
const none = selectNone(size)

describe('a selection of cells', () => {
  it('grows and shrinks as a rectangle from where it began', () => {
    const wide = extendTo(none, 6, 1, size)
    expect(chosenCells(wide)).toEqual([1, 2, 5, 6])
    expect(chosenCells(extendTo(wide, 2, 6, size))).toEqual([1, 2])
  })

  it('keeps what was toggled before a range beside it', () => {
    const both = extendTo(toggleCell(toggleCell(none, 0), 10), 11, 10, size)
    expect(chosenCells(both)).toEqual([0, 10, 11])
    expect(chosenCells(toggleCell(both, 0))).toEqual([10, 11])
  })

  it('takes a line, and lets it go when all of it was selected already', () => {
    const line = { firstRow: 1, lastRow: 1, firstColumn: 0, lastColumn: 3 }
    const chosen = selectRange(toggleCell(none, 0), line, size, true)
    expect(chosenCells(chosen)).toEqual([0, 4, 5, 6, 7])
    expect(chosenCells(selectRange(chosen, line, size, true))).toEqual([0])
    expect(chosenCells(selectRange(chosen, line, size, false))).toEqual([4, 5, 6, 7])
  })

  it('is all that pass the filter where there is one', () => {
    expect(selectAll(size, null).count).toBe(12)
    expect(
      chosenCells(
        selectAll(
          size,
          Uint8Array.from({ length: 12 }, (_, cell) => (cell === 5 ? 1 : 0)),
        ),
      ),
    ).toEqual([5])
  })

  it('is none any more when the plan has another number of cells', () => {
    const all = selectAll(size, null)
    expect(fitSelection(all, size)).toBe(all)
    expect(fitSelection(all, { rowCount: 2, columnCount: 4 }).count).toBe(0)
  })

  it('counts what it holds, whatever was done to it', () => {
    const step = fc.record({ type: fc.constantFrom('toggle', 'extend', 'start'), cell: fc.nat(11) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let selection: CellSelection = none
        for (const { type, cell } of steps) {
          if (type === 'toggle') selection = toggleCell(selection, cell)
          else if (type === 'extend') selection = extendTo(selection, cell, 0, size)
          else selection = startAt(selection, cell)
          expect(selection.count).toBe(chosenCells(selection).length)
        }
      }),
    )
  })
})
