const quote = 0x22
const backslash = 0x5c
const digitZero = 0x30
const maxSizeDigits = 15
const wordBytes = 4
export const modeDigits = 4

/** What a search gives that finds nothing. */
export const notFound = -1

/** A text of four bytes or more, as words of four: the last one overlaps where it must. */
export interface Literal {
  readonly length: number
  readonly words: Int32Array
}

export function toLiteral(text: string): Literal {
  const bytes = Buffer.from(text)
  const words = Int32Array.from({ length: Math.ceil(bytes.length / wordBytes) }, (_, i) =>
    bytes.readInt32LE(Math.min(i * wordBytes, bytes.length - wordBytes)),
  )
  return { length: bytes.length, words }
}

/** Where the text after `literal` begins, or -1 when it does not stand at `at`. */
export function skipLiteral(view: DataView, at: number, { length, words }: Literal): number {
  const last = at + length - wordBytes
  if (last + wordBytes > view.byteLength) return notFound
  const whole = words.length - 1
  for (let i = 0; i < whole; i += 1) if (view.getInt32(at + i * wordBytes, true) !== words[i]) return notFound
  return view.getInt32(last, true) === words[whole] ? at + length : notFound
}

/** Where the quote that ends a string without escapes is; -1 when it has one, or a control character. */
export function findQuote(bytes: Uint8Array, from: number): number {
  let at = from
  for (;;) {
    const byte = bytes[at]
    if (byte === quote) return at
    if (byte === backslash || byte === undefined || byte < 0x20) return notFound
    at += 1
  }
}

/** Whether the name is what follows the last slash of the path. */
export function isLastPart(
  bytes: Uint8Array,
  nameStart: number,
  nameEnd: number,
  pathStart: number,
  pathEnd: number,
): boolean {
  const from = pathEnd - (nameEnd - nameStart)
  if (from < pathStart || (from > pathStart && bytes[from - 1] !== 0x2f)) return false
  for (let i = nameStart, j = from; i < nameEnd; i += 1, j += 1) {
    if (bytes[i] !== bytes[j] || bytes[i] === 0x2f) return false
  }
  return true
}

/** Where a number without sign, leading zero or fraction ends, if it surely is a safe integer. */
export function findSizeEnd(bytes: Uint8Array, start: number): number {
  let at = start
  while (bytes[at]! >= digitZero && bytes[at]! <= 0x39) at += 1
  const length = at - start
  if (length === 0 || length > maxSizeDigits || (length > 1 && bytes[start] === digitZero)) return notFound
  return at
}

export function readNumber(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at += 1) value = value * 10 + bytes[at]! - digitZero
  return value
}

/** Four octal digits; -1 when they are not. */
export function readMode(bytes: Uint8Array, at: number): number {
  let mode = 0
  for (let i = at; i < at + modeDigits; i += 1) {
    const digit = bytes[i]! - digitZero
    if (!(digit >= 0 && digit <= 7)) return notFound
    mode = mode * 8 + digit
  }
  return mode
}
