import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LatestValues } from './latest-values.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the latest of what is told', () => {
  it('is handed on alone, of each key, however much came before it', () => {
    const taken: string[] = []
    const latest = new LatestValues<string>(50, (value) => taken.push(value))
    for (let at = 0; at < 1000; at += 1) latest.offer('a', `a ${at}`)
    latest.offer('b', 'b 0')
    expect(taken).toEqual([])
    vi.advanceTimersByTime(50)
    expect(taken).toEqual(['a 999', 'b 0'])
    vi.advanceTimersByTime(500)
    expect(taken).toHaveLength(2)
    latest.offer('a', 'a 1000')
    vi.advanceTimersByTime(50)
    expect(taken.at(-1)).toBe('a 1000')
  })

  it('is not handed on once something newer was taken at once', () => {
    const taken: string[] = []
    const latest = new LatestValues<string>(50, (value) => taken.push(value))
    latest.offer('a', 'running')
    latest.drop('a')
    vi.advanceTimersByTime(50)
    expect(taken).toEqual([])
  })
})
