import { scaleTime } from 'd3-scale'
import type { TimeSpan } from '../../../stores/ledger-runs/run-filter.ts'
import type { TimelineColors } from './status-paint.ts'

export const axisHeightPx = 26
const tickEveryPx = 110

export interface AxisTick {
  readonly xPx: number
  readonly label: string
}

const clockMs = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
})
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' })
const year = new Intl.DateTimeFormat(undefined, { year: 'numeric' })

const dayMs = 86_400_000

/** A tick as it is told apart from its neighbours, `stepMs` away: the day where one begins, else the time of day. */
function labelOf(moment: Date, stepMs: number): string {
  if (stepMs >= 300 * dayMs) return year.format(moment)
  if (stepMs >= 27 * dayMs) return month.format(moment)
  const isMidnight = moment.getHours() + moment.getMinutes() + moment.getSeconds() + moment.getMilliseconds() === 0
  if (stepMs >= dayMs || isMidnight) return day.format(moment)
  if (stepMs >= 60_000) return minute.format(moment)
  return (stepMs >= 1000 ? clock : clockMs).format(moment)
}

/** Round moments of local time, far enough apart to be read. */
export function listTicks({ fromMs, toMs }: TimeSpan, widthPx: number): AxisTick[] {
  const scale = scaleTime().domain([fromMs, toMs]).range([0, widthPx])
  const moments = scale.ticks(Math.max(2, Math.floor(widthPx / tickEveryPx)))
  const stepMs = (moments[1]?.getTime() ?? toMs) - (moments[0]?.getTime() ?? fromMs)
  return moments.map((moment) => ({ xPx: scale(moment), label: labelOf(moment, stepMs) }))
}

/** The whole stretch in words, for what the ticks leave out. */
export function describeWindow({ fromMs, toMs }: TimeSpan): string {
  const style = toMs - fromMs < 2 * dayMs ? { dateStyle: 'medium', timeStyle: 'short' } : { dateStyle: 'medium' }
  const format = new Intl.DateTimeFormat(undefined, style as Intl.DateTimeFormatOptions)
  return format.formatRange(fromMs, toMs)
}

/** Labels along the top, and lines down through the lanes. */
export function drawAxis(
  context: CanvasRenderingContext2D,
  window: TimeSpan,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
  colors: TimelineColors,
): void {
  context.font = colors.font
  context.textBaseline = 'middle'
  for (const { xPx, label } of listTicks(window, widthPx)) {
    context.fillStyle = colors.line
    context.fillRect(Math.round(xPx), axisHeightPx, 1, heightPx - axisHeightPx)
    context.fillStyle = colors.lineStrong
    context.fillRect(Math.round(xPx), axisHeightPx - 5, 1, 5)
    context.fillStyle = colors.textDim
    const half = context.measureText(label).width / 2
    context.fillText(label, Math.min(widthPx - 2 * half - 2, Math.max(2, xPx - half)), axisHeightPx / 2 - 1)
  }
  context.fillStyle = colors.lineStrong
  context.fillRect(0, axisHeightPx - 1, widthPx, 1)
}
