const digitZero = 0x30
const point = 0x2e
const maxFractionDigits = 9
const utcOffset = Buffer.from('+00:00')

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
export const timeLength = 30
/** Of the marks, those up to the seconds. */
const datePunctuation = 5
const secondsLength = 19

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

/** Whether the time has the form `YYYY-MM-DDTHH:MM:SS.nnnnnnnnnZ`, as far as its first `count` punctuation marks. */
function hasPunctuation(bytes: Uint8Array, at: number, count: number): boolean {
  for (let i = 0; i < count; i += 1) if (bytes[at + punctuationAt[i]!] !== punctuation[i]) return false
  return true
}

/** Seconds since 1970 of `YYYY-MM-DDTHH:MM:SS`; NaN for what only the exact parser can judge. */
function readSeconds(bytes: Uint8Array, at: number): number {
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

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= digitZero && byte <= 0x39
}

/** Where `Z` or `+00:00` ended; -1 when neither stands at `at`. */
function skipZone(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 0x5a) return at + 1
  for (let i = 0; i < utcOffset.length; i += 1) if (bytes[at + i] !== utcOffset[i]) return -1
  return at + utcOffset.length
}

const wordValues = 2 ** 32
const [lowWord, highWord] = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? [0, 1] : [1, 0]

/** Reads times without a BigInt each: as two words of 32 bits. */
export class TimeReader {
  /** The time last read, nanoseconds since 1970. */
  readonly ns = new BigInt64Array(1)
  private readonly words = new Uint32Array(this.ns.buffer)
  private second = Number.NaN
  private low = 0
  private high = 0

  /** Reads `YYYY-MM-DDTHH:MM:SS.nnnnnnnnnZ` at `at`; false for what only the exact parser can judge. */
  read(bytes: Uint8Array, at: number): boolean {
    if (!hasPunctuation(bytes, at, punctuation.length)) return false
    return this.set(readSeconds(bytes, at), readNineDigits(bytes, at + 20))
  }

  /** The same with fewer digits or none after the second, and with `+00:00` too; where it ended, -1 for all else. */
  readLoosely(bytes: Uint8Array, at: number): number {
    if (!hasPunctuation(bytes, at, datePunctuation)) return -1
    let end = at + secondsLength
    let fractionNs = 0
    if (bytes[end] === point) {
      const first = end + 1
      for (end = first; isDigit(bytes[end]); end += 1) fractionNs = fractionNs * 10 + bytes[end]! - digitZero
      const digits = end - first
      if (digits > maxFractionDigits) return -1
      fractionNs *= 10 ** (maxFractionDigits - digits)
    }
    const zoneEnd = skipZone(bytes, end)
    return zoneEnd >= 0 && this.set(readSeconds(bytes, at), fractionNs) ? zoneEnd : -1
  }

  private set(second: number, fractionNs: number): boolean {
    if (Number.isNaN(second + fractionNs)) return false
    if (second !== this.second) this.startSecond(second)
    const low = this.low + fractionNs
    this.words[lowWord] = low
    this.words[highWord] = low < wordValues ? this.high : this.high + 1
    return true
  }

  private startSecond(second: number): void {
    this.second = second
    this.ns[0] = BigInt(second) * 1_000_000_000n
    this.low = this.words[lowWord]!
    this.high = this.words[highWord]!
  }
}
