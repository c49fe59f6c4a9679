/** Items laid out group by group: those of group `g` are `items[starts[g], starts[g + 1])`. */
export interface Grouping {
  readonly starts: Uint32Array
  readonly items: Uint32Array
}

/** Groups `items` by `parents[item]` in linear time, keeping their order within a group. */
export function groupByParent(items: Uint32Array, parents: Int32Array | Uint32Array, groupCount: number): Grouping {
  const starts = new Uint32Array(groupCount + 1)
  for (const item of items) {
    const next = parents[item]! + 1
    starts[next] = starts[next]! + 1
  }
  for (let group = 0; group < groupCount; group++) {
    starts[group + 1] = starts[group + 1]! + starts[group]!
  }
  const nextFree = starts.slice(0, groupCount)
  const grouped = new Uint32Array(items.length)
  for (const item of items) {
    const parent = parents[item]!
    const slot = nextFree[parent]!
    grouped[slot] = item
    nextFree[parent] = slot + 1
  }
  return { starts, items: grouped }
}

/** The items of one group, as a view. */
export function groupItems(grouping: Grouping, group: number): Uint32Array {
  return grouping.items.subarray(grouping.starts[group], grouping.starts[group + 1])
}
