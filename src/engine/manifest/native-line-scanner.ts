import { isUtf8 } from 'node:buffer'
import { digestLengthBytes, type DigestAlgorithm } from '../../shared/model/digest.ts'
import type { EntryColumnsBuilder } from '../table/columns-builder.ts'
import { kindFile, unknownMode, unknownTimeNs } from '../table/entry-columns.ts'
import { hexValues } from './formats/hex-bytes.ts'
import { classifyPath, pathBeyondAscii, pathDoubtful } from './path-rules.ts'

const quote = 0x22
const backslash = 0x5c
const digitZero = 0x30
const maxSizeDigits = 15
const modeDigits = 4
const notFound = -1

const nameKey = Buffer.from('{"name":"')
const pathKey = Buffer.from('","relative_path":"')
const sizeKey = Buffer.from('","size_bytes":')
const timeKey = Buffer.from(',"modified_utc":"')
const modeKey = Buffer.from(',"mode":"')

/** Where the text after `literal` begins, or -1 when it does not stand at `at`. */
function skipLiteral(bytes: Uint8Array, at: number, literal: Uint8Array): number {
  const { length } = literal
  for (let i = 0; i < length; i += 1) if (bytes[at + i] !== literal[i]) return notFound
  return at + length
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

function readTwoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - digitZero
  const ones = bytes[at + 1]! - digitZero
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

const timePunctuation = new Map([
  [4, '-'],
  [7, '-'],
  [10, 'T'],
  [13, ':'],
  [16, ':'],
  [19, '.'],
  [29, 'Z'],
])
const punctuationAt = Uint8Array.from(timePunctuation.keys())
const punctuation = Uint8Array.from(timePunctuation.values(), (character) => character.charCodeAt(0))
const timeLength = 30

/** Days from 1970-01-01 in the proleptic Gregorian calendar, for years from 1970. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return (
    shifted * 365 +
    Math.floor(shifted / 4) -
    Math.floor(shifted / 100) +
    Math.floor(shifted / 400) +
    dayOfYear -
    719_468
  )
}

/** Seconds since 1970 of `YYYY-MM-DDTHH:MM:SS.nnnnnnnnnZ`; NaN for what only the exact parser can judge. */
function readSeconds(bytes: Uint8Array, at: number): number {
  for (let i = 0; i < punctuation.length; i += 1) {
    if (bytes[at + punctuationAt[i]!] !== punctuation[i]) return Number.NaN
  }
  const year = readTwoDigits(bytes, at) * 100 + readTwoDigits(bytes, at + 2)
  const month = readTwoDigits(bytes, at + 5)
  const day = readTwoDigits(bytes, at + 8)
  const hour = readTwoDigits(bytes, at + 11)
  const minute = readTwoDigits(bytes, at + 14)
  const second = readTwoDigits(bytes, at + 17)
  const isCommon = year >= 1970 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 28
  const isDate = isCommon || (year >= 1970 && year < 2200 && isDayOfMonth(year, month, day))
  if (!isDate || !(hour < 24 && minute < 60 && second < 60)) return Number.NaN
  return daysFromEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
}

function isDayOfMonth(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function readNineDigits(bytes: Uint8Array, at: number): number {
  let value = 0
  for (let i = at; i < at + 9; i += 1) {
    const digit = bytes[i]! - digitZero
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/**
 * Reads the entry lines that nearly all of a native manifest consists of, hashed files without oddities, from bytes into
 * columns: no string, no object, no JSON parser. Whatever is the least unusual is left to the exact reader.
 */
export class NativeLineScanner {
  private readonly digestKeys: readonly Uint8Array[]
  private readonly digestLengths: readonly number[]
  private readonly digest: Uint8Array
  private readonly allFlags: number
  private cachedSecond = Number.NaN
  private cachedSecondNs = 0n
  private modifiedNs = unknownTimeNs
  private mode = unknownMode

  /** `algorithms` as in the manifest's head, in the order of the keys in its lines. */
  constructor(algorithms: readonly DigestAlgorithm[]) {
    this.digestKeys = algorithms.map((algorithm) => Buffer.from(`,"checksum_${algorithm}":"`))
    this.digestLengths = algorithms.map((algorithm) => digestLengthBytes[algorithm])
    this.digest = new Uint8Array(this.digestLengths.reduce((sum, length) => sum + length, 0))
    this.allFlags = (1 << algorithms.length) - 1
  }

  /**
   * Appends the entry that starts at `start` and returns where its line goes on after the closing brace; -1, and nothing
   * appended, when it is none for this reader. Never looks beyond the line's newline, which must be there.
   */
  scan(bytes: Uint8Array, start: number, builder: EntryColumnsBuilder): number {
    const nameStart = skipLiteral(bytes, start, nameKey)
    const nameEnd = nameStart < 0 ? notFound : findQuote(bytes, nameStart)
    const pathStart = nameEnd < 0 ? notFound : skipLiteral(bytes, nameEnd, pathKey)
    const pathEnd = pathStart < 0 ? notFound : findQuote(bytes, pathStart)
    if (pathEnd < 0 || !isLastPart(bytes, nameStart, nameEnd, pathStart, pathEnd)) return notFound
    const pathClass = classifyPath(bytes, pathStart, pathEnd)
    if (pathClass === pathDoubtful) return notFound
    if (pathClass === pathBeyondAscii && !isUtf8(bytes.subarray(pathStart, pathEnd))) return notFound
    const sizeStart = skipLiteral(bytes, pathEnd, sizeKey)
    const sizeEnd = sizeStart < 0 ? notFound : findSizeEnd(bytes, sizeStart)
    const end = sizeEnd < 0 ? notFound : this.scanRest(bytes, sizeEnd)
    if (end < 0) return notFound
    const index = builder.append(kindFile, bytes, pathStart, pathEnd)
    builder.sizes[index] = readNumber(bytes, sizeStart, sizeEnd)
    builder.modifiedNs[index] = this.modifiedNs
    builder.modes[index] = this.mode
    builder.digestFlags[index] = this.allFlags
    builder.digests.set(this.digest, index * builder.digestStride)
    return end
  }

  private scanRest(bytes: Uint8Array, start: number): number {
    let at = this.scanDigests(bytes, start)
    if (at >= 0) at = this.scanTime(bytes, at)
    if (at >= 0) at = this.scanMode(bytes, at)
    return at >= 0 && bytes[at] === 0x7d ? at + 1 : notFound
  }

  private scanDigests(bytes: Uint8Array, start: number): number {
    let at = start
    let to = 0
    for (let i = 0; i < this.digestKeys.length; i += 1) {
      at = skipLiteral(bytes, at, this.digestKeys[i]!)
      if (at < 0) return notFound
      const end = at + 2 * this.digestLengths[i]!
      for (; at < end; at += 2, to += 1) {
        const value = (hexValues[bytes[at]!]! << 4) | hexValues[bytes[at + 1]!]!
        if (value < 0) return notFound
        this.digest[to] = value
      }
      if (bytes[at] !== quote) return notFound
      at += 1
    }
    return at
  }

  private scanTime(bytes: Uint8Array, start: number): number {
    this.modifiedNs = unknownTimeNs
    const at = skipLiteral(bytes, start, timeKey)
    if (at < 0) return start
    const seconds = readSeconds(bytes, at)
    const fractionNs = readNineDigits(bytes, at + 20)
    if (Number.isNaN(seconds + fractionNs) || bytes[at + timeLength] !== quote) return notFound
    if (seconds !== this.cachedSecond) {
      this.cachedSecond = seconds
      this.cachedSecondNs = BigInt(seconds) * 1_000_000_000n
    }
    this.modifiedNs = this.cachedSecondNs + BigInt(fractionNs)
    return at + timeLength + 1
  }

  private scanMode(bytes: Uint8Array, start: number): number {
    this.mode = unknownMode
    const at = skipLiteral(bytes, start, modeKey)
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
