import { isUtf8 } from 'node:buffer'
import { digestLengthBytes, type DigestAlgorithm } from '../../shared/model/digest.ts'
import type { EntryColumnsBuilder } from '../table/columns-builder.ts'
import { kindFile, unknownMode, unknownTimeNs } from '../table/entry-columns.ts'
import { viewBytes } from '../table/entry-reader.ts'
import { readHex } from './formats/hex-bytes.ts'
import { TimeReader, timeLength } from './native-time.ts'
import { classifyPath, pathBeyondAscii, pathDoubtful } from './path-rules.ts'

const quote = 0x22
const backslash = 0x5c
const digitZero = 0x30
const maxSizeDigits = 15
const modeDigits = 4
const notFound = -1
const wordBytes = 4

const nameKey = toLiteral('{"name":"')
const pathKey = toLiteral('","relative_path":"')
const sizeKey = toLiteral('","size_bytes":')
const timeKey = toLiteral(',"modified_utc":"')
const modeKey = toLiteral(',"mode":"')

/** A text of four bytes or more, as words of four: the last one overlaps where it must. */
interface Literal {
  readonly length: number
  readonly words: Int32Array
}

function toLiteral(text: string): Literal {
  const bytes = Buffer.from(text)
  const words = Int32Array.from({ length: Math.ceil(bytes.length / wordBytes) }, (_, i) =>
    bytes.readInt32LE(Math.min(i * wordBytes, bytes.length - wordBytes)),
  )
  return { length: bytes.length, words }
}

/** Where the text after `literal` begins, or -1 when it does not stand at `at`. */
function skipLiteral(view: DataView, at: number, { length, words }: Literal): number {
  const last = at + length - wordBytes
  if (last + wordBytes > view.byteLength) return notFound
  const whole = words.length - 1
  for (let i = 0; i < whole; i += 1) if (view.getInt32(at + i * wordBytes, true) !== words[i]) return notFound
  return view.getInt32(last, true) === words[whole] ? at + length : notFound
}

/** Where the quote that ends a string without escapes is; -1 when it has one, or a control character. */
function findQuote(bytes: Uint8Array, from: number): number {
  let at = from
  for (;;) {
    const byte = bytes[at]
    if (byte === quote) return at
    if (byte === backslash || byte === undefined || byte < 0x20) return notFound
    at += 1
  }
}

/**
 * Reads the entry lines that nearly all of a native manifest consists of, hashed files without oddities, from bytes into
 * columns: no string, no object, no JSON parser. Whatever is the least unusual is left to the exact reader.
 */
export class NativeLineScanner {
  private readonly digestKeys: readonly Literal[]
  private readonly digestLengths: readonly number[]
  private readonly allFlags: number
  private bytes: Uint8Array = new Uint8Array()
  private view = viewBytes(this.bytes)
  private readonly time = new TimeReader()
  private mode = unknownMode

  /** `algorithms` as in the manifest's head, in the order of the keys in its lines. */
  constructor(algorithms: readonly DigestAlgorithm[]) {
    this.digestKeys = algorithms.map((algorithm) => toLiteral(`,"checksum_${algorithm}":"`))
    this.digestLengths = algorithms.map((algorithm) => digestLengthBytes[algorithm])
    this.allFlags = (1 << algorithms.length) - 1
  }

  /**
   * Appends the entry that starts at `start` and returns where its line goes on after the closing brace; -1, and nothing
   * appended, when it is none for this reader. Never looks beyond the line's newline, which must be there.
   */
  scan(bytes: Uint8Array, start: number, builder: EntryColumnsBuilder): number {
    if (bytes !== this.bytes) {
      this.bytes = bytes
      this.view = viewBytes(bytes)
    }
    const { view } = this
    const nameStart = skipLiteral(view, start, nameKey)
    const nameEnd = nameStart < 0 ? notFound : findQuote(bytes, nameStart)
    const pathStart = nameEnd < 0 ? notFound : skipLiteral(view, nameEnd, pathKey)
    const pathEnd = pathStart < 0 ? notFound : findQuote(bytes, pathStart)
    if (pathEnd < 0 || !isLastPart(bytes, nameStart, nameEnd, pathStart, pathEnd)) return notFound
    const pathClass = classifyPath(bytes, pathStart, pathEnd)
    if (pathClass === pathDoubtful) return notFound
    if (pathClass === pathBeyondAscii && !isUtf8(bytes.subarray(pathStart, pathEnd))) return notFound
    const sizeStart = skipLiteral(view, pathEnd, sizeKey)
    const sizeEnd = sizeStart < 0 ? notFound : findSizeEnd(bytes, sizeStart)
    if (sizeEnd < 0) return notFound
    builder.makeRoom(pathEnd - pathStart)
    const end = this.scanRest(bytes, sizeEnd, builder)
    if (end < 0) return notFound
    const index = builder.append(kindFile, bytes, pathStart, pathEnd)
    builder.sizes[index] = readNumber(bytes, sizeStart, sizeEnd)
    builder.modifiedNs[index] = this.time.ns[0]!
    builder.modes[index] = this.mode
    builder.digestFlags[index] = this.allFlags
    return end
  }

  private scanRest(bytes: Uint8Array, start: number, builder: EntryColumnsBuilder): number {
    let at = this.scanDigests(bytes, start, builder)
    if (at >= 0) at = this.scanTime(bytes, at)
    if (at >= 0) at = this.scanMode(bytes, at)
    return at >= 0 && bytes[at] === 0x7d ? at + 1 : notFound
  }

  /** Reads digests to where the row that is appended next has them; should it not be, they are written over. */
  private scanDigests(bytes: Uint8Array, start: number, { digests, digestStride, count }: EntryColumnsBuilder): number {
    let at = start
    let to = count * digestStride
    for (let i = 0; i < this.digestKeys.length; i += 1) {
      at = skipLiteral(this.view, at, this.digestKeys[i]!)
      const lengthBytes = this.digestLengths[i]!
      if (at < 0 || !readHex(this.view, at, lengthBytes, digests, to)) return notFound
      at += 2 * lengthBytes
      to += lengthBytes
      if (bytes[at] !== quote) return notFound
      at += 1
    }
    return at
  }

  private scanTime(bytes: Uint8Array, start: number): number {
    this.time.ns[0] = unknownTimeNs
    const at = skipLiteral(this.view, start, timeKey)
    if (at < 0) return start
    return this.time.read(bytes, at) && bytes[at + timeLength] === quote ? at + timeLength + 1 : notFound
  }

  private scanMode(bytes: Uint8Array, start: number): number {
    this.mode = unknownMode
    const at = skipLiteral(this.view, start, modeKey)
    if (at < 0) return start
    let mode = 0
    for (let i = at; i < at + modeDigits; i += 1) {
      const digit = bytes[i]! - digitZero
      if (!(digit >= 0 && digit <= 7)) return notFound
      mode = mode * 8 + digit
    }
    this.mode = mode
    return bytes[at + modeDigits] === quote ? at + modeDigits + 1 : notFound
  }
}

/** Whether the name is what follows the last slash of the path. */
function isLastPart(
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
function findSizeEnd(bytes: Uint8Array, start: number): number {
  let at = start
  while (bytes[at]! >= digitZero && bytes[at]! <= 0x39) at += 1
  const length = at - start
  if (length === 0 || length > maxSizeDigits || (length > 1 && bytes[start] === digitZero)) return notFound
  return at
}

function readNumber(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at += 1) value = value * 10 + bytes[at]! - digitZero
  return value
}
