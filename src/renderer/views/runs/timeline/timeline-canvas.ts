import type { TimeSpan } from '../../../stores/ledger-runs/run-filter.ts'
import { axisHeightPx, drawAxis } from './draw-axis.ts'
import { drawLane, type LaneFrame } from './draw-lane.ts'
import { hitRun, type Hit } from './hit-test.ts'
import type { LaneLayout } from './lane-layout.ts'
import { readTimelineColors, type TimelineColors } from './status-paint.ts'

/** What is drawn; everything but the place in time, which the user moves. */
export interface TimelineScene {
  readonly layout: LaneLayout
  /** How loud each run of the table is. */
  readonly loud: Uint8Array
  readonly selectedIndex: number
  readonly brush: TimeSpan | null
  readonly hasErrors: LaneFrame['hasErrors']
  readonly ticksOf: LaneFrame['ticksOf']
  readonly onRoomy: LaneFrame['onRoomy']
  readonly nowMs: number
}

interface Size {
  readonly widthPx: number
  readonly heightPx: number
}

/** Draws the timeline into one canvas, at most once a frame; knows which run is where. */
export class TimelineCanvas {
  window: TimeSpan
  scrollPx = 0
  hoveredIndex = -1
  private readonly canvas: HTMLCanvasElement
  private readonly onFrame: (canvas: TimelineCanvas) => void
  private scene: TimelineScene | undefined
  private size: Size = { widthPx: 0, heightPx: 0 }
  private colors: TimelineColors | undefined
  private scheme = ''
  private frame = 0

  /** `onFrame` is called after each drawing, for what stands beside the canvas. */
  constructor(canvas: HTMLCanvasElement, window: TimeSpan, onFrame: (canvas: TimelineCanvas) => void) {
    this.canvas = canvas
    this.window = window
    this.onFrame = onFrame
  }

  get widthPx(): number {
    return this.size.widthPx
  }

  get lanesHeightPx(): number {
    return Math.max(0, this.size.heightPx - axisHeightPx)
  }

  show(scene: TimelineScene): void {
    this.scene = scene
    this.draw()
  }

  resize(widthPx: number, heightPx: number): void {
    this.size = { widthPx, heightPx }
    this.draw()
  }

  /** The theme may be another one. */
  recolor(scheme: string): void {
    if (scheme === this.scheme) return
    this.scheme = scheme
    this.colors = undefined
    this.draw()
  }

  moveTo(window: TimeSpan): void {
    this.window = window
    this.draw()
  }

  scrollTo(scrollPx: number): void {
    const most = Math.max(0, (this.scene?.layout.heightPx ?? 0) - this.lanesHeightPx)
    this.scrollPx = Math.min(most, Math.max(0, scrollPx))
    this.draw()
  }

  hover(index: number): void {
    if (index === this.hoveredIndex) return
    this.hoveredIndex = index
    this.draw()
  }

  hit(xPx: number, yPx: number): Hit | undefined {
    const { scene } = this
    if (scene === undefined || yPx < axisHeightPx) return undefined
    const point = { xPx, yPx: yPx - axisHeightPx + this.scrollPx }
    return hitRun(scene.layout, this.window, this.widthPx, point, (index) => (scene.loud[index] ?? 0) >= 3)
  }

  momentAt(xPx: number): number {
    const { fromMs, toMs } = this.window
    return fromMs + ((toMs - fromMs) * xPx) / Math.max(1, this.widthPx)
  }

  stop(): void {
    cancelAnimationFrame(this.frame)
  }

  draw(): void {
    if (this.frame !== 0) return
    this.frame = requestAnimationFrame(() => {
      this.frame = 0
      this.paint()
      this.onFrame(this)
    })
  }

  private paint(): void {
    const { scene, canvas, size } = this
    const context = canvas.getContext('2d')
    if (scene === undefined || context === null || size.widthPx === 0) return
    this.colors ??= readTimelineColors(canvas)
    this.prepare(context)
    const { colors } = this
    context.fillStyle = colors.surface
    context.fillRect(0, 0, size.widthPx, size.heightPx)
    if (scene.brush !== null) this.shade(context, scene.brush, colors.accentSoft)
    drawAxis(context, this.window, size, colors)
    context.save()
    context.beginPath()
    context.rect(0, axisHeightPx, size.widthPx, this.lanesHeightPx)
    context.clip()
    this.paintLanes(context, scene, colors)
    context.restore()
    this.line(context, scene.nowMs, colors.accent)
    if (scene.brush !== null) {
      this.line(context, scene.brush.fromMs, colors.accent)
      this.line(context, scene.brush.toMs, colors.accent)
    }
  }

  private prepare(context: CanvasRenderingContext2D): void {
    const ratio = window.devicePixelRatio || 1
    const [width, height] = [Math.round(this.size.widthPx * ratio), Math.round(this.size.heightPx * ratio)]
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width
      this.canvas.height = height
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
  }

  private paintLanes(context: CanvasRenderingContext2D, scene: TimelineScene, colors: TimelineColors): void {
    const { selectedIndex, loud, hasErrors, ticksOf, onRoomy } = scene
    const { window, hoveredIndex } = this
    const { widthPx } = this.size
    const frame: LaneFrame = {
      context,
      window,
      widthPx,
      colors,
      loud,
      selectedIndex,
      hoveredIndex,
      hasErrors,
      ticksOf,
      onRoomy,
    }
    for (const lane of scene.layout.lanes) {
      const y = axisHeightPx + lane.topPx - this.scrollPx
      if (y > this.size.heightPx) return
      if (y + lane.heightPx < axisHeightPx) continue
      context.fillStyle = colors.line
      context.fillRect(0, y + lane.heightPx - 1, widthPx, 1)
      drawLane(lane, y, frame)
    }
  }

  private xOf(momentMs: number): number {
    const { fromMs, toMs } = this.window
    return ((momentMs - fromMs) / (toMs - fromMs)) * this.size.widthPx
  }

  private shade(context: CanvasRenderingContext2D, { fromMs, toMs }: TimeSpan, color: string): void {
    context.fillStyle = color
    const from = Math.max(0, this.xOf(fromMs))
    context.fillRect(from, 0, Math.min(this.size.widthPx, this.xOf(toMs)) - from, this.size.heightPx)
  }

  private line(context: CanvasRenderingContext2D, momentMs: number, color: string): void {
    const x = this.xOf(momentMs)
    if (x < 0 || x > this.size.widthPx) return
    context.fillStyle = color
    context.fillRect(Math.round(x), 0, 1, this.size.heightPx)
  }
}
