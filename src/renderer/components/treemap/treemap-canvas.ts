import type { ColorScheme, MapNode } from './map-node.ts'
import { paintHover, paintTreemap, type MapLook } from './treemap-paint.ts'
import type { TreemapCell } from './treemap-layout.ts'

const zoomMs = 220

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function ease(t: number): number {
  return 1 - (1 - t) ** 3
}

function between(from: Box, to: Box, t: number): Box {
  const mix = (a: number, b: number): number => a + (b - a) * t
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    width: mix(from.width, to.width),
    height: mix(from.height, to.height),
  }
}

/** Draws the map into one canvas: a finished picture below, the hover above, and the zoom from one picture to the next. */
export class TreemapCanvas<Node extends MapNode> {
  private readonly canvas: HTMLCanvasElement
  private picture: HTMLCanvasElement | undefined
  private frame = 0
  private widthPx = 0
  private heightPx = 0
  private scheme: ColorScheme = 'light'
  private hovered: TreemapCell<Node> | undefined

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas
  }

  /** Shows new cells; `zoom` is where the new map stood in the old one, or the old one stands in the new. */
  show(
    cells: readonly TreemapCell<Node>[],
    size: Box,
    { scheme, look }: { scheme: ColorScheme; look: MapLook<Node> },
    zoom?: { box: Box; isInward: boolean },
  ): void {
    const before = this.picture
    const isSameSize = size.width === this.widthPx && size.height === this.heightPx
    this.widthPx = size.width
    this.heightPx = size.height
    this.scheme = scheme
    this.hovered = undefined
    this.picture = this.paint(cells, look)
    this.resize(this.canvas)
    cancelAnimationFrame(this.frame)
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    if (before === undefined || zoom === undefined || !isSameSize || isStill) this.compose()
    else this.animate(before, this.picture, zoom.box, zoom.isInward)
  }

  hover(cell: TreemapCell<Node> | undefined): void {
    if (cell === this.hovered) return
    this.hovered = cell
    this.compose()
  }

  stop(): void {
    cancelAnimationFrame(this.frame)
  }

  private get whole(): Box {
    return { x: 0, y: 0, width: this.widthPx, height: this.heightPx }
  }

  private resize(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
    const ratio = window.devicePixelRatio || 1
    canvas.width = Math.round(this.widthPx * ratio)
    canvas.height = Math.round(this.heightPx * ratio)
    const context = canvas.getContext('2d')
    context?.scale(ratio, ratio)
    return context
  }

  private paint(cells: readonly TreemapCell<Node>[], look: MapLook<Node>): HTMLCanvasElement {
    const picture = document.createElement('canvas')
    const context = this.resize(picture)
    if (context !== null) paintTreemap(context, cells, this.scheme, look)
    return picture
  }

  private compose(): void {
    const context = this.canvas.getContext('2d')
    if (context === null || this.picture === undefined) return
    context.clearRect(0, 0, this.widthPx, this.heightPx)
    this.draw(context, this.picture, this.whole, 1)
    if (this.hovered !== undefined) paintHover(context, this.hovered, this.scheme)
  }

  private draw(context: CanvasRenderingContext2D, picture: HTMLCanvasElement, box: Box, alpha: number): void {
    if (picture.width === 0 || picture.height === 0) return
    context.globalAlpha = alpha
    context.drawImage(picture, box.x, box.y, box.width, box.height)
    context.globalAlpha = 1
  }

  /** The small picture grows from its box to the whole while the large one grows away around it, or back. */
  private animate(before: HTMLCanvasElement, after: HTMLCanvasElement, box: Box, isInward: boolean): void {
    const startedMs = performance.now()
    const outer = isInward ? before : after
    const inner = isInward ? after : before
    const step = (nowMs: number): void => {
      const t = Math.min(1, (nowMs - startedMs) / zoomMs)
      const open = isInward ? ease(t) : 1 - ease(t)
      const innerBox = between(box, this.whole, open)
      const scaleX = innerBox.width / Math.max(1, box.width)
      const scaleY = innerBox.height / Math.max(1, box.height)
      const context = this.canvas.getContext('2d')
      if (context === null) return
      context.clearRect(0, 0, this.widthPx, this.heightPx)
      this.draw(
        context,
        outer,
        {
          x: innerBox.x - box.x * scaleX,
          y: innerBox.y - box.y * scaleY,
          width: this.widthPx * scaleX,
          height: this.heightPx * scaleY,
        },
        1,
      )
      this.draw(context, inner, innerBox, open)
      if (t < 1) this.frame = requestAnimationFrame(step)
      else this.compose()
    }
    this.frame = requestAnimationFrame(step)
  }
}
