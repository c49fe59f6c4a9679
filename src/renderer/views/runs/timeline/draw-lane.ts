import type { TimeSpan } from '../../../stores/ledger-runs/run-filter.ts'
import { barHeightPx, firstFrom, topOfSubRow, type Lane } from './lane-layout.ts'
import { notchedBelowPx, placeTicks, roomyFromPx, tickPx, type TickedBar } from './place-ticks.ts'
import { isMarked, type TimelineColors } from './status-paint.ts'

/** Narrower than this, bars of one pixel are drawn together. */
const minBarPx = 2
const markPx = 3
/** How much of a pixel that holds quiet runs too is the loud one's. */
const mixedPx = 4
const notchTopPx = 3
const notchPx = 3
const mixedNotchPx = 2

export interface LaneFrame {
  readonly context: CanvasRenderingContext2D
  readonly window: TimeSpan
  readonly widthPx: number
  readonly colors: TimelineColors
  /** How loud the run at an index of the table is. */
  readonly loud: Uint8Array
  readonly selectedIndex: number
  readonly hoveredIndex: number
  /** Whether the run at an index of the table met errors. */
  readonly hasErrors: (index: number) => boolean
  /** Moments of the errors of a run, where they are known. */
  readonly ticksOf: (index: number) => readonly number[] | undefined
  /** Told of each run that has room for ticks. */
  readonly onRoomy: (index: number) => void
}

/** The loudest run of each pixel and sub-row, for bars that are too narrow to be drawn alone. */
class Columns {
  private readonly cells: Int8Array
  /** Whether a pixel holds a quiet run too. */
  private readonly quiet: Uint8Array
  /** Whether a run of the pixel met errors. */
  private readonly errors: Uint8Array
  private readonly widthPx: number

  constructor(widthPx: number, subRowCount: number) {
    this.widthPx = widthPx
    this.cells = new Int8Array(widthPx * subRowCount).fill(-1)
    this.quiet = new Uint8Array(widthPx * subRowCount)
    this.errors = new Uint8Array(widthPx * subRowCount)
  }

  mark(subRow: number, xPx: number, loud: number, hasErrors: boolean): void {
    const x = Math.min(this.widthPx - 1, Math.max(0, Math.floor(xPx)))
    const at = subRow * this.widthPx + x
    if ((this.cells[at] ?? -1) < loud) this.cells[at] = loud
    if (!isMarked(loud)) this.quiet[at] = 1
    if (hasErrors) this.errors[at] = 1
  }

  /** Calls back for each pixel with errors. */
  forEachError(draw: (subRow: number, xPx: number, isMixed: boolean) => void): void {
    for (const [at, hasErrors] of this.errors.entries()) {
      const isMixed = this.quiet[at] === 1 && isMarked(this.cells[at] ?? -1)
      if (hasErrors === 1) draw(Math.floor(at / this.widthPx), at % this.widthPx, isMixed)
    }
  }

  /** Calls back for each stretch of equal pixels. */
  forEach(draw: (subRow: number, fromPx: number, toPx: number, loud: number, isMixed: boolean) => void): void {
    for (let at = 0; at < this.cells.length;) {
      const loud = this.cells[at] ?? -1
      const rowEnd = (Math.floor(at / this.widthPx) + 1) * this.widthPx
      const quiet = this.quiet[at]
      let end = at + 1
      while (end < rowEnd && this.cells[end] === loud && this.quiet[end] === quiet) end += 1
      const isMixed = quiet === 1 && isMarked(loud)
      if (loud >= 0)
        draw(Math.floor(at / this.widthPx), at % this.widthPx, end - (rowEnd - this.widthPx), loud, isMixed)
      at = end
    }
  }
}

