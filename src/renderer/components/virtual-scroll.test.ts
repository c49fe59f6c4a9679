import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxElementHeightPx, offsetToShow, scaleScroll, toScrollTop, toVirtualOffset } from './virtual-scroll.ts'

const rowPx = 28
const viewportPx = 700

describe('the scroll scale', () => {
  it('leaves a list alone that fits into an element', () => {
    expect(scaleScroll(10_000, rowPx, viewportPx)).toMatchObject({ elementHeightPx: 280_000, factor: 1 })
  })

  it('keeps the element below what browsers cap, for any number of rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50_000_000 }), (rowCount) => {
        expect(scaleScroll(rowCount, rowPx, viewportPx).elementHeightPx).toBeLessThanOrEqual(maxElementHeightPx)
      }),
    )
  })

  it('brings the end of the scrollbar to the last row', () => {
    const scale = scaleScroll(5_000_000, rowPx, viewportPx)
    const endPx = toVirtualOffset(scale.elementHeightPx - viewportPx, scale)
    expect(endPx).toBeCloseTo(5_000_000 * rowPx - viewportPx, 3)
    expect(scale.lastOffsetPx).toBe(5_000_000 * rowPx - viewportPx)
  })

  it('comes back to the same offset through the scrollbar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (rows, at) => {
        const scale = scaleScroll(rows, rowPx, viewportPx)
        const offsetPx = at * scale.lastOffsetPx
        expect(toVirtualOffset(toScrollTop(offsetPx, scale), scale)).toBeCloseTo(offsetPx, 2)
      }),
    )
  })

  it('has nothing to scroll in a list shorter than the view', () => {
    expect(scaleScroll(3, rowPx, viewportPx)).toMatchObject({ factor: 1, lastOffsetPx: 0 })
  })
})

describe('bringing a row into view', () => {
  it('does not move for a row that is in view', () => {
    expect(offsetToShow(10, rowPx, 100, viewportPx)).toBeNull()
  })

  it('moves up to the top of a row above, and down to the bottom of a row below', () => {
    expect(offsetToShow(2, rowPx, 100, viewportPx)).toBe(56)
    expect(offsetToShow(100, rowPx, 0, viewportPx)).toBe(101 * rowPx - viewportPx)
  })
})
