const timePattern =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:(Z)|([+-])(\d{2}):?(\d{2}))?$/iu
const usPerSecond = 1_000_000
const wholeLength = '2026-11-20T21:25:01Z'.length
const fractionLength = '.123456'.length

/**
 * Reads the time of a record as microseconds since 1970 UTC: ISO 8601 with seconds, up to nine digits of a fraction (those
 * past the sixth are cut off), `Z`, an offset, or neither, which counts as UTC because that is how pipelines write it.
 * Undefined for anything else, and for a day or hour that is in no calendar.
 */
export function readTimeUs(text: string): number | undefined {
  return readUtcTime(text) ?? readAnyTime(text)
}

/** The two forms that pydantic writes of a UTC time, read without a pattern: a ledger has a hundred thousand of them. */
function readUtcTime(text: string): number | undefined {
  const hasFraction = text.length === wholeLength + fractionLength
  if ((!hasFraction && text.length !== wholeLength) || text.at(-1) !== 'Z') return undefined
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return undefined
  if (hasFraction && text[19] !== '.') return undefined
  const two = (at: number): number => readTwoDigits(text, at)
  const seconds = toSeconds(two(0) * 100 + two(2), two(5), two(8), two(11), two(14), two(17))
  const fractionUs = hasFraction ? (two(20) * 100 + two(22)) * 100 + two(24) : 0
  const timeUs = (seconds ?? Number.NaN) * usPerSecond + fractionUs
  return Number.isNaN(timeUs) ? undefined : timeUs
}

/** NaN for anything but digits. */
function readTwoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30
  const ones = text.charCodeAt(at + 1) - 0x30
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

function readAnyTime(text: string): number | undefined {
  const match = timePattern.exec(text)
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const seconds = toSeconds(year, month, day, hour, minute, second)
  const offsetSeconds = match[9] === undefined ? 0 : readOffset(match[9], Number(match[10]), Number(match[11]))
  if (seconds === undefined || offsetSeconds === undefined) return undefined
  const fractionUs = match[7] === undefined ? 0 : Number(match[7].slice(0, 6).padEnd(6, '0'))
  return (seconds - offsetSeconds) * usPerSecond + fractionUs
}

function toSeconds(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (hour > 23 || minute > 59 || second > 59 || month < 1 || month > 12 || day < 1) return undefined
  if (day > 28 && day > daysIn(year, month)) return undefined
  // `Date.UTC` takes the years 0 to 99 for 1900 and later: no pipeline ran then.
  return year < 100 ? undefined : Date.UTC(year, month - 1, day, hour, minute, second) / 1000
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function readOffset(sign: string, hours: number, minutes: number): number | undefined {
  if (hours > 23 || minutes > 59) return undefined
  return (sign === '-' ? -1 : 1) * (hours * 3600 + minutes * 60)
}

/** Writes microseconds since 1970 as pydantic writes a UTC time: six digits of a fraction, or none where it is zero. */
export function formatTimeUs(timeUs: number): string {
  const seconds = Math.floor(timeUs / usPerSecond)
  const fractionUs = timeUs - seconds * usPerSecond
  const whole = new Date(seconds * 1000).toISOString().slice(0, -'.000Z'.length)
  return fractionUs === 0 ? `${whole}Z` : `${whole}.${String(fractionUs).padStart(6, '0')}Z`
}
