import type { EntryRow, FolderRow, TableRow } from '../../shared/ipc/table-schemas.ts'
import { entryKinds, type EntryColumns } from './entry-columns.ts'
import { nameOf, readDigest, readModifiedUtc, readPath, readSize } from './entry-reader.ts'
import type { FolderExpansion } from './folder-expansion.ts'
import { readFolderPath, type FolderIndex } from './folder-index.ts'
import type { FolderSums } from './folder-tree.ts'
import { folderOfRow, isFolderRow } from './tree-rows.ts'

/** What rows are rendered from. */
export interface RowSource {
  readonly columns: EntryColumns
  readonly folders: FolderIndex
  readonly expansion: FolderExpansion
  /** Undefined in a list, which has no folder rows and no depth. */
  readonly sums: FolderSums | undefined
  /** The folder at depth 0, itself not shown. */
  readonly focus: number
}

export function renderRow(source: RowSource, row: number): TableRow {
  if (source.sums !== undefined && isFolderRow(row)) return renderFolder(source, source.sums, folderOfRow(row))
  return renderEntry(source, row)
}

function renderEntry(source: RowSource, index: number): EntryRow {
  const { columns } = source
  const path = readPath(columns, index)
  return {
    type: 'entry',
    index,
    name: nameOf(path),
    path,
    depth: source.sums === undefined ? 0 : depthBelowFocus(source, source.folders.folderOfEntry[index]!),
    kind: entryKinds[columns.kinds[index]!] ?? 'file',
    sizeBytes: readSize(columns, index) ?? null,
    modifiedUtc: readModifiedUtc(columns, index) ?? null,
    digest: readDigest(columns, index, 0) ?? null,
    target: columns.targets.get(index) ?? null,
    error: columns.errors.get(index) ?? null,
  }
}

function renderFolder(source: RowSource, sums: FolderSums, folder: number): FolderRow {
  const path = readFolderPath(source.columns, source.folders, folder)
  return {
    type: 'folder',
    name: nameOf(path),
    path,
    depth: depthBelowFocus(source, folder) - 1,
    isExpanded: source.expansion.isOpen(folder),
    entryCount: sums.entryCounts[folder]!,
    totalSizeBytes: sums.sizesBytes[folder]!,
    errorCount: sums.errorCounts[folder]!,
  }
}

function depthBelowFocus(source: RowSource, folder: number): number {
  return source.folders.depths[folder]! - source.folders.depths[source.focus]!
}
