import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cornerOf,
  layOutGrid,
  offsetToReveal,
  spotAt,
  visibleRange,
  wholeSize,
  zoomBy,
  zoomSteps,
} from './grid-geometry.ts'

const window = { widthPx: 1100, heightPx: 700 }
const names = { rowPx: 90, columnPx: 60 }

describe('a grid in its room', () => {
  it('has large cells with words where there are few, and shapes where there are many', () => {
    const small = layOutGrid({ rowCount: 3, columnCount: 3 }, window, null, names)
    expect([small.words, small.isUpright]).toEqual(['card', false])
    const large = layOutGrid({ rowCount: 1000, columnCount: 200 }, window, null, names)
    expect([large.words, large.isUpright, large.cellWidthPx]).toEqual(['shape', true, 20])
  })

  it('shows all of a grid that fits', () => {
    const geometry = layOutGrid({ rowCount: 20, columnCount: 12 }, window, null, names)
    const whole = wholeSize(geometry)
    expect(whole.widthPx).toBeLessThanOrEqual(window.widthPx)
    expect(whole.heightPx).toBeLessThanOrEqual(window.heightPx)
  })

  it('has room for the names before that for bars and costs', () => {
    const size = { rowCount: 40, columnCount: 12 }
    const partsFor = (rowPx: number) => {
      const { hasRowCost, hasRowBar } = layOutGrid(size, window, null, { rowPx, columnPx: 60 })
      return [hasRowCost, hasRowBar]
    }
    expect([partsFor(90), partsFor(150), partsFor(250)]).toEqual([
      [true, true],
      [true, false],
      [false, false],
    ])
  })

  it('is zoomed step by step from what fits, as far as the steps go', () => {
    const geometry = layOutGrid({ rowCount: 40, columnCount: 12 }, window, null, names)
    const larger = zoomBy(geometry, 1)
    expect(zoomSteps[larger]?.widthPx).toBeGreaterThan(geometry.cellWidthPx)
    const last = zoomSteps.length - 1
    expect(zoomBy(layOutGrid(geometry, window, last, names), 1)).toBe(last)
    expect(zoomBy(layOutGrid(geometry, window, 0, names), -1)).toBe(0)
  })

  it('finds the cell at any point of it, and reveals any cell', () => {
    const size = fc.record({ rowCount: fc.integer({ min: 1, max: 500 }), columnCount: fc.integer({ min: 1, max: 90 }) })
    const zoom = fc.option(fc.nat(zoomSteps.length - 1))
    fc.assert(
      fc.property(size, zoom, fc.nat(499), fc.nat(89), (size, zoom, rowSeed, columnSeed) => {
        const geometry = layOutGrid(size, window, zoom, names)
        const place = { row: rowSeed % size.rowCount, column: columnSeed % size.columnCount }
        const offset = offsetToReveal(geometry, { left: 0, top: 0 }, window, place)
        const { x, y } = cornerOf(geometry, offset, place.row, place.column)
        expect(x).toBeGreaterThanOrEqual(geometry.rowHeaderPx)
        expect(y).toBeGreaterThanOrEqual(geometry.columnHeaderPx)
        expect(spotAt(geometry, offset, x + 1, y + 1)).toEqual({ type: 'cell', ...place })
        const range = visibleRange(geometry, offset, window)
        expect(range.firstRow <= place.row && place.row <= range.lastRow).toBe(true)
        expect(range.firstColumn <= place.column && place.column <= range.lastColumn).toBe(true)
        expect(offsetToReveal(geometry, offset, window, place)).toEqual(offset)
      }),
    )
  })

  it('tells headers from cells, and nothing beside them', () => {
    const geometry = layOutGrid({ rowCount: 2, columnCount: 2 }, window, null, names)
    const atStart = { left: 0, top: 0 }
    const { rowHeaderPx, columnHeaderPx } = geometry
    expect(spotAt(geometry, atStart, 1, 1)).toEqual({ type: 'corner' })
    expect(spotAt(geometry, atStart, 1, columnHeaderPx + 1)).toEqual({ type: 'row', row: 0 })
    expect(spotAt(geometry, atStart, rowHeaderPx + 1, 1)).toEqual({ type: 'column', column: 0 })
    expect(spotAt(geometry, atStart, rowHeaderPx + 1, 690)).toBeUndefined()
    expect(spotAt(geometry, atStart, 1090, columnHeaderPx + 1)).toBeUndefined()
  })
})
