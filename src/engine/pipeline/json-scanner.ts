import type { ManifestProblemReason } from '../../shared/model/process-manifest.ts'

const quote = 0x22
const backslash = 0x5c
const colon = 0x3a
const comma = 0x2c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
/** Far more than any key has. */
const maxKeyBytes = 64 * 1024

/** A value's first byte and the one behind it. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Where the bytes stop being JSON; `message` completes the sentence that begins with the place. */
export class ScanFault extends Error {
  readonly reason: ManifestProblemReason
  readonly offset: number

  constructor(reason: ManifestProblemReason, offset: number, message: string) {
    super(message)
    this.reason = reason
    this.offset = offset
  }
}

function describeByte(byte: number): string {
  return byte > 0x20 && byte < 0x7f
    ? `"${String.fromCharCode(byte)}"`
    : `the byte 0x${byte.toString(16).padStart(2, '0')}`
}

/**
 * Walks over JSON bytes (RFC 8259) without parsing values: it counts brackets and strings only, so what it passes over is
 * for the parser to judge. Throws a `ScanFault` where it cannot go on.
 */
export class JsonScanner {
  readonly bytes: Buffer
  at = 0
  /** Keys of the object last passed over, repeated ones too. */
  fieldCount = 0
  /** Levels of brackets in the value last passed over. */
  depth = 0
  private readonly end: number

  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  /** The next byte that is no white space; -1 at the end. */
  peek(): number {
    const { bytes, end } = this
    let at = this.at
    for (; at < end; at += 1) {
      const byte = bytes[at]!
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break
    }
    this.at = at
    return at < end ? bytes[at]! : -1
  }

  /** Passes over a byte of the grammar; `expected` completes "expected …". */
  take(byte: number, expected: string): void {
    if (this.peek() !== byte) throw this.unexpected(expected)
    this.at += 1
  }

  /** Passes over a comma, or what closes the object; whether another key comes. */
  goesOn(): boolean {
    const byte = this.peek()
    if (byte !== comma && byte !== closeBrace) throw this.unexpected('a comma or the end of the object')
    this.at += 1
    return byte === comma
  }

  /** Passes over what opens an object; whether it has a key. */
  opensWithKey(): boolean {
    this.take(openBrace, 'an object')
    if (this.peek() !== closeBrace) return true
    this.at += 1
    return false
  }

  /** Reads a key and its colon. */
  readKey(): string {
    if (this.peek() !== quote) throw this.unexpected('a key')
    const start = this.at
    const end = this.findStringEnd(start)
    this.at = end + 1
    this.take(colon, 'a colon')
    return this.decode(start, end)
  }

  /** Passes over one value. Afterwards `at` is right behind it. */
  skipValue(): void {
    const byte = this.peek()
    this.fieldCount = 0
    this.depth = 0
    if (byte === quote) this.at = this.findStringEnd(this.at) + 1
    else if (byte === openBrace || byte === openBracket) this.skipContainer()
    else this.skipScalar()
  }

  unexpected(expected: string): ScanFault {
    if (this.at >= this.end) return new ScanFault('truncated', this.end, `ends where ${expected} was expected`)
    const found = describeByte(this.bytes[this.at]!)
    return new ScanFault('bad-syntax', this.at, `has ${found} where ${expected} was expected`)
  }

  private skipContainer(): void {
    const { bytes, end } = this
    let depth = 0
    for (let at = this.at; at < end; at += 1) {
      const byte = bytes[at]!
      if (byte === quote) at = this.findStringEnd(at)
      else if (byte === colon) {
        if (depth === 1) this.fieldCount += 1
      } else if (byte === openBrace || byte === openBracket) {
        depth += 1
        if (depth > this.depth) this.depth = depth
      } else if (byte === closeBrace || byte === closeBracket) {
        depth -= 1
        if (depth === 0) {
          this.at = at + 1
          return
        }
      }
    }
    throw new ScanFault('truncated', end, 'ends within a value')
  }

  private skipScalar(): void {
    const { bytes, end } = this
    const start = this.at
    let at = start
    for (; at < end; at += 1) {
      const byte = bytes[at]!
      if (byte <= 0x20 || byte === comma || byte === closeBrace || byte === closeBracket || byte === colon) break
    }
    if (at === start) throw this.unexpected('a value')
    this.at = at
  }

  /** Where the quote is that ends the string beginning at `start`. */
  private findStringEnd(start: number): number {
    const { bytes, end } = this
    for (let at = start + 1; at < end; at += 1) {
      const byte = bytes[at]!
      if (byte === quote) return at
      if (byte === backslash) at += 1
      else if (byte < 0x20)
        throw new ScanFault('bad-syntax', at, `has a text without an end: ${describeByte(byte)} stands in it`)
    }
    throw new ScanFault('truncated', end, 'ends within a text')
  }

  private decode(start: number, end: number): string {
    if (end - start > maxKeyBytes)
      throw new ScanFault('bad-syntax', start, `has a key of more than ${maxKeyBytes} bytes`)
    const raw = this.bytes.toString('utf8', start + 1, end)
    if (!raw.includes('\\')) return raw
    try {
      return String(JSON.parse(`"${raw}"`))
    } catch {
      throw new ScanFault('bad-syntax', start, 'has a key that is not JSON')
    }
  }
}
