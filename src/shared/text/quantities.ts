const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']
// Written out, because the first Intl.NumberFormat of a process takes as long as half of its start.
const groupStarts = /\B(?=(?:\d{3})+$)/gu

/** A whole number with a comma between groups of three digits. */
export function formatCount(count: number): string {
  return String(count).replace(groupStarts, ',')
}

/** "1 file", "2,000 files". */
export function formatCounted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`
}

/** Powers of 1,000, three figures: "4.61 MB". */
export function formatSize(sizeBytes: number): string {
  let value = sizeBytes
  let unit = 0
  // Compared after rounding, so that 999,999 bytes are "1.00 MB" and not "1000 kB".
  while (unit < byteUnits.length - 1 && Number(value.toPrecision(3)) >= 1000) {
    value /= 1000
    unit += 1
  }
  const shown = unit === 0 ? String(value) : value.toPrecision(3)
  return `${shown} ${byteUnits[unit]}`
}

/** "4.61 MB (4,612,345 bytes)": short for people, exact for checking. */
export function formatSizeExactly(sizeBytes: number): string {
  return sizeBytes < 1000
    ? formatCounted(sizeBytes, 'byte')
    : `${formatSize(sizeBytes)} (${formatCounted(sizeBytes, 'byte')})`
}

/** "230 ms", "4.2 s", "3 min 05 s", "2 h 07 min". */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`
  const seconds = Math.round(durationMs / 1000)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${twoDigits(seconds % 60)} s`
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
