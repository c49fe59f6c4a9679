import { describe, expect, it } from 'vitest'
import { columnsFor, templateOf } from './record-columns.ts'

describe('columns of records', () => {
  it('always show the state, the file and its size, however little room there is', () => {
    expect(columnsFor(0)).toEqual(['state', 'path', 'size'])
  })

  it('come back one after the other as there is more room, each once', () => {
    const widths = [320, 500, 800, 1200]
    const counts = widths.map((widthPx) => columnsFor(widthPx).length)
    expect(counts).toEqual([...counts].toSorted((a, b) => a - b))
    expect(new Set(columnsFor(1200)).size).toBe(8)
  })

  it('have one width each', () => {
    expect(templateOf(['state', 'path'])).toBe('100px minmax(120px, 3fr)')
  })
})
