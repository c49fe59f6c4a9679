import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wrapRuns, type SetLine } from './wrap-text.ts'

const font = 'DejaVuSansMono.ttf'
const measure = () => 5
const wrap = (text: string, width: number) => wrapRuns([{ font, isRtl: false, text }], width, measure)
const textOf = (line: SetLine) => line.map(({ text }) => text).join('')

describe('text on paper', () => {
  it('loses nothing, and is never wider than it may be', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '/', ' ', 'ß', '日') }),
        fc.integer({ min: 5, max: 60 }),
        (text, width) => {
          const lines = wrap(text, width)
          expect(lines.map(textOf).join('')).toBe(text)
          for (const line of lines) expect(Array.from(textOf(line)).length * 5).toBeLessThanOrEqual(width)
        },
      ),
    )
  })

  it('is broken after a slash where there is one late in the line', () => {
    expect(wrap('data/2026/sensors.parquet', 60).map(textOf)).toEqual(['data/2026/', 'sensors.parq', 'uet'])
  })

  it('keeps a mark with its letter', () => {
    expect(wrap('aaae\u0301b', 20).map(textOf)).toEqual(['aaae\u0301', 'b'])
  })

  it('ends a line at a newline', () => {
    expect(wrap('a\n\nb', 100).map(textOf)).toEqual(['a', '', 'b'])
  })
})
