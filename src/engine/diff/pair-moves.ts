import { readPathBytes } from '../table/entry-reader.ts'
import type { EntryColumns } from '../table/entry-columns.ts'
import type { ComparisonRules } from './compare-rows.ts'
import { chooseDigests } from './content-table.ts'
import { numberContents } from './number-contents.ts'

/** How left-only and right-only files of the same content go together. Row numbers. */
export interface MovePairing {
  readonly moved: readonly (readonly [left: number, right: number])[]
  /** Same content, and no honest way to tell which became which. */
  readonly groups: readonly { readonly left: readonly number[]; readonly right: readonly number[] }[]
}

interface Bucket {
  left: number[]
  right: number[]
}

function baseName(side: EntryColumns, row: number): string {
  // Bytes one a character: names that are not valid UTF-8 may look the same and are not.
  const path = readPathBytes(side, row).toString('latin1')
  return path.slice(path.lastIndexOf('/') + 1)
}

function groupByName(side: EntryColumns, rows: readonly number[]): Map<string, number[]> {
  const names = new Map<string, number[]>()
  for (const row of rows) {
    const name = baseName(side, row)
    const same = names.get(name)
    if (same === undefined) names.set(name, [row])
    else same.push(row)
  }
  return names
}

/** Pairs rows whose base name is the only one of its kind on each side, and takes them out of the bucket. */
function pairByName(left: EntryColumns, right: EntryColumns, bucket: Bucket): [number, number][] {
  const rightNames = groupByName(right, bucket.right)
  const pairs: [number, number][] = []
  for (const [name, [l, ...moreLeft]] of groupByName(left, bucket.left)) {
    const [r, ...moreRight] = rightNames.get(name) ?? []
    if (l !== undefined && r !== undefined && moreLeft.length === 0 && moreRight.length === 0) pairs.push([l, r])
  }
  const taken = { left: new Set(pairs.map(([l]) => l)), right: new Set(pairs.map(([, r]) => r)) }
  bucket.left = bucket.left.filter((row) => !taken.left.has(row))
  bucket.right = bucket.right.filter((row) => !taken.right.has(row))
  return pairs
}

/**
 * Pairs files that vanished with files that appeared, in linear time: bucketed by size and whatever digests they have in
 * common, equal base names first, then what is one to one; the rest of a bucket with both sides is a group, never guessed.
 */
export function pairMoves(
  left: EntryColumns,
  leftOnly: readonly number[],
  right: EntryColumns,
  rightOnly: readonly number[],
  rules: ComparisonRules,
): MovePairing {
  if (leftOnly.length === 0 || rightOnly.length === 0) return { moved: [], groups: [] }
  const digests = chooseDigests(left, leftOnly, right, rightOnly, rules)
  const contents = numberContents(digests, { left: leftOnly, right: rightOnly })
  const gone = chainRows(contents.left, leftOnly)
  const came = chainRows(contents.right, rightOnly)
  const moved: [number, number][] = []
  const groups: Bucket[] = []
  for (let id = 0; id < contents.count; id += 1) {
    if (!gone.has(id) || !came.has(id)) continue
    if (gone.isSingle(id) && came.isSingle(id)) moved.push([gone.first(id), came.first(id)])
    else pairBucket(left, right, { left: gone.rows(id), right: came.rows(id) }, moved, groups)
  }
  return { moved, groups }
}

function chainRows(numbers: Int32Array, rows: readonly number[]): RowChains {
  const chains = new RowChains()
  for (const [at, number] of numbers.entries()) if (number >= 0) chains.add(number, rows[at]!)
  return chains
}

function pairBucket(
  left: EntryColumns,
  right: EntryColumns,
  bucket: Bucket,
  moved: [number, number][],
  groups: Bucket[],
): void {
  for (const pair of pairByName(left, right, bucket)) moved.push(pair)
  const [l, r] = [bucket.left[0], bucket.right[0]]
  if (l === undefined || r === undefined) return
  if (bucket.left.length === 1 && bucket.right.length === 1) moved.push([l, r])
  else groups.push(bucket)
}

/** Rows by the number of their content, chained: most contents have one row, and a list each would be dear. */
class RowChains {
  private readonly rowsAdded: number[] = []
  private readonly next: number[] = []
  private readonly heads: number[] = []
  private readonly tails: number[] = []

  add(id: number, row: number): void {
    const at = this.rowsAdded.push(row) - 1
    this.next.push(-1)
    while (this.heads.length <= id) {
      this.heads.push(-1)
      this.tails.push(-1)
    }
    const tail = this.tails[id]!
    if (tail < 0) this.heads[id] = at
    else this.next[tail] = at
    this.tails[id] = at
  }

  has(id: number): boolean {
    return (this.heads[id] ?? -1) >= 0
  }

  isSingle(id: number): boolean {
    return this.heads[id] === this.tails[id]
  }

  first(id: number): number {
    return this.rowsAdded[this.heads[id]!]!
  }

  /** In the order they were added. */
  rows(id: number): number[] {
    const rows: number[] = []
    for (let at = this.heads[id]!; at >= 0; at = this.next[at]!) rows.push(this.rowsAdded[at]!)
    return rows
  }
}
