/** Which of the ascending numbers is nearest to a value; -1 where there are none. */
export function nearestIndex(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  const before = ascending[low - 1]
  const found = ascending[low]
  if (found === undefined) return -1
  return before !== undefined && value - before <= found - value ? low - 1 : low
}
