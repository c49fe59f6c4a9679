import { describe, expect, it } from 'vitest'
import type { HistoryPoint } from '../../../shared/ipc/ledger-schemas.ts'
import { describePoint, driftOf, longestUnproven } from './history-figures.ts'

function pointOf(part: Partial<HistoryPoint>): HistoryPoint {
  return {
    runId: 'run_1',
    kind: 'verify',
    timeMs: 0,
    fileCount: 1,
    totalSizeBytes: 1,
    status: 'clean',
    findingCount: 0,
    counts: { unchanged: 1 },
    isQuick: false,
    ...part,
  }
}

describe('the longest stretch without proof', () => {
  it('lies between two proofs', () => {
    const points = [0, 10, 50, 60].map((timeMs) => pointOf({ timeMs }))
    expect(longestUnproven(points, 70)).toEqual({ fromMs: 10, toMs: 50, isOpen: false })
  })

  it('goes on since the last proof where that is longest', () => {
    expect(longestUnproven([pointOf({ timeMs: 0 }), pointOf({ timeMs: 5 })], 100)).toEqual({
      fromMs: 5,
      toMs: 100,
      isOpen: true,
    })
  })

  it('takes neither a quick check nor findings for proof', () => {
    const points = [
      pointOf({ timeMs: 0 }),
      pointOf({ timeMs: 10, isQuick: true }),
      pointOf({ timeMs: 20, status: 'findings', findingCount: 1 }),
      pointOf({ timeMs: 30 }),
    ]
    expect(longestUnproven(points, 30)).toMatchObject({ fromMs: 0, toMs: 30 })
    expect(longestUnproven(points.slice(1, 3), 30)).toBeNull()
  })
})

it('says what a run found', () => {
  expect(describePoint(pointOf({ kind: 'snapshot', status: null }))).toBe('recorded')
  expect(describePoint(pointOf({ isQuick: true }))).toBe('clean, quick check')
  expect(describePoint(pointOf({ status: 'findings', findingCount: 1 }))).toBe('1 finding')
  expect(describePoint(pointOf({ status: 'incomplete', findingCount: 2 }))).toBe('incomplete, 2 findings')
  expect(describePoint(pointOf({ kind: 'watch', status: null, findingCount: null }))).toBe('no result')
})

describe('drift', () => {
  const order = ['edited', 'touched', 'unchanged'] as const

  it('is told loudest first, without what is the same', () => {
    const point = pointOf({ counts: { unchanged: 9, edited: 2 }, findingCount: 2 })
    expect(driftOf(point, order)).toEqual([{ verdict: 'edited', count: 2 }])
  })

  it('holds touched files only where they were findings', () => {
    const counts = { edited: 2, touched: 3 }
    expect(driftOf(pointOf({ counts, findingCount: 2 }), order)).toHaveLength(1)
    expect(driftOf(pointOf({ counts, findingCount: 5 }), order)).toHaveLength(2)
  })
})
