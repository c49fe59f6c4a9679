/** The deepest nesting read: far beyond any manifest, and far from what a parser's or a copier's stack can hold. */
export const maxJsonDepth = 64

/** Whether a parsed value holds objects or arrays nested deeper than `limit`. Looks no deeper than that itself. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return limit <= 0 || Object.values(value).some((inner) => isDeeperThan(inner, limit - 1))
}
