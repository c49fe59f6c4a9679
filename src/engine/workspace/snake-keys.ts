/** Keys whose values hold other programs' keys, which stay as they were. */
const foreignKeys: ReadonlySet<string> = new Set(['extra'])

function mapKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => mapKeys(item, rename))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [rename(key), foreignKeys.has(key) ? inner : mapKeys(inner, rename)]),
  )
}

/** The value with its keys as written files have them: `startedUtc` becomes `started_utc`. */
export function toSnakeKeys(value: unknown): unknown {
  return mapKeys(value, (key) => key.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`))
}

/** The reverse of `toSnakeKeys`. */
export function toCamelKeys(value: unknown): unknown {
  return mapKeys(value, (key) => key.replace(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase()))
}
