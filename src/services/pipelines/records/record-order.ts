/** Numbers in the order of their values, NaN last; equal ones in the order of `ties`. */
export function orderNumbers(values: Float64Array, ties?: Uint32Array): Uint32Array {
  const order = ties ?? Uint32Array.from(values, (_, at) => at)
  return order.toSorted((a, b) => compareNumbers(values[a]!, values[b]!))
}

/** Numbers in the order of their texts by code points' units, each distinct text compared once; equal ones in the order of `ties`. */
export function orderTexts(texts: readonly string[], ties: Uint32Array): Uint32Array {
  const distinct = [...new Set(texts)].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const ranks = new Map(distinct.map((text, rank) => [text, rank]))
  return orderNumbers(
    Float64Array.from(texts, (text) => ranks.get(text) ?? 0),
    ties,
  )
}

function compareNumbers(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
}
