import type { JsonStyle } from './json-layout.ts'

/** All but printable ASCII; JSON itself takes care of quotes and backslashes. */
const beyondAscii = /[^ -~]/gu
const namedEscapes = /^\\[bfnrt]$/u

function escapeCharacter(character: string): string {
  const escaped = JSON.stringify(character).slice(1, -1)
  if (namedEscapes.test(escaped)) return escaped
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`
  }).join('')
}

/** Writes a text as JSON, and with `isAscii` byte for byte as Python does. */
export function formatJsonText(text: string, isAscii: boolean): string {
  const quoted = JSON.stringify(text)
  if (!isAscii) return quoted
  // What JSON.stringify escapes already is ASCII by now, but for U+007F and what lies beyond.
  return quoted.replace(beyondAscii, escapeCharacter)
}

/** What separates a line from the one before it, at a depth of so many levels. */
export function breakAt(style: JsonStyle, level: number): string {
  return style.newline === '' ? '' : style.newline + style.unit.repeat(level)
}

/** What stands between two items at a level. */
export function separatorAt(style: JsonStyle, level: number): string {
  return style.newline === '' ? style.comma : `,${breakAt(style, level)}`
}

/** Writes a value that stands at `level` of its document, laid out as the style says. */
export function formatJsonValue(value: unknown, style: JsonStyle, isAscii: boolean, level: number): string {
  if (typeof value === 'string') return formatJsonText(value, isAscii)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const isList = Array.isArray(value)
  const inner = (item: unknown): string => formatJsonValue(item, style, isAscii, level + 1)
  const items = isList
    ? value.map(inner)
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => formatJsonText(key, isAscii) + style.colon + inner(item))
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  if (items.length === 0) return open + close
  return open + breakAt(style, level + 1) + items.join(separatorAt(style, level + 1)) + breakAt(style, level) + close
}
