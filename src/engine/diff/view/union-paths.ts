import { unknownMode, unknownSize, unknownTimeNs, type EntryColumns } from '../../table/entry-columns.ts'
import { isMovedAway, type Comparison } from '../comparison.ts'
import { noRow } from '../diff-tables.ts'

/**
 * The rows of a comparison as one table of paths, so that what a manifest's table can do (folders, sorting, searching, the
 * treemap) is done with them too. A row's size is the larger of its sizes, and its time the right side's if it is there;
 * where a moved file was there is no size, as it would count twice. Digests stay with the sides.
 */
export function unitePaths(comparison: Comparison): EntryColumns {
  const { count } = comparison.columns
  const { pathBytes, pathOffsets } = copyPaths(comparison)
  return {
    count,
    pathBytes,
    pathOffsets,
    ...copyFacts(comparison),
    modes: new Uint16Array(count).fill(unknownMode),
    algorithms: [],
    digestStride: 0,
    digests: new Uint8Array(0),
    digestFlags: new Uint8Array(count),
    errors: new Map(),
    targets: new Map(),
    specials: new Map(),
    extras: new Map(),
  }
}

function copyPaths({ left, right, columns }: Comparison): Pick<EntryColumns, 'pathBytes' | 'pathOffsets'> {
  const pathOffsets = new Uint32Array(columns.count + 1)
  for (let row = 0; row < columns.count; row += 1) {
    const r = columns.right[row]!
    const [side, at] = r === noRow ? [left, columns.left[row]!] : [right, r]
    pathOffsets[row + 1] = pathOffsets[row]! + side.pathOffsets[at + 1]! - side.pathOffsets[at]!
  }
  const pathBytes = new Uint8Array(pathOffsets[columns.count]!)
  for (let row = 0; row < columns.count;) {
    const isRight = columns.right[row] !== noRow
    const [side, rows] = isRight ? [right, columns.right] : [left, columns.left]
    // Rows that follow each other on their side too are one stretch of bytes.
    let end = row + 1
    while (end < columns.count && rows[end] === rows[end - 1]! + 1 && (columns.right[end] !== noRow) === isRight)
      end += 1
    const start = side.pathOffsets[rows[row]!]!
    pathBytes.set(side.pathBytes.subarray(start, side.pathOffsets[rows[end - 1]! + 1]), pathOffsets[row])
    row = end
  }
  return { pathBytes, pathOffsets }
}

function copyFacts({ left, right, columns }: Comparison): Pick<EntryColumns, 'kinds' | 'sizes' | 'modifiedNs'> {
  const kinds = new Uint8Array(columns.count)
  const sizes = new Float64Array(columns.count)
  const modifiedNs = new BigInt64Array(columns.count)
  for (let row = 0; row < columns.count; row += 1) {
    const [l, r] = [columns.left[row]!, columns.right[row]!]
    const leftSize = l === noRow || isMovedAway(columns, row) ? unknownSize : left.sizes[l]!
    sizes[row] = Math.max(leftSize, r === noRow ? unknownSize : right.sizes[r]!)
    kinds[row] = r === noRow ? left.kinds[l]! : right.kinds[r]!
    const rightNs = r === noRow ? unknownTimeNs : right.modifiedNs[r]!
    modifiedNs[row] = rightNs === unknownTimeNs && l !== noRow ? left.modifiedNs[l]! : rightNs
  }
  return { kinds, sizes, modifiedNs }
}
