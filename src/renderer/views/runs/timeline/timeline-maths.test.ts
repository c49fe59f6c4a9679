import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { everyRun, filterRuns } from '../../../stores/ledger-runs/run-filter.ts'
import { makePage, type SampleRun } from '../../../stores/ledger-runs/run-table-fixtures.ts'
import { RunTable } from '../../../stores/ledger-runs/run-table.ts'
import { hitRun } from './hit-test.ts'
import { firstFrom, laneAt, layOutLanes, topOfSubRow, type LaneLayout } from './lane-layout.ts'
import { countDensity, wholeSpan } from './overview.ts'
import { isMarked, loudnessOf } from './status-paint.ts'
import { placeTicks } from './place-ticks.ts'
import {
  endingAt,
  minSpanMs,
  moveEdgeByKey,
  panBy,
  placeGrips,
  presetOf,
  spanOf,
  withEdge,
  withRoom,
  zoomAt,
} from './time-window.ts'

const nowMs = 100_000

function layOut(...samples: readonly SampleRun[]): {
  table: RunTable
  layout: LaneLayout
  matching: Int32Array
} {
  const table = new RunTable()
  table.take(makePage(...samples))
  const { matching } = filterRuns(table, everyRun, nowMs)
  return { table, matching, layout: layOutLanes(table, matching, nowMs) }
}

describe('lanes', () => {
  it('have the newest runs first, and overlapping ones under each other', () => {
    const { layout } = layOut(
      { row: 1, lane: 'old', startMs: 0, endMs: 10 },
      { row: 2, lane: 'new', startMs: 20, endMs: 50 },
      { row: 3, lane: 'new', startMs: 30, endMs: 40 },
      { row: 4, lane: 'new', startMs: 40, endMs: 60 },
    )
    expect(layout.lanes.map(({ name }) => name)).toEqual(['new', 'old'])
    expect([...(layout.lanes[0]?.subRows ?? [])]).toEqual([0, 1, 1])
    expect(layout.lanes[1]?.topPx).toBe(layout.lanes[0]?.heightPx)
    expect(laneAt(layout, (layout.lanes[1]?.topPx ?? 0) + 1)?.name).toBe('old')
    expect(laneAt(layout, layout.heightPx + 1)).toBeUndefined()
  })

  it('never draw two runs over one another while there are rows for them', () => {
    const times = fc.array(fc.tuple(fc.nat(500), fc.nat(60)), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(times, (drawn) => {
        const samples = drawn.map(([startMs, lengthMs], row) => ({ row, startMs, endMs: startMs + lengthMs }))
        const [lane] = layOut(...samples).layout.lanes
        if (lane === undefined) throw new Error('there is one lane')
        for (let i = 0; i < lane.members.length; i += 1) {
          const meanwhile = [...lane.startMs].filter(
            (start, j) => start < (lane.endMs[i] ?? 0) && (lane.endMs[j] ?? 0) > (lane.startMs[i] ?? 0),
          ).length
          const over = [...lane.startMs].filter(
            (start, j) =>
              j !== i &&
              lane.subRows[j] === lane.subRows[i] &&
              start < (lane.endMs[i] ?? 0) &&
              (lane.endMs[j] ?? 0) > (lane.startMs[i] ?? 0),
          ).length
          if (meanwhile <= 4) expect(over).toBe(0)
        }
      }),
    )
  })

  it('are searched by start', () => {
    const [lane] = layOut({ row: 1, startMs: 10 }, { row: 2, startMs: 20 }, { row: 3, startMs: 30 }).layout.lanes
    if (lane === undefined) throw new Error('there is one lane')
    expect([0, 10, 11, 30, 31].map((moment) => firstFrom(lane, moment))).toEqual([0, 0, 1, 2, 3])
  })
})

describe('the pointer', () => {
  const { layout } = layOut(
    { row: 1, startMs: 1000, endMs: 5000 },
    { row: 2, startMs: 6000, endMs: 6001 },
    { row: 3, startMs: 6001, endMs: 6002, status: 'failed' },
  )
  const window = { fromMs: 0, toMs: 10_000 }
  const yPx = topOfSubRow(0) + 5

  it('finds the bar it is on, and thin ones within a few pixels', () => {
    expect(hitRun(layout, window, 1000, { xPx: 300, yPx }, () => false)?.index).toBe(0)
    expect(hitRun(layout, window, 1000, { xPx: 597, yPx }, () => false)?.index).toBe(1)
    expect(hitRun(layout, window, 1000, { xPx: 560, yPx }, () => false)).toBeUndefined()
    expect(hitRun(layout, window, 1000, { xPx: 300, yPx: 400 }, () => false)).toBeUndefined()
  })

  it('finds a failure before a success beside it', () => {
    expect(hitRun(layout, window, 1000, { xPx: 600, yPx }, (index) => index === 2)?.index).toBe(2)
  })
})

