import { describe, expect, it } from 'vitest'
import { formatEvents, rangeBetween } from './event-choice.ts'

describe('events chosen together', () => {
  it('are those between two rows, whichever was first', () => {
    expect(rangeBetween(7, 3)).toEqual({ first: 3, last: 7 })
    expect(rangeBetween(3, 3)).toEqual({ first: 3, last: 3 })
  })

  it('are copied one a line, whatever their names and data hold', () => {
    const row = {
      sequence: 1,
      timeMs: 0,
      timestamp: '1970-01-01T00:00:00Z',
      type: 'a\tb\nc',
      data: { text: 'x\ty\nz' },
    }
    const lines = formatEvents([row]).split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]?.split('\t')).toEqual(['1', '1970-01-01T00:00:00Z', 'a b c', String.raw`{"text":"x\ty\nz"}`])
  })
})
