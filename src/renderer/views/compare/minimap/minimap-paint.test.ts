import { describe, expect, it } from 'vitest'
import { layOutMarks, rowAtHeight } from './minimap-paint.ts'

describe('the minimap', () => {
  it('marks the stretches that have findings, where they lie', () => {
    const marks = layOutMarks({
      buckets: [
        { verdict: 'unchanged', findingCount: 0 },
        { verdict: 'edited', findingCount: 3 },
        { verdict: null, findingCount: 0 },
        { verdict: 'added', findingCount: 1 },
      ],
      widthPx: 14,
      mapHeightPx: 400,
    })
    expect(marks.map(({ verdict, topPx }) => ({ verdict, topPx }))).toEqual([
      { verdict: 'edited', topPx: 100 },
      { verdict: 'added', topPx: 300 },
    ])
  })

  it('keeps a single finding among a million rows visible, and tells corruption by its width', () => {
    const buckets = Array.from({ length: 2000 }, (_, index) =>
      index === 999
        ? ({ verdict: 'suspected-corruption', findingCount: 1 } as const)
        : ({ verdict: 'unchanged', findingCount: 0 } as const),
    )
    const [mark, ...others] = layOutMarks({ buckets, widthPx: 14, mapHeightPx: 600 })
    expect(others).toEqual([])
    expect(mark?.heightPx).toBeGreaterThanOrEqual(2)
    expect(mark?.widthPx).toBe(14)
  })

  it('names the row under the pointer, and stays within the rows', () => {
    expect(rowAtHeight(300, 600, 1_000_000)).toBe(500_000)
    expect(rowAtHeight(-20, 600, 1000)).toBe(0)
    expect(rowAtHeight(900, 600, 1000)).toBe(1000)
  })
})
