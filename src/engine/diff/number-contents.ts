import { ContentTable, hasContent, type ContentSides } from './content-table.ts'

const unknown = -1

/** Rows of both sides, some or all. */
export interface ChosenRows {
  readonly left: readonly number[]
  readonly right: readonly number[]
}

/** The number of each chosen row's content, in the order of the rows; -1 where it is not known or only on the right. */
export interface NumberedContents {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly count: number
}

/**
 * Numbers contents: files have the same number when a digest that both have tells so, directly or by way of other files
 * that have more digests. Linear time.
 */
export function numberContents(digests: readonly ContentSides[], rows: ChosenRows): NumberedContents {
  const [first, ...others] = digests
  if (first === undefined) return { left: new Int32Array(), right: new Int32Array(), count: 0 }
  return others.length === 0 ? numberByOne(first, rows) : numberByAll(digests, rows)
}

function numberByOne(digest: ContentSides, rows: ChosenRows): NumberedContents {
  const contents = new ContentTable(digest.digestLengthBytes)
  const left = Int32Array.from(rows.left, (l) => (hasContent(digest.left, l) ? contents.add(digest.left, l) : unknown))
  const right = Int32Array.from(rows.right, (r) =>
    hasContent(digest.right, r) ? contents.find(digest.right, r) : unknown,
  )
  return { left, right, count: contents.count }
}

function numberByAll(digests: readonly ContentSides[], rows: ChosenRows): NumberedContents {
  const joined = new JoinedRows(rows.left.length + rows.right.length)
  const idsOfDigests = digests.map((digest) => {
    const contents = new ContentTable(digest.digestLengthBytes)
    const firsts: number[] = []
    return Int32Array.from({ length: joined.count }, (_, at) => {
      const isLeft = at < rows.left.length
      const side = isLeft ? digest.left : digest.right
      const row = isLeft ? rows.left[at]! : rows.right[at - rows.left.length]!
      if (!hasContent(side, row)) return unknown
      const id = contents.add(side, row)
      if (id === firsts.length) firsts.push(at)
      else joined.join(firsts[id]!, at)
      return id
    })
  })
  const { numbers, count } = numberJoined(joined, idsOfDigests)
  return { left: numbers.subarray(0, rows.left.length), right: numbers.subarray(rows.left.length), count }
}

/** Files that one digest joins and another tells apart are numbered by their own first digest alone. */
function numberJoined(joined: JoinedRows, idsOfDigests: readonly Int32Array[]): { numbers: Int32Array; count: number } {
  const doubtful = findContradictions(joined, idsOfDigests)
  const known = new Map<number, number>()
  const numbers = Int32Array.from({ length: joined.count }, (_, at) => {
    const digest = idsOfDigests.findIndex((ids) => ids[at] !== unknown)
    if (digest === -1) return unknown
    const root = joined.rootOf(at)
    const key = doubtful.has(root) ? (digest + 1) * joined.count + idsOfDigests[digest]![at]! : root
    const number = known.get(key) ?? known.size
    known.set(key, number)
    return number
  })
  return { numbers, count: known.size }
}

function findContradictions(joined: JoinedRows, idsOfDigests: readonly Int32Array[]): Set<number> {
  const doubtful = new Set<number>()
  for (const ids of idsOfDigests) {
    const idOfRoot = new Int32Array(joined.count).fill(unknown)
    for (const [at, id] of ids.entries()) {
      if (id === unknown) continue
      const root = joined.rootOf(at)
      if (idOfRoot[root] === unknown) idOfRoot[root] = id
      else if (idOfRoot[root] !== id) doubtful.add(root)
    }
  }
  return doubtful
}

/** Sets of rows that grow together (disjoint sets with path halving). */
class JoinedRows {
  readonly count: number
  private readonly parents: Int32Array

  constructor(count: number) {
    this.count = count
    this.parents = Int32Array.from({ length: count }, (_, at) => at)
  }

  rootOf(row: number): number {
    const { parents } = this
    let at = row
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]!]!
      at = parents[at]!
    }
    return at
  }

  /** The lower row is the root: which one it is does not matter, but that it is always the same does. */
  join(a: number, b: number): void {
    const [one, other] = [this.rootOf(a), this.rootOf(b)]
    this.parents[Math.max(one, other)] = Math.min(one, other)
  }
}