describe('the stretch of time', () => {
  it('keeps the moment under the pointer where it is, however it is zoomed', () => {
    const span = fc.record({
      fromMs: fc.integer({ min: 0, max: 1e12 }),
      lengthMs: fc.integer({ min: 1000, max: 1e11 }),
    })
    fc.assert(
      fc.property(
        span,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (at, fraction, factor) => {
          const before = { fromMs: at.fromMs, toMs: at.fromMs + at.lengthMs }
          const after = zoomAt(before, fraction, factor)
          const momentOf = (window: typeof before): number => window.fromMs + spanOf(window) * fraction
          expect(momentOf(after)).toBeCloseTo(momentOf(before), 0)
          expect(spanOf(after)).toBeCloseTo(at.lengthMs * factor, -1)
        },
      ),
    )
  })

  it('goes from a few milliseconds to half a century, and no further', () => {
    const tiny = zoomAt({ fromMs: 0, toMs: 10 }, 0.5, 0.001)
    expect(spanOf(tiny)).toBe(minSpanMs)
    expect(spanOf(zoomAt({ fromMs: 0, toMs: 1e12 }, 0.5, 1000)) / (365 * 86_400_000)).toBe(50)
    expect(spanOf(withRoom({ fromMs: 5, toMs: 5 }))).toBeGreaterThanOrEqual(minSpanMs)
  })

  it('moves by what is shown, and is known by its preset', () => {
    expect(panBy({ fromMs: 0, toMs: 100 }, 0.5)).toEqual({ fromMs: 50, toMs: 150 })
    expect(presetOf(endingAt(1e12, 3_600_000))).toBe('1 h')
    expect(presetOf({ fromMs: 0, toMs: 12_345_678 })).toBeUndefined()
  })
})

describe('an edge of the stretch', () => {
  const window = { fromMs: 1000, toMs: 2000 }
  const whole = { fromMs: 0, toMs: 10_000 }

  it('goes where it is dragged, the other stays, and neither passes the other', () => {
    expect(withEdge(window, 'from', 500)).toEqual({ fromMs: 500, toMs: 2000 })
    expect(withEdge(window, 'from', 9000)).toEqual({ fromMs: 2000 - minSpanMs, toMs: 2000 })
    expect(withEdge(window, 'to', 9000)).toEqual({ fromMs: 1000, toMs: 9000 })
    expect(withEdge(window, 'to', 0)).toEqual({ fromMs: 1000, toMs: 1000 + minSpanMs })
    expect(spanOf(withEdge(window, 'to', 1e15)) / (365 * 86_400_000)).toBe(50)
  })

  it('has a grip of its own, however short the stretch is and wherever it lies', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), fc.integer({ min: 5, max: 9000 }), (fromMs, lengthMs) => {
        const { from, to } = placeGrips({ fromMs, toMs: fromMs + lengthMs }, whole, 500, 9)
        expect(from >= 0 && to - from >= 9 && to <= 491).toBe(true)
      }),
    )
    expect(placeGrips({ fromMs: 2000, toMs: 4000 }, whole, 500, 9)).toEqual({ from: 92, to: 199 })
  })

  it('is moved by keys in steps of what is shown, and to the ends of all there is', () => {
    const move = (key: string, edge: 'from' | 'to', shiftKey = false) =>
      moveEdgeByKey(window, edge, { key, shiftKey }, whole)
    expect(move('ArrowLeft', 'from')).toEqual({ fromMs: 950, toMs: 2000 })
    expect(move('ArrowRight', 'to', true)).toEqual({ fromMs: 1000, toMs: 2250 })
    expect(move('Home', 'from')).toEqual({ fromMs: 0, toMs: 2000 })
    expect(move('End', 'to')).toEqual({ fromMs: 1000, toMs: 10_000 })
    expect(move('a', 'to')).toBeUndefined()
  })
})

describe('the ticks of a bar with errors', () => {
  const window = { fromMs: 0, toMs: 1000 }
  const place = (x: number, width: number, moments?: readonly number[]) =>
    placeTicks({ x, width }, moments, window, 1000)

  it('are where the errors happened, those of one place as one', () => {
    expect(place(100, 200, [150, 151, 152, 250])).toEqual([150, 250])
    expect(place(100, 200, [100, 300])).toEqual([101, 298])
  })

  it('are one in the middle where there is no room for more, or nobody recorded when', () => {
    expect(place(100, 10)).toEqual([104])
    expect(place(100, 10, [100, 109])).toEqual([104])
    expect(place(100, 200, [])).toEqual([199])
  })

  it('are at least one for every bar with errors, however narrow, and within it', () => {
    const bar = fc.record({ x: fc.integer({ min: 0, max: 900 }), width: fc.integer({ min: 6, max: 90 }) })
    fc.assert(
      fc.property(bar, fc.array(fc.integer({ min: 0, max: 1000 })), ({ x, width }, moments) => {
        const places = place(
          x,
          width,
          moments.toSorted((a, b) => a - b),
        )
        expect(places.length).toBeGreaterThan(0)
        for (const at of places) expect(at >= x && at <= x + width).toBe(true)
      }),
    )
  })

  it('are not guessed at while it is asked when they happened', () => {
    expect(place(100, 200)).toEqual([])
  })
})

it('counts runs over all of the time there is, and the loud ones apart', () => {
  const { table, matching } = layOut(
    { row: 1, startMs: 0, endMs: 10 },
    { row: 2, startMs: 900, endMs: 950, status: 'failed' },
    { row: 3, startMs: 1000, endMs: null, status: 'started' },
  )
  const span = wholeSpan(table, matching, nowMs)
  expect(span).toEqual({ fromMs: 0, toMs: nowMs })
  const loud = Uint8Array.from([0, loudnessOf('failed'), loudnessOf('started')])
  const density = countDensity(table, matching, loud, { fromMs: 0, toMs: 2000 }, 4)
  expect([[...density.all], [...density.loud], density.most]).toEqual([[1, 1, 1, 0], [0, 1, 0, 0], 1])
})

it('marks what went wrong below its bar, so that colour is not the only sign', () => {
  const statuses = ['completed', 'cancelled', 'started', 'completed-with-errors', 'aborted', 'failed']
  expect(statuses.map((status) => isMarked(loudnessOf(status)))).toEqual([false, false, false, true, true, true])
})
