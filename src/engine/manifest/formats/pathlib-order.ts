import { isUtf8 } from 'node:buffer'
import type { EntryColumns } from '../../table/entry-columns.ts'
import { readPathBytes } from '../../table/entry-reader.ts'
import { decodeSurrogateEscape } from './python-text.ts'

const slash = 0x2f

/** Orders by code points, with the separator before everything else. */
function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a, (character) => (character === '/' ? -1 : (character.codePointAt(0) ?? 0)))
  const right = Array.from(b, (character) => (character === '/' ? -1 : (character.codePointAt(0) ?? 0)))
  const common = Math.min(left.length, right.length)
  for (let at = 0; at < common; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** The same for well-formed UTF-8, whose bytes are in the order of the code points. */
function compareUtf8(columns: EntryColumns, a: number, b: number): number {
  const { pathBytes, pathOffsets } = columns
  const aStart = pathOffsets[a] ?? 0
  const bStart = pathOffsets[b] ?? 0
  const aLength = (pathOffsets[a + 1] ?? 0) - aStart
  const bLength = (pathOffsets[b + 1] ?? 0) - bStart
  const common = Math.min(aLength, bLength)
  for (let at = 0; at < common; at += 1) {
    const left = pathBytes[aStart + at] ?? 0
    const right = pathBytes[bStart + at] ?? 0
    if (left !== right) return (left === slash ? -1 : left) - (right === slash ? -1 : right)
  }
  return aLength - bLength
}

/**
 * The rows in the order Python's `pathlib` (3.11) sorts their paths: component by component, each by code points, a byte
 * that is not UTF-8 counting as its lone surrogate.
 */
export function orderLikePathlib(columns: EntryColumns): Uint32Array {
  const rows = Uint32Array.from({ length: columns.count }, (_, row) => row)
  const escaped = new Map<number, string>()
  for (const row of rows) {
    const path = readPathBytes(columns, row)
    if (!isUtf8(path)) escaped.set(row, decodeSurrogateEscape(path))
  }
  const decode = (row: number): string => escaped.get(row) ?? readPathBytes(columns, row).toString('utf8')
  const compare = (a: number, b: number): number =>
    escaped.has(a) || escaped.has(b) ? compareCodePoints(decode(a), decode(b)) : compareUtf8(columns, a, b)
  return rows.toSorted(compare)
}
