import { describe, expect, it } from 'vitest'
import { parseDays } from './parse-days.ts'

describe('days without an update', () => {
  it('are taken whole or in parts, with a point or a comma', () => {
    expect(parseDays('7')).toBe(7)
    expect(parseDays(' 0.5 ')).toBe(0.5)
    expect(parseDays('1,5')).toBe(1.5)
  })

  it('are refused where they are none, negative, too many or no number', () => {
    for (const text of ['', '0', '-1', '36501', '1e3', 'seven', '1.2.3']) expect(parseDays(text)).toBeNull()
  })
})
