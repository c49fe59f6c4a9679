import { InvalidArgumentError } from 'commander'
import { parsePath } from './option-values.ts'
import { parseDuration } from './run-filters.ts'

export const defaultStaleAfterMs = 7 * 86_400_000
const maxLimit = 1_000_000

/** "7d", "36h", or "never". */
export function parseStaleAfter(value: string): number {
  return value === 'never' ? Number.POSITIVE_INFINITY : parseDuration(value)
}

export function parseLimit(value: string): number {
  const limit = /^\d{1,7}$/u.test(value) ? Number(value) : Number.NaN
  if (limit >= 1 && limit <= maxLimit) return limit
  throw new InvalidArgumentError(`Give a whole number from 1 to ${maxLimit}.`)
}

/** A field of a record: the shell gives an empty one where a variable was not set. */
export function parseField(value: string): string {
  if (value === '') throw new InvalidArgumentError('It cannot be empty.')
  return value
}

export function collectPaths(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), parsePath(value)]
}
