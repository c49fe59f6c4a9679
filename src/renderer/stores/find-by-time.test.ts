import { describe, expect, it } from 'vitest'
import { findByTime } from './find-by-time.ts'

const times = [10, 20, 20, 30, 50]
const timeAt = (offset: number): Promise<number> => Promise.resolve(times[offset] ?? Number.NaN)

describe('finding an event by its time', () => {
  it('finds the first at that moment, or the first after it', async () => {
    expect(await findByTime(times.length, timeAt, 20)).toBe(1)
    expect(await findByTime(times.length, timeAt, 31)).toBe(4)
  })

  it('stays within the list', async () => {
    expect(await findByTime(times.length, timeAt, 0)).toBe(0)
    expect(await findByTime(times.length, timeAt, 99)).toBe(4)
    expect(await findByTime(0, timeAt, 99)).toBe(-1)
  })

  it('asks for twenty of a million', async () => {
    let asked = 0
    const count = (offset: number): Promise<number> => {
      asked += 1
      return Promise.resolve(offset)
    }
    expect(await findByTime(1_000_000, count, 777_777)).toBe(777_777)
    expect(asked).toBeLessThanOrEqual(20)
  })
})
