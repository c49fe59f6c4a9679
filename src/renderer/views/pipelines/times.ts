/** A time as the components for times take it; null where a file says one that no calendar has. */
export function toUtc(timeMs: number | null): string | null {
  if (timeMs === null || Number.isNaN(new Date(timeMs).getTime())) return null
  return new Date(timeMs).toISOString()
}
