import type { ComparedEntry, ComparisonEntryRow } from '../../../../shared/ipc/comparison-schemas.ts'
import { formatSize } from '../../../format/quantity.ts'

/** Which facts differ between two sides that are both there. */
export interface EntryDifference {
  readonly isSize: boolean
  readonly isTime: boolean
  /** What tells the times apart: a column of minutes, the clock to the millisecond, or only its last digits. */
  readonly timeScale: 'minutes' | 'clock' | 'fraction'
  readonly isDigest: boolean
  readonly isKind: boolean
}

const nothing: EntryDifference = { isSize: false, isTime: false, timeScale: 'minutes', isDigest: false, isKind: false }

function differs(left: string | number | null, right: string | number | null): boolean {
  return left !== null && right !== null && left !== right
}

const minuteLength = '2026-11-20T21:25'.length

function scaleFor(left: string, right: string): EntryDifference['timeScale'] {
  if (left.slice(0, minuteLength) !== right.slice(0, minuteLength)) return 'minutes'
  return Date.parse(left) === Date.parse(right) ? 'fraction' : 'clock'
}

export function differenceBetween(left: ComparedEntry | null, right: ComparedEntry | null): EntryDifference {
  if (left === null || right === null) return nothing
  const isTime = differs(left.modifiedUtc, right.modifiedUtc)
  return {
    isSize: differs(left.sizeBytes, right.sizeBytes),
    isTime,
    timeScale: isTime ? scaleFor(left.modifiedUtc ?? '', right.modifiedUtc ?? '') : 'minutes',
    isDigest: differs(left.digest, right.digest),
    isKind: left.kind !== right.kind,
  }
}

/** "+1.2 kB", "−88 MB", or nothing where it is the same or a side does not know. */
export function describeDelta({ left, right }: ComparisonEntryRow): string {
  const was = left?.sizeBytes ?? null
  const is = right?.sizeBytes ?? null
  return was === null || is === null ? '' : formatDelta(is - was)
}

/** With a sign as wide as a digit, so that columns stay in line. */
export function formatDelta(deltaBytes: number): string {
  if (deltaBytes === 0) return ''
  return `${deltaBytes > 0 ? '+' : '\u2212'}${formatSize(Math.abs(deltaBytes))}`
}
