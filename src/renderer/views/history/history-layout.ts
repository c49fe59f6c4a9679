import type { HistoryPoint } from '../../../shared/ipc/ledger-schemas.ts'
import type { ComparisonStatus } from '../../../shared/model/run.ts'
import type { Level } from '../../components/plot/plot-path.ts'
import { isProof } from './history-figures.ts'

const dayMs = 86_400_000
/** Of the whole time, left free at both ends. */
const padding = 0.02

/** Runs of a few seconds stand in the middle of a time whose minutes have names. */
const leastSpanMs = 600_000

/** From the first point to the last, with some room; a day around one that stands alone. */
export function timeDomain(points: readonly HistoryPoint[]): readonly [number, number] {
  const from = points.at(0)?.timeMs ?? 0
  const to = points.at(-1)?.timeMs ?? 0
  if (to <= from) return [from - dayMs / 2, from + dayMs / 2]
  const room = Math.max((to - from) * padding, (leastSpanMs - (to - from)) / 2)
  return [from - room, to + room]
}

/** What was known from each point on until the next that knew: a value holds until another is seen. */
export function levelsOf(
  points: readonly HistoryPoint[],
  valueOf: (point: HistoryPoint) => number | null,
  xOf: (timeMs: number) => number,
  yOf: (value: number) => number,
): Level[] {
  const known = points.flatMap((point) => {
    const value = valueOf(point)
    return value === null ? [] : [{ x: xOf(point.timeMs), y: yOf(value) }]
  })
  return known.map(({ x, y }, index) => ({ fromX: x, toX: known[index + 1]?.x ?? x, y }))
}

export interface Mark {
  readonly x: number
  readonly status: ComparisonStatus
  /** Whether one of a clean mark was a full check: others are no proof. */
  readonly isProof: boolean
  readonly count: number
}

const loudness: Readonly<Record<ComparisonStatus, number>> = { findings: 2, incomplete: 1, clean: 0 }

type Place = (timeMs: number) => number

/** Groups of what stands less than a width from where its group begins; given in order of time. */
function groupByPlace(points: readonly HistoryPoint[], xOf: Place, widthPx: number): HistoryPoint[][] {
  const groups: HistoryPoint[][] = []
  let startX = Number.NEGATIVE_INFINITY
  for (const point of points) {
    const x = xOf(point.timeMs)
    if (x - startX >= widthPx) {
      groups.push([])
      startX = x
    }
    groups.at(-1)?.push(point)
  }
  return groups
}

function loudest(group: readonly HistoryPoint[]): ComparisonStatus {
  const statuses = group.flatMap(({ status }) => (status === null ? [] : [status]))
  return statuses.reduce((a, b) => (loudness[b] > loudness[a] ? b : a))
}

/** A mark for each check; of those that would lie over each other one, which is the loudest. */
export function placeMarks(points: readonly HistoryPoint[], xOf: Place, widthPx: number): Mark[] {
  const checked = points.filter(({ status }) => status !== null)
  return groupByPlace(checked, xOf, widthPx).map((group) => {
    const status = loudest(group)
    return {
      x: xOf(group[0]?.timeMs ?? 0),
      status,
      isProof: status === 'clean' && group.some(isProof),
      count: group.length,
    }
  })
}

/** Of the checks that would lie over each other the one that found most. */
export function placeBars(points: readonly HistoryPoint[], xOf: Place, widthPx: number): HistoryPoint[] {
  const drifted = points.filter(({ findingCount }) => (findingCount ?? 0) > 0)
  return groupByPlace(drifted, xOf, widthPx).map((group) =>
    group.reduce((a, b) => ((b.findingCount ?? 0) > (a.findingCount ?? 0) ? b : a)),
  )
}
