import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeUnsafe, splitUnsafe } from './safe-text.ts'

describe('a name from the file system', () => {
  it('shows a right-to-left override instead of obeying it', () => {
    expect(escapeUnsafe('evil\u202egnp.exe')).toBe('evil\\u202Egnp.exe')
  })

  it('shows controls, line breaks and invisible characters as escapes', () => {
    expect(escapeUnsafe('a\nb\tc\u001b[31m\u200bd\ufeff')).toBe('a\\nb\\tc\\u001B[31m\\u200Bd\\uFEFF')
    expect(escapeUnsafe('tag\u{e0041}')).toBe('tag\\u{E0041}')
  })

  it('leaves letters of every script as they are', () => {
    const names = ['Überraschung.md', '日本語.txt', 'مرحبا', '😀.png', 'a b~^%$#.csv']
    expect(names.map(escapeUnsafe)).toEqual(names)
  })

  it('marks exactly the escaped parts', () => {
    expect(splitUnsafe('a\u0000b')).toEqual([
      { text: 'a', isEscaped: false },
      { text: '\\0', isEscaped: true },
      { text: 'b', isEscaped: false },
    ])
  })

  it('gives the same text in parts and in one piece, with no control left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        const joined = splitUnsafe(name)
          .map((part) => part.text)
          .join('')
        expect(joined).toBe(escapeUnsafe(name))
        expect(joined).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })
})
