import { drawActive, drawCell } from './draw-cell.ts'
import { drawColumnHeader, drawCorner, drawRowHeader } from './draw-headers.ts'
import { readGridColors, type GridColors } from './grid-colors.ts'
import { spotAt, visibleRange, type BoxSize, type GridOffset, type GridSpot } from './grid-geometry.ts'
import type { GridFrame, GridScene } from './grid-scene.ts'
import { SpriteCache } from './sprite-cache.ts'
import { TextFitter } from './text-fitter.ts'

const pulseMs = 1600
const liveEveryMs = 50
const still = 0.6

/** Draws the grid into one canvas, at most once a frame; while something is being built, only those cells, more seldom. */
export class MatrixCanvas {
  offset: GridOffset = { left: 0, top: 0 }
  box: BoxSize = { widthPx: 0, heightPx: 0 }
  scene: GridScene | undefined
  private readonly canvas: HTMLCanvasElement
  private readonly wantsStillness = window.matchMedia('(prefers-reduced-motion: reduce)')
  private readonly fitter = new TextFitter()
  private readonly sprites = new SpriteCache()
  private hovered = { row: -1, column: -1 }
  private colors: GridColors | undefined
  private scheme = ''
  private frame = 0
  private liveTimer: ReturnType<typeof setTimeout> | undefined
  private liveCells: { readonly row: number; readonly column: number }[] = []

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas
  }

  show(scene: GridScene): void {
    if (scene.detail !== this.scene?.detail) this.sprites.clear()
    this.scene = scene
    this.draw()
  }

  resize(box: BoxSize): void {
    this.box = box
    this.draw()
  }

  /** The theme may be another one. */
  recolor(scheme: string): void {
    if (scheme === this.scheme) return
    this.scheme = scheme
    this.colors = undefined
    this.sprites.clear()
    this.draw()
  }

  scrollTo(offset: GridOffset): void {
    this.offset = offset
    this.draw()
  }

  hover(spot: GridSpot | undefined): void {
    const row = spot?.type === 'cell' || spot?.type === 'row' ? spot.row : -1
    const column = spot?.type === 'cell' || spot?.type === 'column' ? spot.column : -1
    if (row === this.hovered.row && column === this.hovered.column) return
    this.hovered = { row, column }
    this.draw()
  }

  spotAt(x: number, y: number): GridSpot | undefined {
    return this.scene === undefined ? undefined : spotAt(this.scene.geometry, this.offset, x, y)
  }

  stop(): void {
    cancelAnimationFrame(this.frame)
    clearTimeout(this.liveTimer)
  }

  draw(): void {
    if (this.frame !== 0) return
    this.frame = requestAnimationFrame((nowMs) => {
      this.frame = 0
      const frame = this.makeFrame(nowMs)
      if (frame !== undefined) this.paint(frame)
    })
  }

  private makeFrame(nowMs: number): GridFrame | undefined {
    const { scene, canvas, box, offset, hovered, fitter, sprites } = this
    const context = canvas.getContext('2d', { alpha: false })
    if (scene === undefined || context === null || box.widthPx === 0) return undefined
    this.colors ??= readGridColors(canvas)
    const ratio = window.devicePixelRatio || 1
    const [width, height] = [Math.round(box.widthPx * ratio), Math.round(box.heightPx * ratio)]
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    const pulse = this.wantsStillness.matches ? still : 0.5 - 0.5 * Math.cos((nowMs / pulseMs) * Math.PI * 2)
    return { ...scene, context, colors: this.colors, offset, ...box, hovered, pulse, fitter, sprites }
  }

  private paint(frame: GridFrame): void {
    const { context, geometry, colors, offset } = frame
    const range = visibleRange(geometry, offset, frame)
    context.fillStyle = colors.surface
    context.fillRect(0, 0, frame.widthPx, frame.heightPx)
    this.liveCells = []
    for (let row = range.firstRow; row <= range.lastRow; row += 1) {
      for (let column = range.firstColumn; column <= range.lastColumn; column += 1) {
        if (drawCell(frame, row, column)) this.liveCells.push({ row, column })
      }
    }
    drawActive(frame)
    for (let at = range.firstColumn; at <= range.lastColumn; at += 1) drawColumnHeader(frame, at)
    for (let at = range.firstRow; at <= range.lastRow; at += 1) drawRowHeader(frame, at)
    drawCorner(frame)
    context.fillStyle = colors.line
    context.fillRect(0, geometry.columnHeaderPx - 1, frame.widthPx, 1)
    context.fillRect(geometry.rowHeaderPx - 1, 0, 1, frame.heightPx)
    this.liven()
  }

  /** Keeps what is being built moving, quietly, as long as it is in view and motion is wanted. */
  private liven(): void {
    clearTimeout(this.liveTimer)
    if (this.liveCells.length === 0 || this.wantsStillness.matches) return
    this.liveTimer = setTimeout(() => {
      requestAnimationFrame((nowMs) => this.paintLive(nowMs))
    }, liveEveryMs)
  }

  private paintLive(nowMs: number): void {
    const frame = this.makeFrame(nowMs)
    if (frame === undefined) return
    const { context, geometry } = frame
    const { rowHeaderPx, columnHeaderPx } = geometry
    context.save()
    context.beginPath()
    context.rect(rowHeaderPx, columnHeaderPx, frame.widthPx - rowHeaderPx, frame.heightPx - columnHeaderPx)
    context.clip()
    for (const { row, column } of this.liveCells) drawCell(frame, row, column)
    drawActive(frame)
    context.restore()
    this.liven()
  }
}
