import { endianness } from 'node:os'
import type { TableSort } from '../../shared/ipc/table-schemas.ts'
import { digestLengthBytes } from '../../shared/model/digest.ts'
import type { EntryColumns } from './entry-columns.ts'
import { compareByteRanges } from './entry-reader.ts'
import { complementKeys, createSortKeys, sortByKeys, type SortKeys } from './radix-sort.ts'

const twoTo32 = 2 ** 32
const signBit = 0x80000000

/**
 * The entries in order of a column, each order worked out once. Ties are by path, ascending whichever way the column
 * goes. What is not known counts as least.
 */
export class EntryOrders {
  private readonly columns: EntryColumns
  private readonly orders = new Map<string, Uint32Array>()

  constructor(columns: EntryColumns) {
    this.columns = columns
  }

  inOrder(sort: TableSort): Uint32Array {
    const name = `${sort.column} ${sort.isDescending ? 'down' : 'up'}`
    const order = this.orders.get(name) ?? sortEntries(this.columns, sort)
    this.orders.set(name, order)
    return order
  }
}

/** The numbers `0, 1, …, count - 1`. */
export function ascending(count: number): Uint32Array {
  const items = new Uint32Array(count)
  for (let index = 0; index < count; index++) items[index] = index
  return items
}

function sortEntries(columns: EntryColumns, sort: TableSort): Uint32Array {
  const byPath = ascending(columns.count)
  if (sort.column === 'path') return sort.isDescending ? byPath.toReversed() : byPath
  if (sort.column === 'digest') return sortByDigest(columns, byPath, sort.isDescending)
  return sortByColumn(byPath, columnKeys(columns, sort.column), sort.isDescending)
}

function columnKeys(columns: EntryColumns, column: 'size' | 'modified' | 'kind'): SortKeys {
  if (column === 'size') return sizeKeys(columns.sizes)
  return column === 'modified' ? timeKeys(columns.modifiedNs) : kindKeys(columns.kinds)
}

function sortByColumn(items: Uint32Array, keys: SortKeys, isDescending: boolean): Uint32Array {
  if (isDescending) complementKeys(keys)
  return sortByKeys(items, keys)
}

/** Keys that order sizes in bytes, the mark for unknown (-1) first. */
export function sizeKeys(sizes: Float64Array): SortKeys {
  const keys = createSortKeys(sizes.length)
  for (let index = 0; index < sizes.length; index++) {
    const shifted = sizes[index]! + 1
    keys.high[index] = Math.floor(shifted / twoTo32)
    keys.low[index] = shifted % twoTo32
  }
  return keys
}

function timeKeys(modifiedNs: BigInt64Array): SortKeys {
  const keys = createSortKeys(modifiedNs.length)
  const words = new Uint32Array(modifiedNs.buffer, modifiedNs.byteOffset, modifiedNs.length * 2)
  const lowWord = endianness() === 'LE' ? 0 : 1
  for (let index = 0; index < modifiedNs.length; index++) {
    keys.low[index] = words[index * 2 + lowWord]!
    keys.high[index] = words[index * 2 + 1 - lowWord]! ^ signBit
  }
  return keys
}

function kindKeys(kinds: Uint8Array): SortKeys {
  const keys = createSortKeys(kinds.length)
  keys.low.set(kinds)
  return keys
}

function sortByDigest(columns: EntryColumns, byPath: Uint32Array, isDescending: boolean): Uint32Array {
  const isKnown = (index: number): boolean => (columns.digestFlags[index]! & 1) === 1
  const known = byPath.filter(isKnown)
  const unknown = byPath.filter((index) => !isKnown(index))
  const sorted = sortByColumn(known, digestKeys(columns, known), isDescending)
  settleEqualBeginnings(columns, sorted, isDescending)
  const order = new Uint32Array(columns.count)
  order.set(isDescending ? sorted : unknown)
  order.set(isDescending ? unknown : sorted, isDescending ? sorted.length : unknown.length)
  return order
}

/** Bytes of a digest that make its sort key. */
const keyBytes = 8

/** The first bytes of each digest, as far as it goes: a CRC-32 has four. */
function digestKeys(columns: EntryColumns, known: Uint32Array): SortKeys {
  const keys = createSortKeys(columns.count)
  const isShort = firstDigestLength(columns) < keyBytes
  const view = new DataView(columns.digests.buffer, columns.digests.byteOffset, columns.digests.byteLength)
  for (const index of known) {
    keys.high[index] = view.getUint32(index * columns.digestStride)
    if (!isShort) keys.low[index] = view.getUint32(index * columns.digestStride + 4)
  }
  return keys
}

function firstDigestLength(columns: EntryColumns): number {
  const algorithm = columns.algorithms[0]
  return algorithm === undefined ? 0 : digestLengthBytes[algorithm]
}

/** Sorts runs of digests that share the bytes of their keys by the rest; equal digests are left as they are. */
function settleEqualBeginnings(columns: EntryColumns, sorted: Uint32Array, isDescending: boolean): void {
  const lengthBytes = firstDigestLength(columns)
  const keyLength = Math.min(keyBytes, lengthBytes)
  const direction = isDescending ? -1 : 1
  const compare = (a: number, b: number): number => compareDigests(columns, a, b, lengthBytes) * direction
  let runStart = 0
  let isRunSorted = true
  for (let at = 1; at <= sorted.length; at++) {
    const previous = sorted[at - 1]!
    if (at < sorted.length && compareDigests(columns, previous, sorted[at]!, keyLength) === 0) {
      isRunSorted &&= compare(previous, sorted[at]!) <= 0
      continue
    }
    if (!isRunSorted) sorted.set(sorted.subarray(runStart, at).toSorted(compare), runStart)
    runStart = at
    isRunSorted = true
  }
}

function compareDigests(columns: EntryColumns, a: number, b: number, lengthBytes: number): number {
  const aStart = a * columns.digestStride
  const bStart = b * columns.digestStride
  return compareByteRanges(columns.digests, aStart, aStart + lengthBytes, columns.digests, bStart, bStart + lengthBytes)
}
