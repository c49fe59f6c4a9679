/** Edits, of one character or of two neighbours swapped, from one short text to another (optimal string alignment). */
function countEdits(from: string, to: string): number {
  let before: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= to.length; j += 1) {
      const isSame = from[i - 1] === to[j - 1]
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1))
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      if (isSwapped) least = Math.min(least, (before[j - 2] ?? 0) + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[to.length] ?? 0
}

const maxSuggestedLength = 64

/** ` Did you mean "x"?`, or nothing where no name is near. */
export function suggestName(text: string, names: readonly string[]): string {
  if (text.length > maxSuggestedLength) return ''
  const near = names
    .filter((name) => name.length <= maxSuggestedLength)
    .map((name) => ({ name, edits: countEdits(text.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.max(1, Math.floor(Math.max(name.length, text.length) * 0.4)))
    .toSorted((a, b) => a.edits - b.edits)
  return near[0] === undefined ? '' : ` Did you mean "${near[0].name}"?`
}
