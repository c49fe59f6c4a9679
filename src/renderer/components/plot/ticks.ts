import { scaleLinear, scaleTime } from 'd3-scale'

export interface Tick {
  readonly value: number
  readonly label: string
}

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

function steps(unitMs: number, ...counts: readonly number[]): number[] {
  return counts.map((count) => count * unitMs)
}

const elapsedStepsMs = [
  ...steps(1, 1, 2, 5, 10, 20, 50, 100, 200, 500),
  ...steps(secondMs, 1, 2, 5, 10, 15, 30),
  ...steps(minuteMs, 1, 2, 5, 10, 15, 30),
  ...steps(hourMs, 1, 2, 3, 6, 12),
  ...steps(dayMs, 1, 2, 7, 14, 30, 90, 365),
]

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** As short as the step allows: "200 ms", "0:30", "1:05:00", "3 d". */
function labelElapsed(elapsedMs: number, stepMs: number): string {
  if (elapsedMs === 0) return '0'
  if (stepMs < secondMs) return elapsedMs < secondMs ? `${elapsedMs} ms` : `${Number((elapsedMs / 1000).toFixed(3))} s`
  if (stepMs >= dayMs) return `${Math.round(elapsedMs / dayMs)} d`
  const seconds = Math.round(elapsedMs / secondMs)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** Round moments since a start, at most `count` and one. */
export function elapsedTicks(durationMs: number, count: number): Tick[] {
  const smallest = durationMs / Math.max(1, count)
  const stepMs = elapsedStepsMs.find((step) => step >= smallest) ?? Math.ceil(smallest / dayMs) * dayMs
  const ticks: Tick[] = []
  for (let value = 0; value <= durationMs; value += stepMs) ticks.push({ value, label: labelElapsed(value, stepMs) })
  return ticks
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' })
const year = new Intl.DateTimeFormat(undefined, { year: 'numeric' })

function formatOfStep(stepMs: number): Intl.DateTimeFormat {
  if (stepMs < dayMs * 0.9) return clock
  if (stepMs < 27 * dayMs) return day
  return stepMs < 360 * dayMs ? month : year
}

/** Round local times, about `count` of them; where they are hours of a day, midnight is told by its date. */
export function calendarTicks(fromMs: number, toMs: number, count: number): Tick[] {
  const times = scaleTime().domain([fromMs, toMs]).ticks(count)
  const stepMs = (times[1]?.getTime() ?? toMs) - (times[0]?.getTime() ?? fromMs)
  const format = formatOfStep(stepMs)
  return times.map((time, index) => {
    const isDayTold = format === clock && (index === 0 || (time.getHours() === 0 && time.getMinutes() === 0))
    return { value: time.getTime(), label: (isDayTold ? day : format).format(time) }
  })
}

export interface ValueScale {
  /** At the top of the plot. */
  readonly top: number
  readonly ticks: readonly number[]
}

/** From zero to a round number at or above the largest value, with a few round numbers between. */
export function scaleValues(largest: number, count: number, isWhole: boolean): ValueScale {
  const least = isWhole ? 1 : Number.MIN_VALUE
  const scale = scaleLinear()
    .domain([0, Math.max(largest, least)])
    .nice(count)
  const ticks = scale.ticks(count).filter((tick) => !isWhole || Number.isInteger(tick))
  return { top: scale.domain()[1] ?? 1, ticks }
}
