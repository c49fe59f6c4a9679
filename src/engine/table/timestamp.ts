import { unknownTimeNs } from './entry-columns.ts'

const nsPerSecond = 1_000_000_000n
const secondsPerDay = 86_400
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
const maxDateSeconds = 8_640_000_000_000n
const maxColumnNs = 2n ** 63n - 1n

/** Whether a time can be kept in a column of 64-bit nanoseconds: the years 1677 to 2262. */
export function fitsTimeColumn(ns: bigint): boolean {
  return ns > unknownTimeNs && ns <= maxColumnNs
}

/**
 * Writes nanoseconds since 1970 UTC as ISO 8601 with nine fraction digits and `Z`, before 1970 too. Years beyond 9999
 * take the expanded form (`+012345-…`). Throws a RangeError beyond the years a Date can hold (about 270,000).
 */
export function formatTimestampNs(ns: bigint): string {
  const remainder = ns % nsPerSecond
  const fractionNs = remainder < 0n ? remainder + nsPerSecond : remainder
  const seconds = (ns - fractionNs) / nsPerSecond
  if (seconds > maxDateSeconds || seconds < -maxDateSeconds) throw new RangeError('The time is beyond the calendar.')
  const day = Math.floor(Number(seconds) / secondsPerDay)
  return `${formatDay(day)}T${formatClock(Number(seconds) - day * secondsPerDay)}.${fractionDigits(fractionNs)}Z`
}

/** A date takes longer to write than all the rest, and times that are written one after the other are often of one day. */
let lastDay = { day: Number.NaN, text: '' }

function formatDay(day: number): string {
  if (day !== lastDay.day) {
    const [text = ''] = new Date(day * secondsPerDay * 1000).toISOString().split('T')
    lastDay = { day, text }
  }
  return lastDay.text
}

function formatClock(second: number): string {
  const minute = Math.floor(second / 60)
  return `${twoDigits[Math.floor(minute / 60)]}:${twoDigits[minute % 60]}:${twoDigits[second % 60]}`
}

function fractionDigits(fractionNs: bigint): string {
  // The 1 in front keeps leading zeros.
  return String(Number(fractionNs + nsPerSecond)).slice(1)
}

const timestampPattern =
  /^(\d{4}|[+-]\d{6})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{0,9}))?([Zz]|([+-])(\d{2}):?(\d{2})?)$/

/**
 * Reads an ISO 8601 time with `Z` or a numeric offset and 0 to 9 fraction digits as nanoseconds since 1970 UTC.
 * Undefined when it is anything else: a time without an offset, a date that is not in the calendar.
 */
export function parseTimestampNs(text: string): bigint | undefined {
  const match = timestampPattern.exec(text)
  if (match === null || match[1] === '-000000') return undefined
  const seconds = calendarSeconds(match.slice(1, 7).map(Number))
  const offsetSeconds = offsetOf(match[9], Number(match[10] ?? 0), Number(match[11] ?? 0))
  if (seconds === undefined || offsetSeconds === undefined) return undefined
  const fractionNs = BigInt((match[7] ?? '').padEnd(9, '0'))
  return BigInt(seconds - offsetSeconds) * nsPerSecond + fractionNs
}

function calendarSeconds(fields: readonly number[]): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields
  if (hour > 23 || minute > 59 || second > 59) return undefined
  // `Date.UTC` reads years 0 to 99 as 1900 and later, so the year is set apart.
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second
}

function offsetOf(sign: string | undefined, hours: number, minutes: number): number | undefined {
  if (hours > 23 || minutes > 59) return undefined
  return (sign === '-' ? -1 : 1) * (hours * 3600 + minutes * 60)
}
