import { describe, expect, it } from 'vitest'
import { formatRate, isPlottable, meanRates, type Stretch } from './throughput-figures.ts'

const slow = { startMs: 0, endMs: 9000, perSecond: 10, bytesPerSecond: null }
const fast = { startMs: 9000, endMs: 10_000, perSecond: 110, bytesPerSecond: 500 }

describe('the mean of a run’s rates', () => {
  it('weighs each stretch by its length', () => {
    expect(meanRates([slow, fast])).toEqual({ perSecond: 20, bytesPerSecond: 500 })
  })

  it('knows no bytes where none were told', () => {
    expect(meanRates([slow]).bytesPerSecond).toBeNull()
    expect(meanRates([])).toEqual({ perSecond: 0, bytesPerSecond: null })
  })
})

describe('what can be plotted', () => {
  it('is something that took time', () => {
    const isItemsPlottable = (...stretches: Stretch[]): boolean => isPlottable({ unit: 'items', stretches })
    expect(isItemsPlottable(slow)).toBe(true)
    expect(isItemsPlottable()).toBe(false)
    expect(isItemsPlottable({ ...slow, endMs: 0 })).toBe(false)
    expect(isItemsPlottable({ ...slow, perSecond: 0 })).toBe(false)
  })

  it('is more than one stretch where only events were counted', () => {
    expect(isPlottable({ unit: 'events', stretches: [slow] })).toBe(false)
    expect(isPlottable({ unit: 'events', stretches: [slow, fast] })).toBe(true)
  })
})

it('tells small rates with a digit more', () => {
  expect(formatRate(0.25)).toBe(`${(0.3).toLocaleString()}/s`)
  expect(formatRate(1234.4)).toBe(`${(1234).toLocaleString()}/s`)
})
