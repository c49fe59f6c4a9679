import { isUtf8 } from 'node:buffer'

const shortEscapes = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\f', '\\f'],
  ['\b', '\\b'],
])
const toEscape = /["\\]|[^ -~]/g

function escapeUnit(unit: string): string {
  return shortEscapes.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** A JSON string literal as Python's `json.dumps` writes it: ASCII only, anything else as escapes of UTF-16 units. */
export function quotePython(text: string): string {
  return `"${text.replace(toEscape, escapeUnit)}"`
}

/** Length of the well-formed UTF-8 sequence (Unicode, table 3-7) that begins at `at`; 0 where none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  if (first < 0xc2 || first > 0xf4) return 0
  for (let i = 1; i < length; i += 1) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0
  const second = bytes[at + 1] ?? 0
  const isOverlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90)
  const isBeyond = (first === 0xed && second >= 0xa0) || (first === 0xf4 && second >= 0x90)
  return isOverlong || isBeyond ? 0 : length
}

/** Decodes a file name as Python does (PEP 383): each byte that is not UTF-8 becomes a lone surrogate U+DC80 to U+DCFF. */
export function decodeSurrogateEscape(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at)
    text += length === 0 ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0)) : bytes.toString('utf8', at, at + length)
    at += Math.max(1, length)
  }
  return text
}
