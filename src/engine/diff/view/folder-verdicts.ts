import { verdicts, type Verdict, type VerdictCounts } from '../../../shared/model/verdict.ts'
import { kindFile, unknownSize, type EntryColumns } from '../../table/entry-columns.ts'
import { rootFolder, type FolderIndex } from '../../table/folder-index.ts'
import { isMovedAway, type Comparison } from '../comparison.ts'
import { noRow } from '../diff-tables.ts'

const movedAwayCode = verdicts.length
const stride = verdicts.length + 1

/** What the rows of a query add up to, folder by folder, everything below counted. Sizes in bytes, NaN where one is unknown. */
export interface FolderVerdicts {
  /** `stride` numbers a folder: the count of each verdict, and last that of files that moved away. */
  readonly counts: Uint32Array
  readonly leftSizesBytes: Float64Array
  readonly rightSizesBytes: Float64Array
}

export function sumVerdicts(comparison: Comparison, folders: FolderIndex, rows: Iterable<number>): FolderVerdicts {
  const { columns, left, right } = comparison
  const counts = new Uint32Array(folders.count * stride)
  const leftSizesBytes = new Float64Array(folders.count)
  const rightSizesBytes = new Float64Array(folders.count)
  for (const row of rows) {
    const folder = folders.folderOfEntry[row]!
    const at = folder * stride + (isMovedAway(columns, row) ? movedAwayCode : columns.verdicts[row]!)
    counts[at] = counts[at]! + 1
    const [l, r] = [columns.left[row]!, columns.right[row]!]
    if (l !== noRow) leftSizesBytes[folder] = leftSizesBytes[folder]! + sizeToAdd(left, l)
    if (r !== noRow) rightSizesBytes[folder] = rightSizesBytes[folder]! + sizeToAdd(right, r)
  }
  // A folder's number is above its parent's, so going down each total is complete before it is passed on.
  for (let folder = folders.count - 1; folder > rootFolder; folder -= 1) {
    const parent = folders.parents[folder]!
    for (let code = 0; code < stride; code += 1) {
      const at = parent * stride + code
      counts[at] = counts[at]! + counts[folder * stride + code]!
    }
    leftSizesBytes[parent] = leftSizesBytes[parent]! + leftSizesBytes[folder]!
    rightSizesBytes[parent] = rightSizesBytes[parent]! + rightSizesBytes[folder]!
  }
  return { counts, leftSizesBytes, rightSizesBytes }
}

/** Links and the like have no size of their own; a file that a list tells no size of makes every sum unknown. */
function sizeToAdd(side: EntryColumns, row: number): number {
  const size = side.sizes[row]!
  if (size !== unknownSize) return size
  return side.kinds[row] === kindFile && !side.errors.has(row) ? Number.NaN : 0
}

/** The count of each verdict below a folder, by code. */
export function codeCountsOf({ counts }: FolderVerdicts, folder: number): Uint32Array {
  return counts.subarray(folder * stride, folder * stride + verdicts.length)
}

export function movedAwayCountOf({ counts }: FolderVerdicts, folder: number): number {
  return counts[folder * stride + movedAwayCode]!
}

/** Counts by code as counts by name, zeros left out. */
export function nameCounts(byCode: ArrayLike<number>): VerdictCounts {
  const named: VerdictCounts = {}
  for (const [code, verdict] of verdicts.entries()) {
    const count = byCode[code] ?? 0
    if (count > 0) named[verdict] = count
  }
  return named
}

/** The loudest verdict that is counted; undefined where none is. */
export function loudestOf(byCode: ArrayLike<number>): Verdict | undefined {
  return verdicts.find((_, code) => (byCode[code] ?? 0) > 0)
}

/** How many of the counted are findings. */
export function countFindings(byCode: ArrayLike<number>, isFindingCode: Uint8Array): number {
  return isFindingCode.reduce((sum, isFinding, code) => sum + (isFinding === 1 ? (byCode[code] ?? 0) : 0), 0)
}
