const digitZero = 0x30

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
    const second = readSeconds(bytes, at)
    const fractionNs = readNineDigits(bytes, at + 20)
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
