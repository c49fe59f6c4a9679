import { verdictCode } from '../diff-tables.ts'
import type { FolderTree } from '../../table/folder-tree.ts'
import { folderOfRow, isFolderRow } from '../../table/tree-rows.ts'
import type { ComparisonTable } from './comparison-table.ts'
import { codeCountsOf, type FolderVerdicts } from './folder-verdicts.ts'
import type { RowNumbers, ShownRows } from './shown-rows.ts'

export interface StepSource {
  readonly table: ComparisonTable
  readonly numbers: RowNumbers
  readonly shown: ShownRows
  /** Of the rows of the query; undefined in a list. */
  readonly tree: (FolderTree & { readonly verdicts: FolderVerdicts }) | undefined
  /** Rows below the folder that is looked at. */
  readonly range: readonly [start: number, end: number]
}

const unchangedCode = verdictCode('unchanged')

/**
 * The offset of the nearest difference after or before `offset`, closed folders that hold one opened on the way; -1 where
 * there is none. From -1 on it starts at the first, or backwards at the last row.
 */
export function stepToDifference(source: StepSource, offset: number, by: 1 | -1): number {
  const { shown } = source
  let at = offset === -1 && by === -1 ? shown.length - 1 : offset + by
  while (at >= 0 && at < shown.length) {
    const row = shown.at(at)!
    if (isFolderRow(row)) at = by === 1 ? passFolderDown(source, at, row) : passFolderUp(source, at, row)
    else if (isDifference(source, row)) return at
    else at += by
  }
  return -1
}

function passFolderDown(source: StepSource, at: number, row: number): number {
  openIfDifferent(source, row)
  return at + 1
}

/** A folder is passed upwards after what is in it, so that a closed one is opened and looked at from its end. */
function passFolderUp(source: StepSource, at: number, row: number): number {
  const { shown } = source
  const before = shown.length
  openIfDifferent(source, row)
  const openedCount = shown.length - before
  return openedCount > 0 ? at + openedCount : at - 1
}

function openIfDifferent({ shown, tree }: StepSource, row: number): void {
  const folder = folderOfRow(row)
  if (tree === undefined || shown.tree === undefined) return
  const counts = codeCountsOf(tree.verdicts, folder)
  const isDifferent = counts.some((count, code) => count > 0 && code !== unchangedCode)
  if (isDifferent) shown.tree.setOpen(folder, true)
}

/** A move is stepped to once, where the file is now. */
function isDifference({ table, numbers, range }: StepSource, row: number): boolean {
  if (numbers.groupAt(row) !== undefined) return false
  if (numbers.refusedAt(row) !== undefined) return true
  if (table.comparison.columns.verdicts[row] === unchangedCode) return false
  return !table.isToldElsewhere(row, range[0], range[1])
}
