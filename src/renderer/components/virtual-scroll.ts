/** Browsers cap an element's height (Chromium near 33.5 million px, Firefox near 17.8): stay clear of both. */
export const maxElementHeightPx = 15_000_000

export interface ScrollScale {
  /** Height of the rows as if all of them were laid out. */
  readonly virtualHeightPx: number
  /** Height the scrolled element is given. */
  readonly elementHeightPx: number
  /** Virtual pixels a pixel of the scrollbar stands for; 1 when nothing needs scaling. */
  readonly factor: number
  /** The furthest virtual offset. */
  readonly lastOffsetPx: number
}

/** How a list of any length fits into an element of bounded height. */
export function scaleScroll(rowCount: number, rowHeightPx: number, viewportPx: number): ScrollScale {
  const virtualHeightPx = rowCount * rowHeightPx
  const elementHeightPx = Math.min(virtualHeightPx, maxElementHeightPx)
  const scrollablePx = elementHeightPx - viewportPx
  const lastOffsetPx = Math.max(0, virtualHeightPx - viewportPx)
  const factor = virtualHeightPx > elementHeightPx && scrollablePx > 0 ? lastOffsetPx / scrollablePx : 1
  return { virtualHeightPx, elementHeightPx, factor, lastOffsetPx }
}

export function toVirtualOffset(scrollTopPx: number, scale: ScrollScale): number {
  return scrollTopPx * scale.factor
}

export function toScrollTop(virtualOffsetPx: number, scale: ScrollScale): number {
  return virtualOffsetPx / scale.factor
}

/** The offset that brings a row into view with the least movement, or null when it is in view. */
export function offsetToShow(row: number, rowHeightPx: number, offsetPx: number, viewportPx: number): number | null {
  const topPx = row * rowHeightPx
  if (topPx < offsetPx) return topPx
  const bottomPx = topPx + rowHeightPx
  return bottomPx > offsetPx + viewportPx ? bottomPx - viewportPx : null
}
