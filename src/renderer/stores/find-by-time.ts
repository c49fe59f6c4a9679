/**
 * The first of rows in order of time that happened at a moment or after it; the last one where all were before. -1 where
 * there are none. Asks for a few rows only, however many there are.
 */
export async function findByTime(
  rowCount: number,
  timeAt: (offset: number) => Promise<number>,
  momentMs: number,
): Promise<number> {
  let low = 0
  let high = rowCount - 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    // Each answer says which half is asked next.
    // oxlint-disable-next-line no-await-in-loop
    if ((await timeAt(middle)) < momentMs) low = middle + 1
    else high = middle
  }
  return rowCount === 0 ? -1 : low
}
