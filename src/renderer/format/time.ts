const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const dateTimeSeconds = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const timeSeconds = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'long' })

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const recentMs = 7 * dayMs

/** Relative within a week ("5 minutes ago"), else the local date and time. */
export function formatWhen(timestampUtc: string, nowMs: number): string {
  const timeMs = Date.parse(timestampUtc)
  if (Number.isNaN(timeMs)) return timestampUtc
  const agoMs = nowMs - timeMs
  if (agoMs < -minuteMs || agoMs >= recentMs) return dateTime.format(timeMs)
  if (agoMs < 45_000) return 'just now'
  if (agoMs < hourMs) return relative.format(-Math.max(1, Math.round(agoMs / minuteMs)), 'minute')
  if (agoMs < dayMs) return relative.format(-Math.round(agoMs / hourMs), 'hour')
  return relative.format(-Math.round(agoMs / dayMs), 'day')
}

export function formatLocal(timestampUtc: string): string {
  const timeMs = Date.parse(timestampUtc)
  return Number.isNaN(timeMs) ? timestampUtc : dateTimeSeconds.format(timeMs)
}

/** "2026-11-20 21:25" in local time: fixed width, for table columns. */
export function formatColumnTime(timestampUtc: string): string {
  const time = new Date(timestampUtc)
  if (Number.isNaN(time.getTime())) return timestampUtc
  const two = (value: number): string => String(value).padStart(2, '0')
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}`
}

/** "21:25:01.123" in local time: tells apart what a column of minutes cannot. */
export function formatClock(timestampUtc: string): string {
  const time = new Date(timestampUtc)
  if (Number.isNaN(time.getTime())) return timestampUtc
  const two = (value: number): string => String(value).padStart(2, '0')
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')
  return `${clock}.${String(time.getMilliseconds()).padStart(3, '0')}`
}

/** How long ago in two or three characters: "now", "5m", "3h", "2d". */
export function formatAge(timestampUtc: string, nowMs: number): string {
  const agoMs = nowMs - Date.parse(timestampUtc)
  if (Number.isNaN(agoMs)) return ''
  if (agoMs < minuteMs) return 'now'
  if (agoMs < hourMs) return `${Math.floor(agoMs / minuteMs)}m`
  return agoMs < dayMs ? `${Math.floor(agoMs / hourMs)}h` : `${Math.floor(agoMs / dayMs)}d`
}

/** Ages, or where these are the same of two: the shortest times of day or dates that are not. */
export function formatAgesApart(timestampsUtc: readonly string[], nowMs: number): string[] {
  const ways: readonly ((timestampUtc: string) => string)[] = [
    (timestampUtc) => formatAge(timestampUtc, nowMs),
    (timestampUtc) => formatColumnTime(timestampUtc).slice('2026-11-20 '.length),
    (timestampUtc) => formatColumnTime(timestampUtc).slice('2026-'.length),
    (timestampUtc) => formatClock(timestampUtc).slice(0, '21:25:01'.length),
  ]
  const tried = ways.map((way) => timestampsUtc.map(way))
  const countOfApart = (words: readonly string[] | undefined): number => new Set(words).size
  const best = Math.max(...tried.map(countOfApart))
  return tried.find((words) => countOfApart(words) === best) ?? []
}

/** The exact UTC time, as it stands in the manifest. */
export function formatUtc(timestampUtc: string): string {
  return timestampUtc.replace('T', ' ').replace(/Z$|\+00:00$/, ' UTC')
}

/** Several times as `formatWhen` says them; where that would say the same of two, the local times to the second. */
export function formatApart(timestampsUtc: readonly string[], nowMs: number): string[] {
  const short = timestampsUtc.map((timestampUtc) => formatWhen(timestampUtc, nowMs))
  if (new Set(short).size === short.length) return short
  const areOfToday = timestampsUtc.every((timestampUtc) => isSameDay(timestampUtc, nowMs))
  return timestampsUtc.map((timestampUtc) =>
    areOfToday ? timeSeconds.format(Date.parse(timestampUtc)) : formatLocal(timestampUtc),
  )
}

function isSameDay(timestampUtc: string, nowMs: number): boolean {
  return new Date(timestampUtc).toDateString() === new Date(nowMs).toDateString()
}

/** "…01.123456789", seconds alone: tells apart what even a clock's milliseconds cannot. */
export function formatSecondFraction(timestampUtc: string): string {
  const match = /:(\d\d)(?:\.(\d+))?(?:Z|[+-]\d\d:?\d\d)$/u.exec(timestampUtc)
  return match === null ? timestampUtc : `…${match[1]}.${(match[2] ?? '').padEnd(9, '0')}`
}
