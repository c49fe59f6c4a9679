import { describe, expect, it } from 'vitest'
import { colorOfType, fileTypeOf } from './file-types.ts'

describe('the type of a file', () => {
  it('follows from the end of its name, whatever its case', () => {
    expect(['a.PNG', 'b.tar.gz', 'c.parquet', 'd.ts', 'e.ttf', 'libc.so.6'].map(fileTypeOf)).toEqual([
      'image',
      'archive',
      'data',
      'code',
      'font',
      'program',
    ])
  })

  it('is other for a name without an extension, a hidden file, or one nobody knows', () => {
    expect(['Makefile', '.profile', 'x.qqq', '__proto__', 'a.constructor'].map(fileTypeOf)).toEqual(
      Array.from({ length: 5 }, () => 'other'),
    )
  })

  it('has its own colour in each theme', () => {
    expect(colorOfType('image', 'light')).not.toBe(colorOfType('image', 'dark'))
    expect(colorOfType('image', 'dark')).not.toBe(colorOfType('video', 'dark'))
  })
})
