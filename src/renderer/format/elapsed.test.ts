import { describe, expect, it } from 'vitest'
import { formatElapsed } from './elapsed.ts'

describe('time since a start', () => {
  it('has minutes, seconds and milliseconds, and hours where there are any', () => {
    expect(formatElapsed(0)).toBe('+00:00.000')
    expect(formatElapsed(1234)).toBe('+00:01.234')
    expect(formatElapsed(3_723_004)).toBe('+1:02:03.004')
    expect(formatElapsed(100 * 3_600_000)).toBe('+100:00:00.000')
  })

  it('says so where it was before the start', () => {
    expect(formatElapsed(-100)).toBe('-00:00.100')
    expect(formatElapsed(-0.2)).toBe('+00:00.000')
  })
})
