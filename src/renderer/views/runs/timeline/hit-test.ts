import type { TimeSpan } from '../../../stores/ledger-runs/run-filter.ts'
import { barHeightPx, firstFrom, laneAt, topOfSubRow, type Lane, type LaneLayout } from './lane-layout.ts'

/** How near the pointer must come to a bar that is thinner than that. */
const reachPx = 4

export interface Hit {
  readonly lane: Lane
  /** Its place among the lane's members. */
  readonly member: number
  /** Index into the table. */
  readonly index: number
}

/** The run under a point, or the nearest within a few pixels; a failure before a success. */
export function hitRun(
  layout: LaneLayout,
  window: TimeSpan,
  widthPx: number,
  point: { readonly xPx: number; readonly yPx: number },
  isLoud: (index: number) => boolean,
): Hit | undefined {
  const lane = laneAt(layout, point.yPx)
  if (lane === undefined || widthPx <= 0) return undefined
  const msPerPx = (window.toMs - window.fromMs) / widthPx
  const momentMs = window.fromMs + point.xPx * msPerPx
  const reachMs = reachPx * msPerPx
  const yInLane = point.yPx - lane.topPx
  let best: { member: number; score: number } | undefined
  for (let i = firstFrom(lane, momentMs - reachMs - lane.longestMs); i < lane.members.length; i += 1) {
    const start = lane.startMs[i] ?? 0
    if (start > momentMs + reachMs) break
    const end = lane.endMs[i] ?? start
    if (end < momentMs - reachMs) continue
    const top = topOfSubRow(lane.subRows[i] ?? 0)
    if (yInLane < top - 2 || yInLane > top + barHeightPx + 2) continue
    const distanceMs = Math.max(0, start - momentMs, momentMs - end)
    const score = distanceMs / Math.max(msPerPx, 1e-9) - (isLoud(lane.members[i] ?? 0) ? reachPx : 0)
    if (best === undefined || score <= best.score) best = { member: i, score }
  }
  return best === undefined ? undefined : { lane, member: best.member, index: lane.members[best.member] ?? 0 }
}
