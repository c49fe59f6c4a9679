import type { TimeSpan } from '../../../stores/ledger-runs/run-filter.ts'

/** From a few milliseconds to half a century. */
export const minSpanMs = 5
const maxSpanMs = 50 * 365 * 86_400_000

function clampSpan(spanMs: number): number {
  return Math.min(maxSpanMs, Math.max(minSpanMs, spanMs))
}

export function spanOf({ fromMs, toMs }: TimeSpan): number {
  return toMs - fromMs
}

/** Shows `factor` times as much time, with the moment at `fraction` of the width staying where it is. */
export function zoomAt(window: TimeSpan, fraction: number, factor: number): TimeSpan {
  const spanMs = clampSpan(spanOf(window) * factor)
  const anchorMs = window.fromMs + spanOf(window) * fraction
  const fromMs = anchorMs - spanMs * fraction
  return { fromMs, toMs: fromMs + spanMs }
}

/** Moves by a fraction of what is shown. */
export function panBy(window: TimeSpan, fraction: number): TimeSpan {
  const byMs = spanOf(window) * fraction
  return { fromMs: window.fromMs + byMs, toMs: window.toMs + byMs }
}

/** A stretch with some room on both sides. */
export function withRoom({ fromMs, toMs }: TimeSpan, share = 0.04): TimeSpan {
  const spanMs = clampSpan(toMs - fromMs)
  const middle = (fromMs + toMs) / 2
  const halfMs = (spanMs / 2) * (1 + 2 * share)
  return { fromMs: middle - halfMs, toMs: middle + halfMs }
}

/** All of a stretch, or where it is too long to be seen, the part up to now: a log may say year 1. */
export function wholeWindow(span: TimeSpan, nowMs: number): TimeSpan {
  return spanOf(span) > maxSpanMs ? endingAt(nowMs, maxSpanMs) : withRoom(span)
}

const hourMs = 3_600_000
export const presets = [
  { label: '1 h', spanMs: hourMs },
  { label: '1 d', spanMs: 24 * hourMs },
  { label: '1 w', spanMs: 7 * 24 * hourMs },
  { label: '1 mo', spanMs: 30.44 * 24 * hourMs },
  { label: '1 y', spanMs: 365.25 * 24 * hourMs },
] as const

/** A stretch of that length that ends a little after a moment. */
export function endingAt(momentMs: number, spanMs: number): TimeSpan {
  return { fromMs: momentMs - spanMs * 0.97, toMs: momentMs + spanMs * 0.03 }
}

/** Which preset a stretch is, if one. */
export function presetOf(window: TimeSpan): string | undefined {
  return presets.find(({ spanMs }) => Math.abs(spanOf(window) / spanMs - 1) < 0.01)?.label
}

export type Edge = 'from' | 'to'

/** Moves one edge to a moment; the other stays, and is never passed. */
export function withEdge(window: TimeSpan, edge: Edge, momentMs: number): TimeSpan {
  const { fromMs, toMs } = window
  if (edge === 'from') return { fromMs: Math.max(toMs - maxSpanMs, Math.min(momentMs, toMs - minSpanMs)), toMs }
  return { fromMs, toMs: Math.min(fromMs + maxSpanMs, Math.max(momentMs, fromMs + minSpanMs)) }
}

/** Where a key moves an edge: by a twentieth of what is shown, with Shift a quarter, or to the end of all there is. */
export function moveEdgeByKey(
  window: TimeSpan,
  edge: Edge,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  whole: TimeSpan,
): TimeSpan | undefined {
  const stepMs = spanOf(window) * (shiftKey ? 0.25 : 0.05)
  const atMs = edge === 'from' ? window.fromMs : window.toMs
  if (key === 'ArrowLeft' || key === 'ArrowDown') return withEdge(window, edge, atMs - stepMs)
  if (key === 'ArrowRight' || key === 'ArrowUp') return withEdge(window, edge, atMs + stepMs)
  if (key === 'Home') return withEdge(window, edge, whole.fromMs)
  return key === 'End' ? withEdge(window, edge, whole.toMs) : undefined
}

/** Where the grips of both edges begin on a strip: just outside of the stretch, within the strip, and never on each other. */
export function placeGrips(
  window: TimeSpan,
  whole: TimeSpan,
  widthPx: number,
  gripPx: number,
): { readonly from: number; readonly to: number } {
  const xOf = (momentMs: number): number => ((momentMs - whole.fromMs) / spanOf(whole)) * widthPx
  const clamp = (least: number, xPx: number, most: number): number => Math.max(least, Math.min(xPx, most))
  const from = clamp(0, xOf(window.fromMs) - gripPx + 1, widthPx - 2 * gripPx)
  return { from, to: clamp(from + gripPx, xOf(window.toMs) - 1, widthPx - gripPx) }
}
