import { maxJsonDepth } from './json-depth.ts'

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const newline = 0x0a

/** The largest single value kept: an entry, or a head key. */
export const maxValueBytes = 16 * 1024 * 1024

export type CaptureProblem = 'too-deep' | 'too-large'

function isOpening(byte: number): boolean {
  return byte === 0x7b || byte === 0x5b
}

function isClosing(byte: number): boolean {
  return byte === 0x7d || byte === 0x5d
}

/**
 * Finds the end of one JSON value in bytes that come in chunks, and keeps its exact bytes. It only counts brackets and
 * strings: whether the value is JSON is left to the parser, which gets it whole.
 */
export class JsonCapture {
  /** Newlines met inside the value. */
  newlineCount = 0
  problem: CaptureProblem | undefined
  private parts: Buffer[] = []
  private partBytes = 0
  private depth = 0
  private isInString = false
  private isEscaped = false

  /** Takes bytes from `from` on. Returns where the value ended, with `take` ready; -1 when it goes on in the next chunk. */
  feed(bytes: Uint8Array, from: number): number {
    const end = this.findEnd(bytes, from)
    const part = bytes.subarray(from, end < 0 ? bytes.length : end)
    this.partBytes += part.length
    if (this.partBytes > maxValueBytes) this.problem = 'too-large'
    if (end < 0 && this.problem === undefined) this.parts.push(Buffer.from(part))
    else this.parts.push(Buffer.from(part.buffer, part.byteOffset, part.length))
    return end
  }

  /** The value's bytes; makes ready for the next value. Valid until the chunk they came in is reused. */
  take(): Buffer {
    const [only] = this.parts
    const value = this.parts.length === 1 && only !== undefined ? only : Buffer.concat(this.parts)
    this.parts = []
    this.partBytes = 0
    this.depth = 0
    this.newlineCount = 0
    return value
  }

  private findEnd(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at]!
      if (this.isInString) {
        if (this.endsString(byte) && this.depth === 0) return at + 1
      } else if (byte === quote) {
        // A second string right after a value is for the caller to complain about.
        if (this.depth === 0 && at > from) return at
        this.isInString = true
      } else if (this.depth === 0 && !isOpening(byte)) {
        if (byte === comma || isClosing(byte) || byte <= 0x20) return at
      } else if (this.endsContainer(byte)) return at + 1
    }
    return -1
  }

  /** Whether this byte of a string is the quote that ends it. */
  private endsString(byte: number): boolean {
    if (this.isEscaped) this.isEscaped = false
    else if (byte === backslash) this.isEscaped = true
    else if (byte === quote) {
      this.isInString = false
      return true
    }
    return false
  }

  /** Whether this byte closes the outermost bracket. */
  private endsContainer(byte: number): boolean {
    if (isOpening(byte)) {
      this.depth += 1
      if (this.depth > maxJsonDepth) this.problem = 'too-deep'
    } else if (isClosing(byte)) {
      this.depth -= 1
      return this.depth === 0
    } else if (byte === newline) this.newlineCount += 1
    return false
  }
}
