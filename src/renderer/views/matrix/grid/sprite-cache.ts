import type { GridGeometry } from './grid-geometry.ts'

const mostKept = 600

/** Small cells that look the same are drawn once and copied: thousands are in view at once. */
export class SpriteCache {
  private readonly kept = new Map<string, HTMLCanvasElement>()
  private size = ''

  get(key: string, geometry: GridGeometry, draw: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement {
    const { cellWidthPx, cellHeightPx } = geometry
    const ratio = window.devicePixelRatio || 1
    const size = `${cellWidthPx}x${cellHeightPx}@${ratio}`
    if (size !== this.size || this.kept.size >= mostKept) this.clear()
    this.size = size
    const known = this.kept.get(key)
    if (known !== undefined) return known
    const sprite = document.createElement('canvas')
    sprite.width = Math.ceil(cellWidthPx * ratio)
    sprite.height = Math.ceil(cellHeightPx * ratio)
    const context = sprite.getContext('2d', { alpha: false })
    if (context !== null) {
      context.scale(ratio, ratio)
      draw(context)
    }
    this.kept.set(key, sprite)
    return sprite
  }

  /** The colours or what a state looks like may be others. */
  clear(): void {
    this.kept.clear()
  }
}
