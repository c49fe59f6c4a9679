import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unknownTimeNs } from './entry-columns.ts'
import { fitsTimeColumn, formatTimestampNs, parseTimestampNs } from './timestamp.ts'

describe('timestamps', () => {
  it('keeps all nine digits of a nanosecond time', () => {
    expect(formatTimestampNs(1_795_210_000_123_456_789n)).toMatch(/\.123456789Z$/)
    expect(formatTimestampNs(0n)).toBe('1970-01-01T00:00:00.000000000Z')
  })

  it('writes times before 1970 with the fraction counted forwards', () => {
    expect(formatTimestampNs(-1n)).toBe('1969-12-31T23:59:59.999999999Z')
    expect(formatTimestampNs(-1_000_000_000n)).toBe('1969-12-31T23:59:59.000000000Z')
  })

  it('reads back what it wrote', () => {
    const ns = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n })
    fc.assert(fc.property(ns, (value) => parseTimestampNs(formatTimestampNs(value)) === value))
  })

  it('agrees with Date on every millisecond', () => {
    const date = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(date, (value) => {
        const ns = BigInt(value.getTime()) * 1_000_000n
        expect(parseTimestampNs(value.toISOString())).toBe(ns)
        expect(formatTimestampNs(ns)).toBe(value.toISOString().replace('Z', '000000Z'))
      }),
    )
  })

  it('converts a numeric offset to UTC', () => {
    expect(parseTimestampNs('1970-01-01T01:30:00+01:30')).toBe(0n)
    expect(parseTimestampNs('1969-12-31T19:00:00.5-0500')).toBe(500_000_000n)
    expect(parseTimestampNs('1970-01-01T02:00:00+02')).toBe(0n)
    expect(parseTimestampNs('2026-11-20T21:25:01.000001+00:00')).toBe(parseTimestampNs('2026-11-20T21:25:01.000001Z'))
  })

  it.each([
    ['a time without an offset', '2026-11-20T21:25:01'],
    ['a date alone', '2026-11-20'],
    ['more than nine fraction digits', '2026-11-20T21:25:01.1234567891Z'],
    ['a day that is not in the calendar', '2025-02-29T00:00:00Z'],
    ['a month zero', '2025-00-01T00:00:00Z'],
    ['an hour 24', '2025-01-01T24:00:00Z'],
    ['text behind it', '2025-01-01T00:00:00Z '],
    ['an offset of 99 hours', '2025-01-01T00:00:00+99:00'],
    ['a sign without an offset', '2025-01-01T00:00:00+'],
  ])('refuses %s', (_what, text) => {
    expect(parseTimestampNs(text)).toBeUndefined()
  })

  it('knows which times fit a column and never takes the mark for unknown', () => {
    expect(fitsTimeColumn(unknownTimeNs)).toBe(false)
    expect(fitsTimeColumn(unknownTimeNs + 1n)).toBe(true)
    expect(fitsTimeColumn(2n ** 63n)).toBe(false)
  })
})
