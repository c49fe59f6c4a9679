import { kindFile, type EntryColumns } from '../table/entry-columns.ts'
import type { ComparisonRules } from './compare-rows.ts'

const free = -1

/** The rows of one side, and where the digest that both sides have is in them. */
export interface ContentSide {
  readonly columns: EntryColumns
  readonly digestBit: number
  readonly digestOffset: number
}

/** Both sides by an algorithm they have in common. */
export interface ContentSides {
  readonly left: ContentSide
  readonly right: ContentSide
  readonly digestLengthBytes: number
}

/**
 * The digests that content is recognised by: the first that the sides have in common, and the others too where it is not
 * known of all files. None where the sides have none in common. Rows left out stand for all.
 */
export function chooseDigests(
  left: EntryColumns,
  leftRows: readonly number[] | undefined,
  right: EntryColumns,
  rightRows: readonly number[] | undefined,
  rules: ComparisonRules,
): ContentSides[] {
  const digests = rules.common.map((digest) => ({
    left: { columns: left, digestBit: digest.leftBit, digestOffset: digest.leftOffset },
    right: { columns: right, digestBit: digest.rightBit, digestOffset: digest.rightOffset },
    digestLengthBytes: digest.lengthBytes,
  }))
  const isEnough =
    digests.length < 2 ||
    (isFirstEverywhere(digests, 'left', leftRows) && isFirstEverywhere(digests, 'right', rightRows))
  return isEnough ? digests.slice(0, 1) : digests
}

/** Whether no row has another of the digests without the first. */
function isFirstEverywhere(
  digests: readonly ContentSides[],
  side: 'left' | 'right',
  rows: readonly number[] | undefined,
): boolean {
  const { columns, digestBit } = digests[0]![side]
  let others = 0
  for (const digest of digests.slice(1)) others |= digest[side].digestBit
  const isTold = (row: number): boolean => {
    const flags = columns.digestFlags[row]!
    return (flags & digestBit) !== 0 || (flags & others) === 0
  }
  if (rows !== undefined) return rows.every(isTold)
  for (let row = 0; row < columns.count; row += 1) if (!isTold(row)) return false
  return true
}

/** Whether a row is a file whose content is known. */
export function hasContent({ columns, digestBit }: ContentSide, row: number): boolean {
  const isKnown = ((columns.digestFlags[row] ?? 0) & digestBit) !== 0
  return isKnown && columns.kinds[row] === kindFile && !columns.errors.has(row)
}

/**
 * Numbers contents, digest and size together, in the order they are first seen: an open-addressing table over the digest
 * bytes where they are, because a string each would cost more than all the rest. Sizes count only where both are known.
 */
export class ContentTable {
  count = 0
  private readonly digestLengthBytes: number
  private slots = new Int32Array(1024).fill(free)
  private readonly seed = Math.trunc(Math.random() * 2 ** 32)
  private readonly sides: ContentSide[] = []
  private readonly rows: number[] = []

  constructor(digestLengthBytes: number) {
    this.digestLengthBytes = digestLengthBytes
  }

  /** The number of a row's content, a new one where it is new. The row must have content. */
  add(side: ContentSide, row: number): number {
    if (this.count * 2 >= this.slots.length) this.grow()
    const slot = this.slotOf(side, row)
    const known = this.slots[slot]!
    if (known !== free) return known
    const id = this.count
    this.slots[slot] = id
    this.sides.push(side)
    this.rows.push(row)
    this.count = id + 1
    return id
  }

  /** The number of a row's content; -1 where it is not in the table. */
  find(side: ContentSide, row: number): number {
    return this.slots[this.slotOf(side, row)]!
  }

  private slotOf(side: ContentSide, row: number): number {
    const mask = this.slots.length - 1
    let slot = this.hash(side, row) & mask
    for (;;) {
      const id = this.slots[slot]!
      if (id === free || this.isSame(id, side, row)) return slot
      slot = (slot + 1) & mask
    }
  }

  /** FNV-1a over the digest, seeded so that no manifest can be made whose digests all fall into one place. */
  private hash({ columns, digestOffset }: ContentSide, row: number): number {
    const { digests, digestStride } = columns
    const start = row * digestStride + digestOffset
    let hash = this.seed
    for (let at = start; at < start + this.digestLengthBytes; at += 1) hash = Math.imul(hash ^ digests[at]!, 0x01000193)
    return (hash ^ (hash >>> 15)) >>> 0
  }

  private isSame(id: number, side: ContentSide, row: number): boolean {
    const other = this.sides[id]!
    const otherRow = this.rows[id]!
    if (side.columns.sizes[row] !== other.columns.sizes[otherRow]) {
      if (Math.min(side.columns.sizes[row]!, other.columns.sizes[otherRow]!) >= 0) return false
    }
    const a = side.columns.digests
    const b = other.columns.digests
    const aStart = row * side.columns.digestStride + side.digestOffset
    const bStart = otherRow * other.columns.digestStride + other.digestOffset
    for (let i = 0; i < this.digestLengthBytes; i += 1) if (a[aStart + i] !== b[bStart + i]) return false
    return true
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 4).fill(free)
    for (let id = 0; id < this.count; id += 1) {
      this.slots[this.slotOf(this.sides[id]!, this.rows[id]!)] = id
    }
  }
}
