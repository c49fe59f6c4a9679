import { formatElapsed } from '../../../format/elapsed.ts'
import { formatClock } from '../../../format/time.ts'

/** How the times of events are told: since the run's start, or by the clock. */
export type TimeStyle = 'elapsed' | 'clock'

export interface EventClock {
  readonly style: TimeStyle
  readonly startMs: number
}

export function formatEventTime(timeMs: number, { style, startMs }: EventClock): string {
  return style === 'elapsed' ? formatElapsed(timeMs - startMs) : formatClock(new Date(timeMs).toISOString())
}
