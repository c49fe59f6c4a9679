import { isFolderRow, type TreeRows } from '../../table/tree-rows.ts'
import type { Comparison } from '../comparison.ts'

/**
 * How the numbers of shown rows are told apart: below zero a folder, then the rows of the comparison, then refused
 * entries, then the heads of ambiguous groups.
 */
export class RowNumbers {
  readonly rowCount: number
  readonly refusedCount: number

  constructor({ columns, refused }: Comparison) {
    this.rowCount = columns.count
    this.refusedCount = refused.length
  }

  ofRefused(at: number): number {
    return this.rowCount + at
  }

  ofGroup(group: number): number {
    return this.rowCount + this.refusedCount + group
  }

  isEntry(row: number): boolean {
    return !isFolderRow(row) && row < this.rowCount
  }

  /** Position of the refused entry; undefined where the row is none. */
  refusedAt(row: number): number | undefined {
    const at = row - this.rowCount
    return at >= 0 && at < this.refusedCount ? at : undefined
  }

  /** Undefined where the row is no group's head. */
  groupAt(row: number): number | undefined {
    const group = row - this.rowCount - this.refusedCount
    return group > 0 ? group : undefined
  }
}

/** What a query shows, from top to bottom: refused entries, then a tree or a list. */
export class ShownRows {
  readonly head: Int32Array
  readonly tree: TreeRows | undefined
  private readonly list: Int32Array

  constructor(head: Int32Array, body: TreeRows | Int32Array) {
    this.head = head
    this.tree = body instanceof Int32Array ? undefined : body
    this.list = body instanceof Int32Array ? body : new Int32Array(0)
  }

  get body(): Int32Array {
    return this.tree?.rows ?? this.list
  }

  get length(): number {
    return this.head.length + this.body.length
  }

  at(offset: number): number | undefined {
    return offset < this.head.length ? this.head[offset] : this.body[offset - this.head.length]
  }

  /** -1 where the row is not shown. */
  indexOf(row: number): number {
    const inHead = this.head.indexOf(row)
    if (inHead >= 0) return inHead
    const inBody = this.body.indexOf(row)
    return inBody < 0 ? -1 : inBody + this.head.length
  }
}

/** A list with a head before the members of each ambiguous group that stand together. */
export function withGroupHeads(ordered: Uint32Array, groups: Int32Array, numbers: RowNumbers): Int32Array {
  const rows = new Int32Array(ordered.length + countGroupStarts(ordered, groups))
  let length = 0
  let last = 0
  for (const row of ordered) {
    const group = groups[row]!
    if (group !== 0 && group !== last) rows[length++] = numbers.ofGroup(group)
    last = group
    rows[length++] = row
  }
  return rows
}

function countGroupStarts(ordered: Uint32Array, groups: Int32Array): number {
  let count = 0
  let last = 0
  for (const row of ordered) {
    const group = groups[row]!
    if (group !== 0 && group !== last) count += 1
    last = group
  }
  return count
}
