import { describe, expect, it } from 'vitest'
import { countOf, formatDuration, formatEstimate, formatPercent, formatSize } from './quantity.ts'

describe('quantities', () => {
  it('writes sizes in decimal units with one digit below a hundred', () => {
    expect([0, 17, 999, 1000, 1234, 99_949, 99_960, 312_000, 4_000_000, 2.1e9].map(formatSize)).toEqual([
      '0 B',
      '17 B',
      '999 B',
      '1.0 kB',
      '1.2 kB',
      '99.9 kB',
      '100 kB',
      '312 kB',
      '4.0 MB',
      '2.1 GB',
    ])
  })

  it('goes to the next unit before it would show a thousand', () => {
    expect(formatSize(999_600)).toBe('1.0 MB')
  })

  it('writes durations as people say them', () => {
    expect([400, 200_000, 2_794_000, 7_500_000].map(formatEstimate)).toEqual([
      '1.0 s',
      '3 min 20 s',
      '47 min',
      '2 h 5 min',
    ])
    expect([42, 400, 9_940, 59_400, 200_000, 7_500_000].map(formatDuration)).toEqual([
      '42 ms',
      '0.4 s',
      '9.9 s',
      '59 s',
      '3 min 20 s',
      '2 h 5 min',
    ])
  })

  it('never says 100% before the end, nor 0% after the beginning', () => {
    expect([0, 0.001, 0.5, 0.9999, 1].map(formatPercent)).toEqual(['0%', '<1%', '50%', '99%', '100%'])
  })

  it('counts in the singular and plural', () => {
    expect([countOf(1, 'file'), countOf(41, 'file'), countOf(2, 'entry', 'entries')]).toEqual([
      '1 file',
      '41 files',
      '2 entries',
    ])
  })
})
