const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** Time since a start, to the millisecond: "+00:01.234", "+1:02:03.004"; "-00:00.100" where it was before. */
export function formatElapsed(elapsedMs: number): string {
  const wholeMs = Math.round(Math.abs(elapsedMs))
  const hours = Math.floor(wholeMs / hourMs)
  const minutes = two(Math.floor((wholeMs % hourMs) / minuteMs))
  const seconds = two(Math.floor((wholeMs % minuteMs) / secondMs))
  const rest = String(wholeMs % secondMs).padStart(3, '0')
  const sign = elapsedMs < 0 && wholeMs > 0 ? '-' : '+'
  return `${sign}${hours > 0 ? `${hours}:` : ''}${minutes}:${seconds}.${rest}`
}
