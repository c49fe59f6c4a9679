interface Queued<T> {
  readonly item: T
  readonly weight: number
  readonly sequence: number
}

function isAhead<T>(a: Queued<T>, b: Queued<T>): boolean {
  return a.weight > b.weight || (a.weight === b.weight && a.sequence < b.sequence)
}

/** A priority queue (binary heap): the largest weight comes out first, equal weights in the order they went in. */
export class LargestFirstQueue<T> {
  private readonly heap: Queued<T>[] = []
  private pushedCount = 0

  push(item: T, weight: number): void {
    const queued = { item, weight, sequence: this.pushedCount++ }
    let at = this.heap.length
    this.heap.push(queued)
    while (at > 0) {
      const parentAt = (at - 1) >>> 1
      const parent = this.heap[parentAt]!
      if (!isAhead(queued, parent)) break
      this.heap[at] = parent
      at = parentAt
    }
    this.heap[at] = queued
  }

  pop(): T | undefined {
    const first = this.heap[0]
    const last = this.heap.pop()
    if (first === undefined || last === undefined) return undefined
    if (this.heap.length > 0) this.sink(last)
    return first.item
  }

  private sink(queued: Queued<T>): void {
    let at = 0
    for (let childAt = 1; childAt < this.heap.length; childAt = at * 2 + 1) {
      const left = this.heap[childAt]!
      const right = this.heap[childAt + 1]
      const isRightAhead = right !== undefined && isAhead(right, left)
      const child = isRightAhead ? right : left
      if (!isAhead(child, queued)) break
      this.heap[at] = child
      at = isRightAhead ? childAt + 1 : childAt
    }
    this.heap[at] = queued
  }
}
