import type { TimeSpan } from '../../../stores/ledger-runs/run-filter.ts'
import type { RunTable } from '../../../stores/ledger-runs/run-table.ts'
import { isMarked } from './status-paint.ts'

/** How many runs began in each of equal stretches, and how many of those are loud. */
export interface Density {
  readonly span: TimeSpan
  readonly all: Uint32Array
  readonly loud: Uint32Array
  readonly most: number
}

/** From the first start to now. */
export function wholeSpan(table: RunTable, matching: Int32Array, nowMs: number): TimeSpan {
  const first = matching[0]
  const fromMs = first === undefined ? nowMs - 86_400_000 : (table.startMs[first] ?? nowMs)
  const lastStart = table.startMs[matching.at(-1) ?? -1] ?? nowMs
  const lastEnd = table.endMs[matching.at(-1) ?? -1] ?? lastStart
  const toMs = Math.max(lastStart + 1000, Number.isNaN(lastEnd) ? nowMs : lastEnd)
  return { fromMs, toMs: Math.max(toMs, fromMs + 1000) }
}

export function countDensity(
  table: RunTable,
  matching: Int32Array,
  loud: Uint8Array,
  span: TimeSpan,
  bucketCount: number,
): Density {
  const [all, marked] = [new Uint32Array(bucketCount), new Uint32Array(bucketCount)]
  const perMs = bucketCount / (span.toMs - span.fromMs)
  let most = 0
  for (const at of matching) {
    const bucket = Math.min(bucketCount - 1, Math.max(0, Math.floor(((table.startMs[at] ?? 0) - span.fromMs) * perMs)))
    all[bucket] = (all[bucket] ?? 0) + 1
    if (isMarked(loud[at] ?? 0)) marked[bucket] = (marked[bucket] ?? 0) + 1
    most = Math.max(most, all[bucket] ?? 0)
  }
  return { span, all, loud: marked, most }
}
