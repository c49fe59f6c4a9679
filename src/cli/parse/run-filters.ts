import { InvalidArgumentError } from 'commander'
import type { RunStatus } from '../../shared/model/ledger.ts'

// Spelled here, because the schema brings zod, which no parse needs.
const statuses: readonly RunStatus[] = [
  'started',
  'completed',
  'completed-with-errors',
  'failed',
  'cancelled',
  'aborted',
]

const unitMs = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])

export function collectStatuses(value: string, before: readonly RunStatus[] | undefined): RunStatus[] {
  const found = statuses.find((status) => status === value)
  if (found === undefined) throw new InvalidArgumentError(`Give one of ${statuses.join(', ')}.`)
  return [...(before ?? []), found]
}

/** "500ms", "5s", "1.5m", "2h", "1d" in milliseconds. */
export function parseDuration(value: string): number {
  const durationMs = readDurationMs(value)
  if (durationMs === undefined) throw new InvalidArgumentError('Give a number with ms, s, m, h or d, such as 5s.')
  return durationMs
}

function readDurationMs(value: string): number | undefined {
  const [, number, unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)$/u.exec(value) ?? []
  const factor = unitMs.get(unit)
  return number === undefined || factor === undefined ? undefined : Number(number) * factor
}

/** A date (UTC), an ISO 8601 time with an offset, or how long ago; in milliseconds since 1970 UTC. */
export function parseSince(value: string): number {
  const agoMs = readDurationMs(value)
  if (agoMs !== undefined) return Date.now() - agoMs
  const isTime = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/u.test(value)
  const timeMs = isTime ? Date.parse(value) : Number.NaN
  if (!Number.isNaN(timeMs)) return timeMs
  throw new InvalidArgumentError('Give a date such as 2026-11-20, an ISO 8601 time with Z or an offset, or 7d.')
}
