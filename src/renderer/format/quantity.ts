const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']
const integer = new Intl.NumberFormat()
const oneDigit = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

export function formatCount(count: number): string {
  return integer.format(count)
}

/** "41 files", "1 file". */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`
}

/** Decimal units, one digit below a hundred: "4.0 MB", "312 kB", "17 B". */
export function formatSize(sizeBytes: number): string {
  let value = sizeBytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const text = unit === 0 || value >= 99.95 ? integer.format(Math.round(value)) : oneDigit.format(value)
  return `${text} ${units[unit]}`
}

export function formatBytes(sizeBytes: number): string {
  return `${integer.format(sizeBytes)} ${sizeBytes === 1 ? 'byte' : 'bytes'}`
}

/** "0.4 s", "12 s", "3 min 20 s", "2 h 5 min". */
export function formatDuration(durationMs: number): string {
  const seconds = durationMs / 1000
  if (seconds < 0.1) return `${integer.format(Math.round(durationMs))} ms`
  if (seconds < 10) return `${oneDigit.format(seconds)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${integer.format(Math.floor(whole / 3600))} h ${Math.floor((whole % 3600) / 60)} min`
}

/** An estimate, as finely as one can be believed: seconds under ten minutes, then minutes. */
export function formatEstimate(durationMs: number): string {
  if (durationMs < 600_000) return formatDuration(Math.max(1000, durationMs))
  const minutes = Math.round(durationMs / 60_000)
  return minutes < 60 ? `${minutes} min` : formatDuration(minutes * 60_000)
}

export function formatPercent(fraction: number): string {
  const percent = Math.min(1, Math.max(0, fraction)) * 100
  return percent > 0 && percent < 1 ? '<1%' : `${Math.floor(percent)}%`
}
