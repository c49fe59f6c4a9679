import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutMiddle, foldersOf, nameOf, splitForMiddleCut } from './path.ts'

describe('a path cut in the middle', () => {
  it('keeps the whole of a short name at the end', () => {
    expect(splitForMiddleCut('data/2026/11/sensors.parquet')).toEqual({
      head: 'data/2026/11',
      tail: '/sensors.parquet',
    })
  })

  it('keeps the end of a name too long to be kept whole, extension included', () => {
    const { head, tail } = splitForMiddleCut('a-name-that-goes-on-and-on-and-on.tar.gz')
    expect(tail).toBe('-and-on.tar.gz')
    expect(head).not.toBe('')
  })

  it('keeps the end of a short path too, where there is room for less than that', () => {
    expect(splitForMiddleCut('photos/file-6.dat')).toEqual({ head: 'photos', tail: '/file-6.dat' })
    expect(splitForMiddleCut('report-12.tar.gz')).toEqual({ head: 'report', tail: '-12.tar.gz' })
    expect(splitForMiddleCut('kept/notes.txt')).toEqual({ head: '', tail: 'kept/notes.txt' })
  })

  it('loses nothing, whatever the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (path) => {
        const { head, tail } = splitForMiddleCut(path)
        expect(head + tail).toBe(path)
      }),
    )
  })

  it('is never longer than asked for, and keeps both ends', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 3, max: 40 }), (text, maxLength) => {
        const cut = cutMiddle(text, maxLength)
        expect([...new Intl.Segmenter().segment(cut)].length).toBeLessThanOrEqual(Math.max(maxLength, 3))
        if (text.length <= maxLength) expect(cut).toBe(text)
      }),
    )
    expect(cutMiddle('IMG_20261120_212501.jpg', 11)).toBe('IMG_…01.jpg')
  })

  it('does not cut an emoji or an accent in two', () => {
    expect(cutMiddle('👩‍👩‍👧aaaaaaaaaaaa👩‍👩‍👧', 5)).toBe('👩‍👩‍👧…aa👩‍👩‍👧')
  })
})

describe('the parts of a path', () => {
  it('lists its folders, outermost first', () => {
    expect(foldersOf('a/b/c')).toEqual([
      { name: 'a', path: 'a' },
      { name: 'b', path: 'a/b' },
      { name: 'c', path: 'a/b/c' },
    ])
    expect(foldersOf('')).toEqual([])
  })

  it('names a folder by its last component, on every platform', () => {
    expect(nameOf('/data/in/')).toBe('in')
    expect(nameOf('C:\\data\\in')).toBe('in')
    expect(nameOf('/')).toBe('/')
  })
})
