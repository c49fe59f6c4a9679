import { describe, expect, it } from 'vitest'
import type { HistoryPoint } from '../../../shared/ipc/ledger-schemas.ts'
import { levelsOf, placeBars, placeMarks, timeDomain } from './history-layout.ts'

function pointOf(timeMs: number, part: Partial<HistoryPoint> = {}): HistoryPoint {
  return {
    runId: `run_${timeMs}`,
    kind: 'verify',
    timeMs,
    fileCount: 1,
    totalSizeBytes: 1,
    status: 'clean',
    findingCount: 0,
    counts: {},
    isQuick: false,
    ...part,
  }
}

const same = (value: number): number => value

describe('the time shown of a history', () => {
  it('has room at both ends', () => {
    const [from, to] = timeDomain([pointOf(0), pointOf(100)])
    expect(from).toBeLessThan(0)
    expect(to).toBeGreaterThan(100)
  })

  it('is never shorter than the axis has names for', () => {
    const [from, to] = timeDomain([pointOf(1_000_000), pointOf(1_001_000)])
    expect(to - from).toBe(600_000)
  })

  it('is a day around a point that stands alone', () => {
    expect(timeDomain([pointOf(1000)])).toEqual([1000 - 43_200_000, 1000 + 43_200_000])
  })
})

it('holds a value until another is known', () => {
  const points = [pointOf(0, { fileCount: 5 }), pointOf(10, { fileCount: null }), pointOf(20, { fileCount: 7 })]
  expect(levelsOf(points, ({ fileCount }) => fileCount, same, same)).toEqual([
    { fromX: 0, toX: 20, y: 5 },
    { fromX: 20, toX: 20, y: 7 },
  ])
})

describe('marks of checks', () => {
  it('leave out what checked nothing', () => {
    expect(placeMarks([pointOf(0, { status: null, kind: 'snapshot' })], same, 10)).toEqual([])
  })

  it('show the loudest of those in one place', () => {
    const points = [pointOf(1), pointOf(2, { status: 'findings' }), pointOf(3, { status: 'incomplete' }), pointOf(44)]
    expect(placeMarks(points, same, 10)).toEqual([
      { x: 1, status: 'findings', isProof: false, count: 3 },
      { x: 44, status: 'clean', isProof: true, count: 1 },
    ])
  })

  it('do not take a quick check for proof', () => {
    expect(placeMarks([pointOf(0, { isQuick: true })], same, 10)[0]?.isProof).toBe(false)
  })

  it('are never more than there is room for', () => {
    const points = Array.from({ length: 2000 }, (_, index) => pointOf(index / 2))
    expect(placeMarks(points, same, 14).length).toBeLessThanOrEqual(Math.ceil(1000 / 14))
  })
})

it('shows the worst of the checks in one place as a bar', () => {
  const points = [pointOf(1, { findingCount: 2 }), pointOf(2, { findingCount: 9 }), pointOf(3), pointOf(20)]
  expect(placeBars(points, same, 10).map(({ timeMs }) => timeMs)).toEqual([2])
})
