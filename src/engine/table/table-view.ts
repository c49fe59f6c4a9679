import { AppError } from '../../shared/errors/app-error.ts'
import type { TableQuery, TableRow, TableTotals, TreemapNode } from '../../shared/ipc/table-schemas.ts'
import type { Entry } from '../../shared/model/entry.ts'
import type { LoadedManifest } from '../manifest/loaded-manifest.ts'
import type { EntryColumns } from './entry-columns.ts'
import { applyOrder, chipColumn, filterEntries, includesSorted, type FilteredEntries } from './entry-filter.ts'
import { EntryOrders } from './entry-order.ts'
import { findEntriesShownAs, readEntry } from './entry-reader.ts'
import { EntrySearch } from './entry-search.ts'
import { warnAboutEntry } from './entry-warnings.ts'
import { FolderExpansion } from './folder-expansion.ts'
import { buildFolderIndex, findFolders, groupFoldersByName, type FolderIndex } from './folder-index.ts'
import { buildFolderTree, type FolderTree } from './folder-tree.ts'
import { renderRow } from './row-rendering.ts'
import { buildTreemap } from './treemap.ts'
import { rowOfFolder, TreeRows } from './tree-rows.ts'

const firstQuery: TableQuery = {
  layout: 'tree',
  search: '',
  chips: [],
  folder: '',
  sort: { column: 'path', isDescending: false },
}

/** What the last query left. In a tree `treeRows` holds the rows, in a list `listRows`. */
interface QueryResult {
  readonly filtered: FilteredEntries
  readonly focus: number
  readonly tree: FolderTree | undefined
  readonly treeRows: TreeRows | undefined
  readonly listRows: Uint32Array
}

/**
 * One manifest as a person looks at it: filtered, sorted, as a tree or a list, and read by the window. Costs grow
 * linearly with the entries when the query changes and with the window when scrolling. Synchronous: keep it off the
 * main thread. Folders are named by their paths as rows show them.
 */
export class TableView {
  private readonly columns: EntryColumns
  private readonly folders: FolderIndex
  private readonly chipsOfEntry: Uint8Array
  private readonly orders: EntryOrders
  private readonly search: EntrySearch
  private readonly expansion: FolderExpansion
  private foldersByName: Uint32Array | undefined
  private wholeTree: FolderTree | undefined
  private result: QueryResult | undefined

  constructor(manifest: LoadedManifest) {
    this.columns = manifest.columns
    this.folders = buildFolderIndex(manifest.columns)
    this.chipsOfEntry = chipColumn(manifest.columns)
    this.orders = new EntryOrders(manifest.columns)
    this.search = new EntrySearch(manifest.columns)
    this.expansion = new FolderExpansion(this.folders.count)
  }

  /**
   * Sets what is shown. Folders that were opened stay open from query to query; while searching, all start open.
   * `chipCounts` are those under the search and folder, whatever chips are on. An unknown folder shows nothing.
   */
  query(query: TableQuery): TableTotals {
    const focus = findFolders(this.columns, this.folders, query.folder)[0]
    const filtered = filterEntries(this.columns, this.chipsOfEntry, {
      start: focus === undefined ? 0 : this.folders.firstEntries[focus]!,
      end: focus === undefined ? 0 : this.folders.endEntries[focus]!,
      mask: this.search.find(query.search),
      chips: query.chips,
    })
    this.expansion.useSearch(query.search)
    this.result = this.arrange(query, filtered, focus ?? 0)
    return {
      rowCount: countRows(this.result),
      matchedCount: filtered.matched.length,
      matchedSizeBytes: filtered.matchedSizeBytes,
      chipCounts: filtered.chipCounts,
    }
  }

  /** The rows `[offset, offset + limit)` as they are shown, fewer at the end. */
  window(offset: number, limit: number): TableRow[] {
    const { treeRows, listRows, tree, focus } = this.current()
    const source = { columns: this.columns, folders: this.folders, expansion: this.expansion, sums: tree, focus }
    const rows = (treeRows?.rows ?? listRows).subarray(offset, offset + limit)
    return Array.from(rows, (row) => renderRow(source, row))
  }

