/** Freezes a JSON value and all it holds. */
export function freezeDeeply<T extends object>(value: T): T {
  for (const field in value) {
    const inner: unknown = value[field]
    if (typeof inner === 'object' && inner !== null) freezeDeeply(inner)
  }
  return Object.freeze(value)
}
