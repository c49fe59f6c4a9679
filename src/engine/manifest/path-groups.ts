import type { EntryColumns } from '../table/entry-columns.ts'
import type { RowContents } from './row-selection.ts'
import { scatterContents } from './row-scatter.ts'

/** Group numbers are kept in sixteen bits. */
const maxGroups = 1 << 16
const maxCodedBytes = 16
/** A byte, or that the path has ended, which comes before any byte. */
const codesPerByte = 257

/** Rows in groups, each group's paths before the next one's, and those of a group in their first order. */
export interface PathGroups {
  /** The row at each place. */
  readonly rows: Uint32Array
  /** Where each group begins, by place, and after the last the number of all. */
  readonly starts: Uint32Array
  /** So many bytes the paths of a group have in common, or end before. */
  readonly sharedBytes: number
  /** Paths and digests in the order of the places. */
  readonly contents: RowContents
}

/**
 * Puts paths and digests into groups by the first bytes in which paths differ, so that a group is sorted within what a
 * processor keeps at hand: reading a million rows one by one all over memory takes several times as long. Linear time.
 */
export function groupByPath(columns: EntryColumns): PathGroups {
  const common = countCommonBytes(columns)
  const codes = chooseCodes(columns, common)
  const groups = numberGroups(columns, common, codes)
  const starts = new Uint32Array(codes.groupCount + 1)
  for (const group of groups) starts[group + 1] = starts[group + 1]! + 1
  for (let group = 0; group < codes.groupCount; group += 1) starts[group + 1] = starts[group + 1]! + starts[group]!
  return { starts, sharedBytes: common + codes.byteCount, ...scatterContents(columns, groups, starts) }
}

/** How many bytes all paths begin with. */
function countCommonBytes({ count, pathBytes, pathOffsets }: EntryColumns): number {
  let common = count === 0 ? 0 : pathOffsets[1]!
  for (let row = 1; row < count && common > 0; row += 1) {
    const start = pathOffsets[row]!
    const most = Math.min(common, pathOffsets[row + 1]! - start)
    let at = 0
    while (at < most && pathBytes[start + at] === pathBytes[at]) at += 1
    common = at
  }
  return common
}

interface PathCodes {
  /** What each value of each byte adds to the number of its group. */
  readonly steps: Uint32Array
  readonly byteCount: number
  readonly groupCount: number
}

/** As many bytes as give each group a number of sixteen bits, values that never occur left out. */
function chooseCodes(columns: EntryColumns, common: number): PathCodes {
  const seen = findValues(columns, common)
  const sizes: number[] = []
  let groupCount = 1
  for (let at = 0; at < maxCodedBytes; at += 1) {
    let size = 0
    for (let code = at * codesPerByte; code < (at + 1) * codesPerByte; code += 1) size += seen[code]!
    if (size * groupCount > maxGroups) break
    groupCount *= size
    sizes.push(size)
  }
  const steps = new Uint32Array(maxCodedBytes * codesPerByte)
  let weight = groupCount
  for (const [at, size] of sizes.entries()) {
    weight /= size
    let rank = 0
    for (let code = at * codesPerByte; code < (at + 1) * codesPerByte; code += 1) {
      steps[code] = rank * weight
      rank += seen[code]!
    }
  }
  return { steps, byteCount: sizes.length, groupCount }
}

/** Which values the bytes after the common ones have, each at its place. */
function findValues({ count, pathBytes, pathOffsets }: EntryColumns, common: number): Uint8Array {
  const seen = new Uint8Array(maxCodedBytes * codesPerByte)
  for (let row = 0; row < count; row += 1) {
    const start = pathOffsets[row]! + common
    const length = Math.min(maxCodedBytes, pathOffsets[row + 1]! - start)
    for (let at = 0; at < length; at += 1) seen[at * codesPerByte + pathBytes[start + at]! + 1] = 1
    for (let at = length; at < maxCodedBytes; at += 1) seen[at * codesPerByte] = 1
  }
  return seen
}

function numberGroups(
  { count, pathBytes, pathOffsets }: EntryColumns,
  common: number,
  { steps, byteCount }: PathCodes,
): Uint16Array {
  const groups = new Uint16Array(count)
  for (let row = 0; row < count; row += 1) {
    const start = pathOffsets[row]! + common
    const length = Math.min(byteCount, pathOffsets[row + 1]! - start)
    let group = 0
    // That a path has ended is its lowest value and adds nothing.
    for (let at = 0; at < length; at += 1) group += steps[at * codesPerByte + pathBytes[start + at]! + 1]!
    groups[row] = group
  }
  return groups
}
