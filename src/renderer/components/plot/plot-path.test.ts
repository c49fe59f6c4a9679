import { describe, expect, it } from 'vitest'
import { levelPath } from './plot-path.ts'

describe('the line along levels', () => {
  it('goes upright from one to the next', () => {
    const levels = [
      { fromX: 0, toX: 10, y: 5 },
      { fromX: 10, toX: 20, y: 8 },
    ]
    expect(levelPath(levels)).toBe('M0.0,5.0H10.0V8.0H20.0')
  })

  it('is broken where there is no value, and empty where there is none at all', () => {
    const levels = [
      { fromX: 0, toX: 10, y: 5 },
      { fromX: 10, toX: 20, y: null },
      { fromX: 20, toX: 30, y: 5 },
    ]
    expect(levelPath(levels)).toBe('M0.0,5.0H10.0M20.0,5.0H30.0')
    expect(levelPath([{ fromX: 0, toX: 1, y: null }])).toBe('')
  })
})