/** Draws what of a lane is in the window, its top at `yPx`. */
export function drawLane(lane: Lane, yPx: number, frame: LaneFrame): void {
  const { window, widthPx } = frame
  const pxPerMs = widthPx / (window.toMs - window.fromMs)
  const columns = new Columns(Math.max(1, Math.ceil(widthPx)), 4)
  const wide: number[] = []
  for (let i = firstFrom(lane, window.fromMs - lane.longestMs); i < lane.members.length; i += 1) {
    const start = lane.startMs[i] ?? 0
    if (start > window.toMs) break
    const end = lane.endMs[i] ?? start
    if (end < window.fromMs) continue
    if ((end - start) * pxPerMs >= minBarPx) wide.push(i)
    else {
      const index = lane.members[i] ?? 0
      const x = (start - window.fromMs) * pxPerMs
      columns.mark(lane.subRows[i] ?? 0, x, frame.loud[index] ?? 0, frame.hasErrors(index))
    }
  }
  for (const i of wide) drawBar(lane, i, yPx, frame, pxPerMs)
  const { context, colors } = frame
  columns.forEach((subRow, fromPx, toPx, loud, isMixed) => {
    const top = yPx + topOfSubRow(subRow)
    const width = Math.max(minBarPx, toPx - fromPx)
    // Many that went well and one that did not: both are to be seen.
    const quietPx = isMixed ? barHeightPx - mixedPx : 0
    context.fillStyle = colors.status[0] ?? ''
    context.fillRect(fromPx, top, width, quietPx)
    context.fillStyle = colors.status[loud] ?? ''
    context.fillRect(fromPx, top + quietPx, width, barHeightPx - quietPx)
    if (isMarked(loud)) drawMark(context, fromPx, width, top)
  })
  context.fillStyle = colors.raised
  columns.forEachError((subRow, xPx, isMixed) => {
    const top = yPx + topOfSubRow(subRow)
    // Where the loud part is cut off already, the cut is made wider.
    if (isMixed) context.fillRect(xPx, top + barHeightPx - mixedPx - mixedNotchPx, minBarPx, mixedNotchPx)
    else drawNotch(context, xPx, minBarPx, top)
  })
  drawChosen(lane, yPx, frame, pxPerMs)
}

/** A tick across a bar that is too narrow for one along it. */
function drawNotch(context: CanvasRenderingContext2D, xPx: number, widthPx: number, topPx: number): void {
  context.fillRect(xPx, topPx + notchTopPx, widthPx, notchPx)
}

/** A mark below what is loud: seen without colour, and beside bars that are taller than it is wide. */
function drawMark(context: CanvasRenderingContext2D, xPx: number, widthPx: number, topPx: number): void {
  context.fillRect(xPx, topPx + barHeightPx, widthPx, markPx)
}

function placeBar(
  lane: Lane,
  i: number,
  { window, widthPx }: LaneFrame,
  pxPerMs: number,
): { x: number; width: number } {
  const from = Math.max(-4, ((lane.startMs[i] ?? 0) - window.fromMs) * pxPerMs)
  const to = Math.min(widthPx + 4, ((lane.endMs[i] ?? 0) - window.fromMs) * pxPerMs)
  return { x: from, width: Math.max(minBarPx, to - from) }
}

function drawBar(lane: Lane, i: number, yPx: number, frame: LaneFrame, pxPerMs: number): void {
  const { context, colors, loud } = frame
  const index = lane.members[i] ?? 0
  const level = loud[index] ?? 0
  const { x, width } = placeBar(lane, i, frame, pxPerMs)
  const top = yPx + topOfSubRow(lane.subRows[i] ?? 0)
  context.fillStyle = colors.status[level] ?? ''
  context.beginPath()
  context.roundRect(x, top, width, barHeightPx, Math.min(3, width / 2))
  context.fill()
  if (isMarked(level)) drawMark(context, x, Math.min(width, 12), top)
  if (frame.hasErrors(index)) drawTicks(frame, index, { x, width }, top)
}

function drawTicks(frame: LaneFrame, index: number, bar: TickedBar, topPx: number): void {
  const { context, colors, window, widthPx } = frame
  context.fillStyle = colors.raised
  if (bar.width < notchedBelowPx) {
    drawNotch(context, bar.x, bar.width, topPx)
    return
  }
  if (bar.width >= roomyFromPx) frame.onRoomy(index)
  for (const x of placeTicks(bar, frame.ticksOf(index), window, widthPx)) {
    context.fillRect(x, topPx + 3, tickPx, barHeightPx - 6)
  }
}

function drawChosen(lane: Lane, yPx: number, frame: LaneFrame, pxPerMs: number): void {
  const { context, colors, selectedIndex, hoveredIndex } = frame
  for (const [chosen, color] of [
    [hoveredIndex, colors.textDim],
    [selectedIndex, colors.text],
  ] as const) {
    const i = chosen < 0 ? -1 : lane.members.indexOf(chosen)
    if (i < 0) continue
    const { x, width } = placeBar(lane, i, frame, pxPerMs)
    const top = yPx + topOfSubRow(lane.subRows[i] ?? 0)
    context.strokeStyle = color
    context.lineWidth = 2
    context.strokeRect(x - 1, top - 1, width + 2, barHeightPx + 2)
  }
}
