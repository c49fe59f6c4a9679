import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestIndex } from './nearest-index.ts'

describe('the nearest of ascending numbers', () => {
  it('is none where there are none', () => {
    expect(nearestIndex([], 5)).toBe(-1)
  })

  it('is as near as any, whatever is looked for', () => {
    const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 })
    fc.assert(
      fc.property(numbers, fc.integer({ min: -1100, max: 1100 }), (unordered, value) => {
        const ascending = unordered.toSorted((a, b) => a - b)
        const found = ascending[nearestIndex(ascending, value)] ?? Number.NaN
        const least = Math.min(...ascending.map((number) => Math.abs(number - value)))
        expect(Math.abs(found - value)).toBe(least)
      }),
    )
  })
})
