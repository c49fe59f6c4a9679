import type { TimeSpan } from '../../../stores/ledger-runs/run-filter.ts'
import { axisHeightPx } from './draw-axis.ts'
import type { TimelineCanvas } from './timeline-canvas.ts'
import { panBy, spanOf, zoomAt } from './time-window.ts'

const clickSlackPx = 4
const linePx = 16
const zoomPerPx = 0.0022

export interface GestureListeners {
  readonly onSelect: (index: number) => void
  readonly onOpen: (index: number) => void
  readonly onHover: (index: number, xPx: number, yPx: number) => void
  /** While a stretch is drawn, and at its end; null when it was a click. */
  readonly onBrush: (span: TimeSpan | null) => void
}

type Drag =
  | {
      readonly type: 'pan'
      readonly window: TimeSpan
      readonly scrollPx: number
      readonly xPx: number
      readonly yPx: number
    }
  | { readonly type: 'brush'; readonly startMs: number; readonly xPx: number }

/** Wheel, drag and click on the canvas: the wheel zooms at the pointer, dragging pans, dragging the axis or with Shift brushes. */
export class TimelineGestures {
  private readonly canvas: HTMLCanvasElement
  private readonly timeline: TimelineCanvas
  private readonly listeners: GestureListeners
  private drag: Drag | undefined
  private hasMoved = false

  constructor(canvas: HTMLCanvasElement, timeline: TimelineCanvas, listeners: GestureListeners) {
    this.canvas = canvas
    this.timeline = timeline
    this.listeners = listeners
    // React listens to the wheel passively, and so cannot keep the page where it is.
    canvas.addEventListener('wheel', this.handleWheel, { passive: false })
    canvas.addEventListener('pointerdown', this.handleDown)
    canvas.addEventListener('pointermove', this.handleMove)
    canvas.addEventListener('pointerup', this.handleUp)
    canvas.addEventListener('pointerleave', this.handleLeave)
    canvas.addEventListener('dblclick', this.handleDouble)
  }

  stop(): void {
    this.canvas.removeEventListener('wheel', this.handleWheel)
    this.canvas.removeEventListener('pointerdown', this.handleDown)
    this.canvas.removeEventListener('pointermove', this.handleMove)
    this.canvas.removeEventListener('pointerup', this.handleUp)
    this.canvas.removeEventListener('pointerleave', this.handleLeave)
    this.canvas.removeEventListener('dblclick', this.handleDouble)
  }

  private readonly handleWheel = (event: WheelEvent): void => {
    event.preventDefault()
    const { timeline } = this
    const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? linePx : 1
    const [dx, dy] = [event.deltaX * scale, event.deltaY * scale]
    if (event.shiftKey || Math.abs(dx) > Math.abs(dy)) {
      timeline.moveTo(panBy(timeline.window, (dx === 0 ? dy : dx) / Math.max(1, timeline.widthPx)))
      return
    }
    if (event.altKey) {
      timeline.scrollTo(timeline.scrollPx + dy)
      return
    }
    const fraction = event.offsetX / Math.max(1, timeline.widthPx)
    timeline.moveTo(zoomAt(timeline.window, fraction, Math.exp(dy * zoomPerPx)))
  }

  private readonly handleDown = (event: PointerEvent): void => {
    if (event.button !== 0) return
    this.canvas.setPointerCapture(event.pointerId)
    this.hasMoved = false
    const { offsetX: xPx, offsetY: yPx } = event
    const { window, scrollPx } = this.timeline
    const isBrush = event.shiftKey || yPx < axisHeightPx
    this.drag = isBrush
      ? { type: 'brush', startMs: this.timeline.momentAt(xPx), xPx }
      : { type: 'pan', window, scrollPx, xPx, yPx }
  }

  private readonly handleMove = (event: PointerEvent): void => {
    const { drag, timeline } = this
    const { offsetX: xPx, offsetY: yPx } = event
    if (drag === undefined) {
      const hit = timeline.hit(xPx, yPx)
      timeline.hover(hit?.index ?? -1)
      this.listeners.onHover(hit?.index ?? -1, xPx, yPx)
      return
    }
    const isFar =
      Math.abs(xPx - drag.xPx) > clickSlackPx || (drag.type === 'pan' && Math.abs(yPx - drag.yPx) > clickSlackPx)
    this.hasMoved ||= isFar
    if (!this.hasMoved) return
    this.listeners.onHover(-1, xPx, yPx)
    if (drag.type === 'brush') {
      const momentMs = timeline.momentAt(xPx)
      this.listeners.onBrush({ fromMs: Math.min(drag.startMs, momentMs), toMs: Math.max(drag.startMs, momentMs) })
      return
    }
    timeline.scrollTo(drag.scrollPx - (yPx - drag.yPx))
    timeline.moveTo(panBy(drag.window, (drag.xPx - xPx) / Math.max(1, timeline.widthPx)))
  }

  private readonly handleUp = (event: PointerEvent): void => {
    const { drag, hasMoved } = this
    this.drag = undefined
    if (drag === undefined || hasMoved) return
    if (drag.type === 'brush') this.listeners.onBrush(null)
    else this.listeners.onSelect(this.timeline.hit(event.offsetX, event.offsetY)?.index ?? -1)
  }

  private readonly handleLeave = (): void => {
    if (this.drag !== undefined) return
    this.timeline.hover(-1)
    this.listeners.onHover(-1, 0, 0)
  }

  private readonly handleDouble = (event: MouseEvent): void => {
    const hit = this.timeline.hit(event.offsetX, event.offsetY)
    if (hit !== undefined) this.listeners.onOpen(hit.index)
  }
}

/** What a key does to the place in time; false for keys of no concern here. */
export function moveTimelineByKey(timeline: TimelineCanvas, key: string, isShift: boolean): boolean {
  const pages: Readonly<Record<string, number>> = { ArrowLeft: -0.2, ArrowRight: 0.2 }
  if (key === '+' || key === '=') timeline.moveTo(zoomAt(timeline.window, 0.5, 0.5))
  else if (key === '-') timeline.moveTo(zoomAt(timeline.window, 0.5, 2))
  else if (isShift && pages[key] !== undefined) timeline.moveTo(panBy(timeline.window, pages[key]))
  else if (key === 'PageDown') timeline.scrollTo(timeline.scrollPx + timeline.lanesHeightPx)
  else if (key === 'PageUp') timeline.scrollTo(timeline.scrollPx - timeline.lanesHeightPx)
  else return false
  return true
}

/** The stretch that brings a moment into view, unless it is there. */
export function showMoment(window: TimeSpan, momentMs: number): TimeSpan {
  if (momentMs >= window.fromMs && momentMs <= window.toMs) return window
  const half = spanOf(window) / 2
  return { fromMs: momentMs - half, toMs: momentMs + half }
}
