import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarTicks, elapsedTicks, scaleValues } from './ticks.ts'

const dayMs = 86_400_000

describe('moments since a start', () => {
  it('are labelled as short as their distance allows', () => {
    expect(elapsedTicks(800, 4).map(({ label }) => label)).toEqual(['0', '200 ms', '400 ms', '600 ms', '800 ms'])
    expect(elapsedTicks(90_000, 3).map(({ label }) => label)).toEqual(['0', '0:30', '1:00', '1:30'])
    expect(elapsedTicks(2 * 3_600_000, 2).map(({ label }) => label)).toEqual(['0', '1:00:00', '2:00:00'])
    expect(elapsedTicks(4 * dayMs, 2).map(({ label }) => label)).toEqual(['0', '2 d', '4 d'])
  })

  it('are never more than asked for and one, within the time, for any time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 * dayMs }), fc.integer({ min: 1, max: 12 }), (durationMs, count) => {
        const ticks = elapsedTicks(durationMs, count)
        expect(ticks.length).toBeLessThanOrEqual(count + 1)
        expect(ticks.at(-1)?.value).toBeLessThanOrEqual(durationMs)
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length)
      }),
    )
  })
})

describe('times of the calendar', () => {
  it('name days, months or years by how far apart they are', () => {
    const from = new Date(2026, 0, 1).getTime()
    expect(calendarTicks(from, from + 3 * dayMs, 4)[1]?.label).toMatch(/2|3/u)
    expect(calendarTicks(from, from + 300 * dayMs, 5).every(({ label }) => label.includes('2026'))).toBe(true)
    expect(calendarTicks(from, from + 4000 * dayMs, 5).map(({ label }) => label)).toContain('2030')
  })

  it('tell the day at the first hour, where hours are what they name', () => {
    const noon = new Date(2026, 5, 7, 12).getTime()
    const ticks = calendarTicks(noon, noon + 6 * 3_600_000, 6)
    expect(ticks[0]?.label).toContain('7')
    expect(ticks[1]?.label).toMatch(/^\d\d:\d\d$/u)
  })
})

describe('a scale of values', () => {
  it('starts at zero and ends at a round number above the largest', () => {
    expect(scaleValues(937, 3, true)).toEqual({ top: 1000, ticks: [0, 500, 1000] })
  })

  it('has no fractions where things are counted, and some height where nothing was', () => {
    expect(scaleValues(1, 3, true).ticks).toEqual([0, 1])
    expect(scaleValues(0, 3, true)).toEqual({ top: 1, ticks: [0, 1] })
  })
})
