/** Keys whose values hold other programs' keys, which stay as they were. */
const foreignKeys: ReadonlySet<string> = new Set(['extra'])

/** Hostile documents may hold a new key at every turn. */
const maxRemembered = 1000

/** A document has a few dozen keys, however many values: each is renamed once. */
function remember(rename: (key: string) => string): (key: string) => string {
  const renamed = new Map<string, string>()
  return (key) => {
    const known = renamed.get(key)
    if (known !== undefined) return known
    const name = rename(key)
    if (renamed.size < maxRemembered) renamed.set(key, name)
    return name
  }
}

const toSnakeKey = remember((key) => key.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`))
const toCamelKey = remember((key) => key.replace(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase()))

function mapKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => mapKeys(item, rename))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [rename(key), foreignKeys.has(key) ? inner : mapKeys(inner, rename)]),
  )
}

/** The value with its keys as written files have them: `startedUtc` becomes `started_utc`. */
export function toSnakeKeys(value: unknown): unknown {
  return mapKeys(value, toSnakeKey)
}

/** The reverse of `toSnakeKeys`. */
export function toCamelKeys(value: unknown): unknown {
  return mapKeys(value, toCamelKey)
}
