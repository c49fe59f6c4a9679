import type {
  ComparedEntry,
  ComparisonEntryRow,
  ComparisonFolderRow,
  ComparisonGroupRow,
} from '../../../shared/ipc/comparison-schemas.ts'
import type { Finding } from '../../../shared/model/verdict.ts'
import { entryKinds, type EntryColumns } from '../../table/entry-columns.ts'
import { nameOf, readDigest, readModifiedUtc, readSize } from '../../table/entry-reader.ts'
import type { FolderExpansion } from '../../table/folder-expansion.ts'
import { readFolderPath } from '../../table/folder-index.ts'
import { isMovedAway, readRowPath, verdictOfRow, type Comparison } from '../comparison.ts'
import { noRow } from '../diff-tables.ts'
import type { ComparisonTable } from './comparison-table.ts'
import { codeCountsOf, movedAwayCountOf, nameCounts, type FolderVerdicts } from './folder-verdicts.ts'

/** Which digest of each side is shown: the first that both have, else each side's own first. */
export interface ShownDigests {
  readonly left: number
  readonly right: number
}

export function chooseDigests({ left, right }: Comparison): ShownDigests {
  const common = left.algorithms.findIndex((algorithm) => right.algorithms.includes(algorithm))
  const algorithm = left.algorithms[common]
  return algorithm === undefined ? { left: 0, right: 0 } : { left: common, right: right.algorithms.indexOf(algorithm) }
}

function readCompared(side: EntryColumns, row: number, digestAt: number): ComparedEntry | null {
  if (row === noRow) return null
  return {
    kind: entryKinds[side.kinds[row]!] ?? 'file',
    sizeBytes: readSize(side, row) ?? null,
    modifiedUtc: readModifiedUtc(side, row) ?? null,
    digest: readDigest(side, row, digestAt) ?? null,
    hasError: side.errors.has(row),
  }
}

export function renderEntryRow(
  comparison: Comparison,
  digests: ShownDigests,
  row: number,
  depth: number,
): ComparisonEntryRow {
  const { columns, left, right } = comparison
  const path = readRowPath(comparison, row)
  const end = columns.ends[row]!
  const isAway = isMovedAway(columns, row)
  const leftRow = columns.left[end === noRow || isAway ? row : end]!
  const group = columns.groups[row]!
  return {
    type: 'entry',
    row,
    name: nameOf(path),
    path,
    depth,
    verdict: verdictOfRow(columns, row),
    isMovedAway: isAway,
    otherPath: end === noRow ? null : readRowPath(comparison, end),
    group: group === 0 ? null : group,
    left: readCompared(left, leftRow, digests.left),
    right: readCompared(right, columns.right[row]!, digests.right),
  }
}

/** A finding that has no row in the columns: a refused entry, or one of a comparison that still runs. */
export function renderFindingRow(finding: Finding, row: number): ComparisonEntryRow {
  const compared = (entry: Finding['left']): ComparedEntry | null =>
    entry === undefined
      ? null
      : {
          kind: entry.kind,
          sizeBytes: entry.sizeBytes ?? null,
          modifiedUtc: entry.modifiedUtc ?? null,
          digest: Object.values(entry.digests)[0] ?? null,
          hasError: entry.error !== undefined,
        }
  return {
    type: 'entry',
    row,
    name: nameOf(finding.path),
    path: finding.path,
    depth: 0,
    verdict: finding.verdict,
    isMovedAway: false,
    otherPath: finding.fromPath ?? null,
    group: finding.group ?? null,
    left: compared(finding.left),
    right: compared(finding.right),
  }
}

export function renderGroupRow(table: ComparisonTable, group: number): ComparisonGroupRow {
  const { columns } = table.comparison
  const members = table.membersOf(group)
  const rightCount = members.filter((row) => columns.right[row] !== noRow).length
  const sizes = members.map((row) => table.paths.sizes[row]!).filter((size) => size >= 0)
  return { type: 'group', group, leftCount: members.length - rightCount, rightCount, sizeBytes: sizes[0] ?? null }
}

/** Of a tree: what is below a folder, as its row says it. `depth` is the folder's own, from 0. */
export function renderFolderRow(
  table: ComparisonTable,
  sums: FolderVerdicts,
  expansion: FolderExpansion,
  folder: number,
  depth: number,
): ComparisonFolderRow {
  const path = readFolderPath(table.paths, table.folders, folder)
  return {
    type: 'folder',
    name: nameOf(path),
    path,
    depth,
    isExpanded: expansion.isOpen(folder),
    counts: nameCounts(codeCountsOf(sums, folder)),
    movedAwayCount: movedAwayCountOf(sums, folder),
    leftSizeBytes: knownSum(sums.leftSizesBytes[folder]!),
    rightSizeBytes: knownSum(sums.rightSizesBytes[folder]!),
  }
}

function knownSum(sizeBytes: number): number | null {
  return Number.isNaN(sizeBytes) ? null : sizeBytes
}
