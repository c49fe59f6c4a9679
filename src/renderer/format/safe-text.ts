export interface TextPart {
  readonly text: string
  readonly isEscaped: boolean
}

// Controls, bidirectional overrides and invisible characters can make one name look like another.
const unsafe =
  // oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu

const shortEscapes = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\0', '\\0'],
])

function escapeCharacter(character: string): string {
  const short = shortEscapes.get(character)
  if (short !== undefined) return short
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase()
  return `\\u${code.length > 4 ? `{${code}}` : code.padStart(4, '0')}`
}

/** Splits a file name into what can be shown as it is and what must be shown as an escape. */
export function splitUnsafe(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(unsafe)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index), isEscaped: false })
    parts.push({ text: escapeCharacter(match[0]), isEscaped: true })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ text: text.slice(end), isEscaped: false })
  return parts
}

/** The same as one plain string, for tooltips, titles and canvas labels. */
export function escapeUnsafe(text: string): string {
  return text.replace(unsafe, escapeCharacter)
}
