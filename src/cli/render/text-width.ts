const zeroWidth = /^\p{Mark}$/u
// Scripts and blocks whose characters fill two cells of a terminal.
const doubleWidth =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u

function characterWidth(character: string): number {
  if (character <= '~') return 1
  if (zeroWidth.test(character)) return 0
  return doubleWidth.test(character) ? 2 : 1
}

/** Cells of a terminal that a text without control characters takes. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** The end of a text that fits, with `…` for what went: the end of a path tells more than its start. */
export function keepEnd(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text
  if (columns < 1) return ''
  let kept = ''
  let width = 1
  for (const character of Array.from(text).toReversed()) {
    width += characterWidth(character)
    if (width > columns) break
    kept = character + kept
  }
  return `…${kept}`
}