  /** Opens or closes a folder, or every folder when `all`; returns how many rows there are now. */
  toggle(folder: string, isExpanded: boolean, all: boolean): number {
    const result = this.current()
    const target = result.treeRows ?? this.expansion
    if (all) target.setAllOpen(isExpanded)
    else for (const found of findFolders(this.columns, this.folders, folder)) target.setOpen(found, isExpanded)
    return countRows(result)
  }

  /** Where the entry or folder shown as `path` is, opening the folders it is in; null when the query hides it. */
  locate(path: string): { offset: number | null; rowCount: number } {
    const result = this.current()
    const row = this.findRow(result, path)
    const offset = row === undefined ? -1 : (result.treeRows?.rows ?? result.listRows).indexOf(row)
    return { offset: offset < 0 ? null : offset, rowCount: countRows(result) }
  }

  /** An entry in full, with what a person should know about its name. Throws `not-found` beyond the last entry. */
  entry(index: number): { entry: Entry; warnings: string[] } {
    if (!Number.isInteger(index) || index < 0 || index >= this.columns.count) {
      const message = `The manifest has no entry ${index}: it has ${this.columns.count}.`
      throw new AppError({ code: 'not-found', operation: 'read entry', message })
    }
    const warnings = warnAboutEntry(this.columns, index, this.search.foldedPaths)
    return { entry: readEntry(this.columns, index), warnings }
  }

  /**
   * The largest folders and entries below `folder` of the whole manifest, whatever the query, in at most `maxNodes`
   * nodes (at least one); parents come before their children. Empty when there is no such folder.
   */
  treemap(folder: string, maxNodes: number): TreemapNode[] {
    const focus = findFolders(this.columns, this.folders, folder)[0]
    if (focus === undefined) return []
    const sort = { column: 'size', isDescending: true } as const
    this.wholeTree ??= this.buildTree(this.orders.inOrder(sort), sort)
    return buildTreemap({ columns: this.columns, folders: this.folders, tree: this.wholeTree }, focus, maxNodes)
  }

  /** Does the work of the first search and entry ahead of time; a host calls it when it has nothing else to do. */
  prepareSearch(): void {
    void this.search.foldedPaths
  }

  private current(): QueryResult {
    if (this.result === undefined) this.query(firstQuery)
    return this.result!
  }

  private arrange(query: TableQuery, filtered: FilteredEntries, focus: number): QueryResult {
    const ordered = applyOrder(filtered.matched, this.orders.inOrder(query.sort))
    if (query.layout === 'list') {
      return { filtered, focus, tree: undefined, treeRows: undefined, listRows: ordered }
    }
    const tree = this.buildTree(ordered, query.sort)
    const treeRows = new TreeRows(this.folders, tree, this.expansion, focus)
    return { filtered, focus, tree, treeRows, listRows: new Uint32Array(0) }
  }

  private buildTree(ordered: Uint32Array, sort: TableQuery['sort']): FolderTree {
    this.foldersByName ??= groupFoldersByName(this.columns, this.folders).items
    return buildFolderTree(this.columns, this.folders, this.foldersByName, ordered, sort)
  }

  /** The row of what is shown as `path`, in sight afterwards; undefined when the query hides it. */
  private findRow({ filtered, focus, treeRows, tree }: QueryResult, path: string): number | undefined {
    const entry = findEntriesShownAs(this.columns, path).find((index) => includesSorted(filtered.matched, index))
    if (entry !== undefined) {
      treeRows?.reveal(this.folders.folderOfEntry[entry]!)
      return entry
    }
    if (tree === undefined || treeRows === undefined) return undefined
    const folder = findFolders(this.columns, this.folders, path).find(
      (found) => found > focus && tree.entryCounts[found]! > 0,
    )
    if (folder === undefined) return undefined
    treeRows.reveal(this.folders.parents[folder]!)
    return rowOfFolder(folder)
  }
}

function countRows(result: QueryResult): number {
  return (result.treeRows?.rows ?? result.listRows).length
}
