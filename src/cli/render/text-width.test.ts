import fc from 'fast-check'
import { expect, it } from 'vitest'
import { keepEnd, textWidth } from './text-width.ts'

it('counts two cells for wide characters and none for combining ones', () => {
  expect(textWidth('abc')).toBe(3)
  expect(textWidth('文書')).toBe(4)
  expect(textWidth('e\u0301')).toBe(1)
})

it('keeps the end of a path that is too long', () => {
  expect(keepEnd('a/long/path/name.txt', 9)).toBe('…name.txt')
  expect(keepEnd('short', 9)).toBe('short')
})

it('never takes more than the cells it is given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, columns) => {
      expect(textWidth(keepEnd(text, columns))).toBeLessThanOrEqual(columns)
    }),
  )
})
