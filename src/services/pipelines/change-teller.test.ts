import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChangeTeller } from './change-teller.ts'

let told: boolean[]
let teller: ChangeTeller

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  teller = new ChangeTeller((hasNewRecords) => told.push(hasNewRecords))
})
afterEach(() => {
  teller.close()
  vi.useRealTimers()
})

describe('changes that come fast', () => {
  it('are told at once, and then at most four times a second with nothing lost', () => {
    teller.change(false)
    expect(told).toEqual([false])
    teller.change(true)
    teller.change(false)
    expect(told).toEqual([false])
    vi.advanceTimersByTime(250)
    expect(told).toEqual([false, true])
    vi.advanceTimersByTime(1000)
    expect(told).toEqual([false, true])
    teller.change(false)
    expect(told).toEqual([false, true, false])
  })

  it('are told to nobody once it is closed', () => {
    teller.change(true)
    teller.change(true)
    teller.close()
    teller.change(true)
    vi.advanceTimersByTime(1000)
    expect(told).toEqual([true])
  })
})
