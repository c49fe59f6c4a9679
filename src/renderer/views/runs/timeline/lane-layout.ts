import { durationOf } from '../../../stores/ledger-runs/run-filter.ts'
import type { RunTable } from '../../../stores/ledger-runs/run-table.ts'

export const barHeightPx = 14
const rowGapPx = 3
const lanePaddingPx = 5
const maxSubRows = 4

/** The runs of one folder or pipeline: one under another where they overlap. */
export interface Lane {
  readonly name: string
  readonly topPx: number
  readonly heightPx: number
  /** Indexes into the table, by start. */
  readonly members: Int32Array
  readonly startMs: Float64Array
  readonly endMs: Float64Array
  /** Row of each within the lane. */
  readonly subRows: Uint8Array
  /** Before this long ago nothing can reach into a moment. */
  readonly longestMs: number
}

export interface LaneLayout {
  readonly lanes: readonly Lane[]
  readonly heightPx: number
}

/** Top of a row of bars within its lane. */
export function topOfSubRow(subRow: number): number {
  return lanePaddingPx + subRow * (barHeightPx + rowGapPx)
}

function heightOf(subRowCount: number): number {
  return 2 * lanePaddingPx + subRowCount * (barHeightPx + rowGapPx) - rowGapPx
}

/** Lanes with the newest runs first. `matching` are by start; linear in their number. */
export function layOutLanes(table: RunTable, matching: Int32Array, nowMs: number): LaneLayout {
  const counts = new Uint32Array(table.lanes.names.length)
  for (const at of matching) counts[table.lane[at] ?? 0] = (counts[table.lane[at] ?? 0] ?? 0) + 1
  const members = Array.from(counts, (count) => new Int32Array(count))
  const filled = new Uint32Array(counts.length)
  for (const at of matching) {
    const lane = table.lane[at] ?? 0
    const list = members[lane]
    if (list !== undefined) list[filled[lane] ?? 0] = at
    filled[lane] = (filled[lane] ?? 0) + 1
  }
  const order = members
    .map((list, lane) => ({ list, lane, newestMs: table.startMs[list.at(-1) ?? -1] ?? 0 }))
    .filter(({ list }) => list.length > 0)
    .toSorted((a, b) => b.newestMs - a.newestMs)
  let topPx = 0
  const lanes = order.map(({ list, lane }) => {
    const packed = packLane(table, list, table.lanes.names[lane] ?? '', topPx, nowMs)
    topPx += packed.heightPx
    return packed
  })
  return { lanes, heightPx: topPx }
}

function packLane(table: RunTable, members: Int32Array, name: string, topPx: number, nowMs: number): Lane {
  const startMs = new Float64Array(members.length)
  const endMs = new Float64Array(members.length)
  const subRows = new Uint8Array(members.length)
  const ends = new Float64Array(maxSubRows).fill(Number.NEGATIVE_INFINITY)
  let [longestMs, subRowCount] = [0, 1]
  for (const [i, at] of members.entries()) {
    const durationMs = durationOf(table, at, nowMs)
    const start = table.startMs[at] ?? 0
    startMs[i] = start
    endMs[i] = start + durationMs
    longestMs = Math.max(longestMs, durationMs)
    let row = ends.findIndex((end) => end <= start)
    // More at once than there are rows: the one that ends first is drawn over.
    if (row === -1) row = ends.indexOf(ends.reduce((least, end) => Math.min(least, end)))
    subRows[i] = row
    ends[row] = Math.max(ends[row] ?? 0, start + durationMs)
    subRowCount = Math.max(subRowCount, row + 1)
  }
  return { name, topPx, heightPx: heightOf(subRowCount), members, startMs, endMs, subRows, longestMs }
}

/** The first member that starts at a moment or later. */
export function firstFrom({ startMs }: Lane, momentMs: number): number {
  let [low, high] = [0, startMs.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((startMs[middle] ?? 0) < momentMs) low = middle + 1
    else high = middle
  }
  return low
}

/** The lane at a height, if there is one. */
export function laneAt({ lanes }: LaneLayout, yPx: number): Lane | undefined {
  let [low, high] = [0, lanes.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((lanes[middle]?.topPx ?? 0) <= yPx) low = middle + 1
    else high = middle
  }
  const lane = lanes[low - 1]
  return lane !== undefined && yPx < lane.topPx + lane.heightPx ? lane : undefined
}
