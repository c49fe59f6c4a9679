import type { EntryColumns } from '../table/entry-columns.ts'

type PathColumns = Pick<EntryColumns, 'count' | 'pathBytes' | 'pathOffsets'>

/** Byte order of path `l` of one side and path `r` of the other: negative, zero or positive. */
export function comparePathsAcross(left: PathColumns, l: number, right: PathColumns, r: number): number {
  const a = left.pathBytes
  const b = right.pathBytes
  let i = left.pathOffsets[l] ?? 0
  let j = right.pathOffsets[r] ?? 0
  const aEnd = left.pathOffsets[l + 1] ?? i
  const bEnd = right.pathOffsets[r + 1] ?? j
  while (i < aEnd && j < bEnd) {
    const difference = (a[i] ?? 0) - (b[j] ?? 0)
    if (difference !== 0) return difference
    i += 1
    j += 1
  }
  return aEnd - i - (bEnd - j)
}

/**
 * Told of each path: its row numbers, -1 where a side lacks it. `next` is then that side's first row with a greater path.
 */
export type OnPair = (l: number, r: number, next: number) => void

/**
 * Walks two sides in path order, in linear time. Goes on from where an earlier call on the same left side ended, so that
 * the right side may come in parts; `next` counts within the part.
 */
export class PathMatcher {
  private readonly left: PathColumns
  private position: number

  /** Begins at row `position` of the left side. */
  constructor(left: PathColumns, position = 0) {
    this.left = left
    this.position = position
  }

  /** Goes through rows `from` up to `to` of the right side. */
  match(right: PathColumns, onPair: OnPair, from = 0, to = right.count): void {
    for (let r = from; r < to; r += 1) {
      let order = 1
      while (this.position < this.left.count) {
        order = comparePathsAcross(this.left, this.position, right, r)
        if (order >= 0) break
        onPair(this.position, -1, r)
        this.position += 1
      }
      if (order === 0 && this.position < this.left.count) {
        onPair(this.position, r, -1)
        this.position += 1
      } else {
        onPair(-1, r, this.position)
      }
    }
  }

  /** Tells what is left, with `next` as the number of rows on the right. */
  finish(rightCount: number, onPair: OnPair): void {
    for (; this.position < this.left.count; this.position += 1) onPair(this.position, -1, rightCount)
  }
}
