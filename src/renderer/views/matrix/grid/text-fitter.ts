import { cutMiddle } from '../../../format/path.ts'
import { escapeUnsafe } from '../../../format/safe-text.ts'

const mostKept = 4000

/** Cuts names in their middle to the width there is; remembers what it measured, for the next frame. */
export class TextFitter {
  private readonly kept = new Map<string, string>()

  fit(context: CanvasRenderingContext2D, name: string, widthPx: number): string {
    const key = `${context.font}|${Math.round(widthPx)}|${name}`
    const known = this.kept.get(key)
    if (known !== undefined) return known
    const text = this.cut(context, escapeUnsafe(name), widthPx)
    if (this.kept.size >= mostKept) this.kept.clear()
    this.kept.set(key, text)
    return text
  }

  private cut(context: CanvasRenderingContext2D, text: string, widthPx: number): string {
    if (context.measureText(text).width <= widthPx) return text
    let [low, high] = [1, text.length]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (context.measureText(cutMiddle(text, middle)).width <= widthPx) low = middle
      else high = middle - 1
    }
    return widthPx < 8 ? '' : cutMiddle(text, low)
  }
}
