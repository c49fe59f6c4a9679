import { describe, expect, it } from 'vitest'
import { formatAge, formatAgesApart, formatApart, formatSecondFraction, formatUtc, formatWhen } from './time.ts'

const nowMs = Date.parse('2026-11-20T12:00:00Z')

describe('times', () => {
  it('are relative within a week', () => {
    const words = ['2026-11-20T11:59:50Z', '2026-11-20T11:55:00Z', '2026-11-20T09:00:00Z', '2026-11-19T10:00:00Z']
    expect(words.map((time) => formatWhen(time, nowMs))).toEqual([
      'just now',
      '5 minutes ago',
      '3 hours ago',
      'yesterday',
    ])
  })

  it('are dates when older, or in the future', () => {
    expect(formatWhen('2026-10-01T12:00:00Z', nowMs)).toContain('2026')
    expect(formatWhen('2026-11-21T12:00:00Z', nowMs)).toContain('2026')
  })

  it('are two or three characters where there is no room', () => {
    const times = ['2026-11-20T11:59:50Z', '2026-11-20T11:55:00Z', '2026-11-20T09:00:00Z', '2026-11-10T12:00:00Z']
    expect(times.map((time) => formatAge(time, nowMs))).toEqual(['now', '5m', '3h', '10d'])
  })

  it('keep their nanoseconds in UTC', () => {
    expect(formatUtc('2026-11-20T21:25:01.123456789Z')).toBe('2026-11-20 21:25:01.123456789 UTC')
    expect(formatUtc('2026-11-20T21:25:01.123456+00:00')).toBe('2026-11-20 21:25:01.123456 UTC')
  })

  it('stay apart where they are close together', () => {
    const [first, second] = formatApart(['2026-11-20T11:59:50Z', '2026-11-20T11:59:51Z'], nowMs)
    expect(first).not.toBe(second)
    expect(formatApart(['2026-11-20T11:59:50Z', '2026-11-20T09:00:00Z'], nowMs)).toEqual(['just now', '3 hours ago'])
  })

  it('are told apart by the clock alone where both are of today', () => {
    const times = formatApart(['2026-11-20T11:59:50Z', '2026-11-20T11:59:51Z'], nowMs)
    expect(times.join(' ')).not.toContain('2026')
    const lastYear = formatApart(['2025-11-20T11:59:50Z', '2025-11-20T11:59:50.5Z'], nowMs)
    expect(lastYear.join(' ')).toContain('2025')
  })

  it('are ages while these are apart, else as short as can be', () => {
    const at = (time: string): string => `2026-11-20T${time}Z`
    expect(formatAgesApart([at('11:55:00'), at('09:00:00')], nowMs)).toEqual(['5m', '3h'])
    expect(formatAgesApart([at('09:40:00'), at('09:20:00')], nowMs)).toEqual([
      expect.stringMatching(/^\d\d:40$/u),
      expect.stringMatching(/^\d\d:20$/u),
    ])
    expect(formatAgesApart([at('09:20:01'), at('09:20:02')], nowMs)[1]).toMatch(/:20:02$/u)
    expect(formatAgesApart([at('09:20:01'), at('09:20:01')], nowMs)).toEqual(['2h', '2h'])
    expect(formatAgesApart([], nowMs)).toEqual([])
  })

  it('show their last digits where a clock would show the same', () => {
    expect(formatSecondFraction('2026-11-20T11:59:50.123456789Z')).toBe('…50.123456789')
    expect(formatSecondFraction('2026-11-20T11:59:50Z')).toBe('…50.000000000')
    expect(formatSecondFraction('soon')).toBe('soon')
  })

  it('are shown as they stand when they are not times', () => {
    expect(formatWhen('soon', nowMs)).toBe('soon')
  })
})
