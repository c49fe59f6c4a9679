import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countWords } from './chip-words.ts'

const measure = (text: string): number => text.length * 7
const chips = ['suspected corruption', 'edited', 'removed', 'unchanged'].map((word) => ({ word, count: '1,204' }))

describe('the words of the verdict chips', () => {
  it('are all said where there is room', () => {
    expect(countWords(chips, 1000, measure)).toBe(4)
    expect(countWords(chips, Infinity, measure)).toBe(4)
  })

  it('are left out from the quiet end first', () => {
    expect(countWords(chips, 560, measure)).toBeLessThan(4)
    expect(countWords(chips, 560, measure)).toBeGreaterThan(0)
    expect(countWords(chips, 100, measure)).toBe(0)
  })

  it('are never fewer in more room', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(500), (widthPx, morePx) => {
        expect(countWords(chips, widthPx + morePx, measure)).toBeGreaterThanOrEqual(countWords(chips, widthPx, measure))
      }),
    )
  })
})
