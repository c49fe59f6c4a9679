export interface ChipText {
  readonly word: string
  readonly count: string
}

export type MeasureText = (text: string) => number

// As in filter-chip.module.css: padding and border, an icon, and what lies between a chip's parts and between chips.
const chipPx = 18
const iconPx = 13
const gapPx = 6
/** Left and right of the strip. */
const stripPx = 32

/** How many of the first chips keep their word so that all of them fit; the later ones are left with icon and count. */
export function countWords(chips: readonly ChipText[], widthPx: number, measure: MeasureText): number {
  const wordsPx = chips.map(({ word }) => measure(word) + gapPx)
  const barePx = chips.reduce((sum, { count }) => sum + chipPx + iconPx + gapPx + measure(count) + gapPx, stripPx)
  let excessPx = barePx + wordsPx.reduce((sum, px) => sum + px, 0) - widthPx
  let count = chips.length
  while (excessPx > 0 && count > 0) excessPx -= wordsPx[--count] ?? 0
  return count
}

/** Measures as the page would set a chip's text, in the bold that a count has. */
export function measureInPage(): MeasureText {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) return (text) => text.length * 7
  context.font = `600 12px ${getComputedStyle(document.body).fontFamily}`
  return (text) => context.measureText(text).width
}
