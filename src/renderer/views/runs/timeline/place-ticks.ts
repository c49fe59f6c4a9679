import type { TimeSpan } from '../../../stores/ledger-runs/run-filter.ts'

export const tickPx = 1.5
/** Below, a bar has no room for a tick along it. */
export const notchedBelowPx = 6
/** From here on there is room to tell when the errors happened. */
export const roomyFromPx = 16
/** Ticks that are nearer to each other are one. */
const apartPx = 3

/** A bar as it is drawn, which may begin and end beyond the canvas. */
export interface TickedBar {
  readonly x: number
  readonly width: number
}

/**
 * Where the ticks of a bar with errors are drawn: at their moments where there is room for them, and one at least, in the
 * middle, where there is none or where nobody recorded when they happened. None while their moments are still asked for.
 */
export function placeTicks(
  { x, width }: TickedBar,
  momentsMs: readonly number[] | undefined,
  { fromMs, toMs }: TimeSpan,
  widthPx: number,
): number[] {
  const middle = [Math.round(x + width / 2 - tickPx / 2)]
  if (width < roomyFromPx) return middle
  if (momentsMs === undefined) return []
  if (momentsMs.length === 0) return middle
  const pxPerMs = widthPx / (toMs - fromMs)
  const lastPx = x + width - tickPx - 1
  const places: number[] = []
  for (const momentMs of momentsMs) {
    // At the very ends of a bar a tick would look like a part of its outline.
    const tickX = Math.round(Math.min(lastPx, Math.max(x + 1, (momentMs - fromMs) * pxPerMs)))
    if (tickX < 0 || tickX > widthPx) continue
    if (tickX - (places.at(-1) ?? Number.NEGATIVE_INFINITY) >= apartPx) places.push(tickX)
  }
  return places
}
