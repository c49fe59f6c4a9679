/** Freezes a JSON value and all it holds. */
export function freezeDeeply<T>(value: T): T {
  for (const inner of Object.values(value as object)) {
    if (typeof inner === 'object' && inner !== null) freezeDeeply(inner)
  }
  return Object.freeze(value)
}
