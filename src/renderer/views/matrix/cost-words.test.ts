import { describe, expect, it } from 'vitest'
import { describeCost } from './cost-words.ts'

describe('a cost', () => {
  it('is told in its unit', () => {
    expect(describeCost(1204, 'rows')).toBe('1,204 rows')
    expect(describeCost(1, 'rows')).toBe('1 row')
    expect(describeCost(4_000_000, 'bytes')).toBe('4.0 MB')
    expect(describeCost(384, 'given')).toBe('cost 384')
  })

  it('is told briefly where there is little room', () => {
    const brief = [
      describeCost(1204, 'rows', true),
      describeCost(1024, 'given', true),
      describeCost(2e6, 'given', true),
    ]
    expect(brief).toEqual(['1.2K rows', '1,024', '2M'])
  })

  it('is never made up where it is not known', () => {
    expect(describeCost(null, 'rows')).toBe('cost unknown')
    expect(describeCost(null, 'unknown', true)).toBe('cost ?')
  })
})
