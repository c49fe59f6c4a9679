const longestDays = 36_500

/** Days as they were typed, with a point or comma; null where it is no time to wait for. */
export function parseDays(text: string): number | null {
  const trimmed = text.trim().replace(',', '.')
  if (!/^\d+(?:\.\d+)?$/u.test(trimmed)) return null
  const days = Number(trimmed)
  return days > 0 && days <= longestDays ? days : null
}
