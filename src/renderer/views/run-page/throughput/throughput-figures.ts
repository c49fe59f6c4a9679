import type { Throughput } from '../../../../shared/ipc/ledger-schemas.ts'
import { formatCount, formatSize } from '../../../format/quantity.ts'

export type Stretch = Throughput['stretches'][number]

interface MeanRates {
  readonly perSecond: number
  /** Null where bytes were not told. */
  readonly bytesPerSecond: number | null
}

function weigh(stretches: readonly Stretch[], rateOf: (stretch: Stretch) => number | null): number | null {
  let total = 0
  let seconds = 0
  for (const stretch of stretches) {
    const rate = rateOf(stretch)
    if (rate === null) continue
    const lengthS = (stretch.endMs - stretch.startMs) / 1000
    total += rate * lengthS
    seconds += lengthS
  }
  return seconds > 0 ? total / seconds : null
}

/** Rates over all stretches, each weighed by its length. */
export function meanRates(stretches: readonly Stretch[]): MeanRates {
  return {
    perSecond: weigh(stretches, ({ perSecond }) => perSecond) ?? 0,
    bytesPerSecond: weigh(stretches, ({ bytesPerSecond }) => bytesPerSecond),
  }
}

/** Whether there is a time to plot along, and anything that happened in it: one stretch of a few events is no curve. */
export function isPlottable({ unit, stretches }: Pick<Throughput, 'unit' | 'stretches'>): boolean {
  const [first, last] = [stretches.at(0), stretches.at(-1)]
  if (first === undefined || last === undefined || last.endMs <= first.startMs) return false
  if (unit === 'events' && stretches.length < 2) return false
  return stretches.some(({ perSecond, bytesPerSecond }) => perSecond > 0 || (bytesPerSecond ?? 0) > 0)
}

/** "1,234 /s", with a digit more where there are few. */
export function formatRate(perSecond: number): string {
  const rounded = perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond)
  return `${formatCount(rounded)}/s`
}

export function formatByteRate(bytesPerSecond: number): string {
  return `${formatSize(bytesPerSecond)}/s`
}
