const timePattern =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:(Z)|([+-])(\d{2}):?(\d{2}))?$/iu
const usPerSecond = 1_000_000

/**
 * Reads the time of a record as microseconds since 1970 UTC: ISO 8601 with seconds, up to nine digits of a fraction (those
 * past the sixth are cut off), `Z`, an offset, or neither, which counts as UTC because that is how pipelines write it.
 * Undefined for anything else, and for a day or hour that is in no calendar.
 */
export function readTimeUs(text: string): number | undefined {
  const match = timePattern.exec(text)
  if (match === null) return undefined
  const seconds = readCalendar(match)
  const offsetSeconds = match[9] === undefined ? 0 : readOffset(match[9], Number(match[10]), Number(match[11]))
  if (seconds === undefined || offsetSeconds === undefined) return undefined
  const fractionUs = match[7] === undefined ? 0 : Number(match[7].slice(0, 6).padEnd(6, '0'))
  return (seconds - offsetSeconds) * usPerSecond + fractionUs
}

function readCalendar(match: RegExpExecArray): number | undefined {
  const year = Number(match[1])
  const month = Number(match[2])
  const day = Number(match[3])
  const hour = Number(match[4])
  const minute = Number(match[5])
  const second = Number(match[6])
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
