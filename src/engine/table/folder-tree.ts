import type { TableSort } from '../../shared/ipc/table-schemas.ts'
import type { EntryColumns } from './entry-columns.ts'
import { sizeKeys } from './entry-order.ts'
import { rootFolder, type FolderIndex } from './folder-index.ts'
import { groupByParent, type Grouping } from './grouping.ts'
import { complementKeys, sortByKeys } from './radix-sort.ts'

/** What the entries that pass a filter add up to, folder by folder, everything below counted. */
export interface FolderSums {
  readonly entryCounts: Uint32Array
  readonly sizesBytes: Float64Array
  readonly errorCounts: Uint32Array
}

/** The part of a manifest's tree that a filter leaves, the children of each folder in the order they are shown. */
export interface FolderTree extends FolderSums {
  readonly childFolders: Grouping
  readonly childEntries: Grouping
}

/**
 * Builds the tree of `entries`, which come in the order they are to be shown. Folders are by name, except that a sort
 * by size puts them by their total; they follow the direction of a sort by path or size. Linear time.
 */
export function buildFolderTree(
  columns: EntryColumns,
  folders: FolderIndex,
  foldersByName: Uint32Array,
  entries: Uint32Array,
  sort: TableSort,
): FolderTree {
  const sums = sumFolders(columns, folders, entries)
  const shown = foldersByName.filter((folder) => sums.entryCounts[folder]! > 0)
  return {
    ...sums,
    childFolders: groupByParent(sortFolders(shown, sums.sizesBytes, sort), folders.parents, folders.count),
    childEntries: groupByParent(entries, folders.folderOfEntry, folders.count),
  }
}

function sumFolders(columns: EntryColumns, folders: FolderIndex, entries: Uint32Array): FolderSums {
  const entryCounts = new Uint32Array(folders.count)
  const sizesBytes = new Float64Array(folders.count)
  const errorCounts = new Uint32Array(folders.count)
  const hasErrors = columns.errors.size > 0
  for (const index of entries) {
    const folder = folders.folderOfEntry[index]!
    entryCounts[folder] = entryCounts[folder]! + 1
    sizesBytes[folder] = sizesBytes[folder]! + Math.max(0, columns.sizes[index]!)
    if (hasErrors && columns.errors.has(index)) errorCounts[folder] = errorCounts[folder]! + 1
  }
  // A folder's number is above its parent's, so going down each total is complete before it is passed on.
  for (let folder = folders.count - 1; folder > rootFolder; folder--) {
    const parent = folders.parents[folder]!
    entryCounts[parent] = entryCounts[parent]! + entryCounts[folder]!
    sizesBytes[parent] = sizesBytes[parent]! + sizesBytes[folder]!
    errorCounts[parent] = errorCounts[parent]! + errorCounts[folder]!
  }
  return { entryCounts, sizesBytes, errorCounts }
}

function sortFolders(byName: Uint32Array, sizesBytes: Float64Array, sort: TableSort): Uint32Array {
  if (sort.column === 'path') return sort.isDescending ? byName.toReversed() : byName
  if (sort.column !== 'size') return byName
  const keys = sizeKeys(sizesBytes)
  if (sort.isDescending) complementKeys(keys)
  return sortByKeys(byName, keys)
}
