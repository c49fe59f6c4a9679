import type { GridOffset, GridSpot } from './grid-geometry.ts'
import type { MatrixCanvas } from './matrix-canvas.ts'

const clickSlackPx = 4
const edgeStepPx = 18

export type PickMode = 'alone' | 'toggle' | 'extend'

export interface GridListeners {
  readonly onPick: (spot: GridSpot, mode: PickMode) => void
  /** While a range is drawn from where the pointer went down. */
  readonly onDrag: (from: GridSpot, to: GridSpot, isBeside: boolean) => void
  readonly onOpen: (row: number, column: number) => void
  readonly onHover: (spot: GridSpot | undefined, x: number, y: number) => void
  readonly onScrollBy: (by: GridOffset) => void
  readonly onZoom: (by: 1 | -1) => void
}

interface Drag {
  readonly spot: GridSpot
  readonly x: number
  readonly y: number
  readonly isBeside: boolean
}

function modeOf(event: PointerEvent): PickMode {
  if (event.shiftKey) return 'extend'
  return event.ctrlKey || event.metaKey ? 'toggle' : 'alone'
}

function pastEdge(at: number, from: number, to: number): number {
  if (at < from) return -edgeStepPx
  return at > to ? edgeStepPx : 0
}

/** Clicks, drags and hovering on the canvas; Ctrl with the wheel zooms, the wheel alone scrolls as anywhere. */
export class GridGestures {
  private readonly canvas: HTMLCanvasElement
  private readonly drawn: MatrixCanvas
  private readonly listeners: GridListeners
  private readonly stopping = new AbortController()
  private drag: Drag | undefined
  private hasMoved = false

  constructor(canvas: HTMLCanvasElement, drawn: MatrixCanvas, listeners: GridListeners) {
    this.canvas = canvas
    this.drawn = drawn
    this.listeners = listeners
    const { signal } = this.stopping
    canvas.addEventListener('pointerdown', (event) => this.handleDown(event), { signal })
    canvas.addEventListener('pointermove', (event) => this.handleMove(event), { signal })
    canvas.addEventListener('pointerup', () => this.handleUp(), { signal })
    canvas.addEventListener('pointercancel', () => (this.drag = undefined), { signal })
    canvas.addEventListener('pointerleave', () => this.handleLeave(), { signal })
    canvas.addEventListener('dblclick', (event) => this.handleDouble(event), { signal })
    // React listens to the wheel passively, and so cannot keep the page where it is.
    canvas.addEventListener('wheel', (event) => this.handleWheel(event), { signal, passive: false })
  }

  stop(): void {
    this.stopping.abort()
  }

  private handleDown(event: PointerEvent): void {
    if (event.button !== 0) return
    const spot = this.drawn.spotAt(event.offsetX, event.offsetY)
    if (spot === undefined) return
    this.canvas.setPointerCapture(event.pointerId)
    this.hasMoved = false
    const mode = modeOf(event)
    this.drag = { spot, x: event.offsetX, y: event.offsetY, isBeside: mode !== 'alone' }
    this.listeners.onPick(spot, mode)
  }

  private handleMove(event: PointerEvent): void {
    const { drag } = this
    const { offsetX: x, offsetY: y } = event
    const spot = this.drawn.spotAt(x, y)
    if (drag === undefined) {
      this.drawn.hover(spot)
      this.listeners.onHover(spot, x, y)
      return
    }
    this.hasMoved ||= Math.abs(x - drag.x) > clickSlackPx || Math.abs(y - drag.y) > clickSlackPx
    if (!this.hasMoved || drag.spot.type === 'corner') return
    this.listeners.onHover(undefined, x, y)
    this.scrollAtEdge(drag, x, y)
    if (spot !== undefined) this.listeners.onDrag(drag.spot, spot, drag.isBeside)
  }

  private scrollAtEdge({ spot }: Drag, x: number, y: number): void {
    const { scene, box } = this.drawn
    if (scene === undefined) return
    const { rowHeaderPx, columnHeaderPx } = scene.geometry
    const left = spot.type === 'row' ? 0 : pastEdge(x, rowHeaderPx, box.widthPx)
    const top = spot.type === 'column' ? 0 : pastEdge(y, columnHeaderPx, box.heightPx)
    if (left !== 0 || top !== 0) this.listeners.onScrollBy({ left, top })
  }

  private handleUp(): void {
    this.drag = undefined
  }

  private handleLeave(): void {
    if (this.drag !== undefined) return
    this.drawn.hover(undefined)
    this.listeners.onHover(undefined, 0, 0)
  }

  private handleDouble(event: MouseEvent): void {
    const spot = this.drawn.spotAt(event.offsetX, event.offsetY)
    if (spot?.type === 'cell') this.listeners.onOpen(spot.row, spot.column)
  }

  private handleWheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    if (event.deltaY !== 0) this.listeners.onZoom(event.deltaY < 0 ? 1 : -1)
  }
}
