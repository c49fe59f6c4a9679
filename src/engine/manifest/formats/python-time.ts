import { formatTimestampNs } from '../../table/timestamp.ts'

const nsPerSecond = 1_000_000_000n
const microsPerSecond = 1_000_000

/** `round()` of C: halves away from zero. */
function roundAwayFromZero(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5)
}

function roundHalfEven(value: number): number {
  const rounded = roundAwayFromZero(value)
  return Math.abs(value - rounded) === 0.5 ? 2 * roundAwayFromZero(value / 2) : rounded
}

/** `st_mtime` as CPython makes it: whole seconds and nanoseconds added as doubles, which loses the last digits. */
function toFloatSeconds(ns: bigint): number {
  const remainder = ns % nsPerSecond
  const fractionNs = remainder < 0n ? remainder + nsPerSecond : remainder
  return Number((ns - fractionNs) / nsPerSecond) + 1e-9 * Number(fractionNs)
}

/**
 * The nearest time a run manifest can tell, as Python's `datetime.fromtimestamp(st_mtime)` finds it: microseconds rounded
 * half to even from the double. To compare a file's nanoseconds with a run manifest's, round them by this first.
 */
export function roundLikePython(ns: bigint): bigint {
  const timestamp = toFloatSeconds(ns)
  const seconds = Math.trunc(timestamp)
  const micros = roundHalfEven((timestamp - seconds) * microsPerSecond)
  return BigInt(seconds) * nsPerSecond + BigInt(micros) * 1000n
}

/** A time as Python's `isoformat()` of a UTC datetime: microseconds, left out when zero, and `+00:00`. */
export function formatPythonTime(ns: bigint): string {
  const rounded = formatTimestampNs(roundLikePython(ns))
  const [toSeconds = '', fraction = ''] = rounded.slice(0, -'Z'.length).split('.')
  const micros = fraction.slice(0, 6)
  return `${toSeconds}${micros === '000000' ? '' : `.${micros}`}+00:00`
}
