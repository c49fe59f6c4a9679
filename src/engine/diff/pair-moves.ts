import { readPathBytes } from '../table/entry-reader.ts'
import { kindFile, unknownSize, type EntryColumns } from '../table/entry-columns.ts'
import type { ComparisonRules } from './compare-rows.ts'

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

/** Content of a file as a key: digest and size, by the first algorithm both sides have; undefined without one. */
export function contentKey(
  side: EntryColumns,
  row: number,
  which: 'left' | 'right',
  rules: ComparisonRules,
): string | undefined {
  if (side.kinds[row] !== kindFile || side.errors.has(row)) return undefined
  const [digest] = rules.common
  const size = side.sizes[row] ?? unknownSize
  if (digest === undefined) return undefined
  const bit = which === 'left' ? digest.leftBit : digest.rightBit
  if (((side.digestFlags[row] ?? 0) & bit) === 0) return undefined
  const start = row * side.digestStride + (which === 'left' ? digest.leftOffset : digest.rightOffset)
  const bytes = Buffer.from(side.digests.buffer, side.digests.byteOffset + start, digest.lengthBytes)
  return `${bytes.toString('latin1')}${size}`
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
 * Pairs files that vanished with files that appeared, in linear time: bucketed by digest and size, equal base names
 * first, then what is one to one; the rest of a bucket with both sides is a group, never guessed.
 */
export function pairMoves(
  left: EntryColumns,
  leftOnly: readonly number[],
  right: EntryColumns,
  rightOnly: readonly number[],
  rules: ComparisonRules,
): MovePairing {
  const buckets = new Map<string, Bucket>()
  for (const row of leftOnly) {
    const key = contentKey(left, row, 'left', rules)
    if (key === undefined) continue
    const bucket = buckets.get(key)
    if (bucket === undefined) buckets.set(key, { left: [row], right: [] })
    else bucket.left.push(row)
  }
  for (const row of rightOnly) {
    const key = contentKey(right, row, 'right', rules)
    if (key !== undefined) buckets.get(key)?.right.push(row)
  }
  const moved: [number, number][] = []
  const groups: Bucket[] = []
  for (const bucket of buckets.values()) {
    if (bucket.right.length === 0) continue
    if (bucket.left.length > 1 || bucket.right.length > 1) {
      for (const pair of pairByName(left, right, bucket)) moved.push(pair)
    }
    const [l, r] = [bucket.left[0], bucket.right[0]]
    if (l === undefined || r === undefined) continue
    if (bucket.left.length === 1 && bucket.right.length === 1) moved.push([l, r])
    else groups.push(bucket)
  }
  return { moved, groups }
}
