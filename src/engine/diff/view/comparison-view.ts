import { AppError } from '../../../shared/errors/app-error.ts'
import type {
  ComparisonDetail,
  ComparisonQuery,
  ComparisonRow,
  ComparisonTotals,
  ComparisonTreemapNode,
  MinimapBucket,
  RowPlace,
} from '../../../shared/ipc/comparison-schemas.ts'
import { FolderExpansion } from '../../table/folder-expansion.ts'
import { findFolders } from '../../table/folder-index.ts'
import { folderOfRow, isFolderRow, TreeRows } from '../../table/tree-rows.ts'
import { isMovedAway } from '../comparison.ts'
import { verdictCode } from '../diff-tables.ts'
import { listRows, type FindingList } from '../finding-list.ts'
import { firstComparisonQuery, type ComparisonRows } from './comparison-rows.ts'
import type { ComparisonTable } from './comparison-table.ts'
import { copyFindings } from './copy-text.ts'
import { stepToDifference, type StepSource } from './difference-steps.ts'
import { filterRows, type FilteredRows } from './filter-rows.ts'
import { codeCountsOf, countFindings, nameCounts, sumVerdicts } from './folder-verdicts.ts'
import { drawMinimap } from './minimap.ts'
import { chooseDigests, renderEntryRow, renderFindingRow, renderFolderRow, renderGroupRow } from './render-rows.ts'
import { readDetail } from './row-details.ts'
import { RowNumbers, ShownRows, withGroupHeads } from './shown-rows.ts'
import { drawVerdictTreemap } from './verdict-treemap.ts'

/** Up to here every finding is in sight at first; more would drown the folders. */
const maxOpenedFindings = 1000

interface QueryResult extends StepSource {
  readonly filtered: FilteredRows
  /** The rows of the query in the order they are shown, closed folders included. */
  readonly ordered: Uint32Array
  readonly focus: number
}

/**
 * A whole comparison as one window looks at it: filtered, sorted, as a tree or a list. Costs grow linearly with the rows
 * when the query changes, and with the window when scrolling. Synchronous: keep it off the main thread.
 */
export class ComparisonView implements ComparisonRows {
  private readonly table: ComparisonTable
  private readonly numbers: RowNumbers
  private readonly digests
  private readonly expansion: FolderExpansion
  private result: QueryResult | undefined

  constructor(table: ComparisonTable) {
    this.table = table
    this.numbers = new RowNumbers(table.comparison)
    this.digests = chooseDigests(table.comparison)
    this.expansion = new FolderExpansion(table.folders.count)
    this.openFewFindings()
  }

  query(query: ComparisonQuery): ComparisonTotals {
    this.expansion.useSearch(query.search)
    const { filtered, shown } = (this.result = this.arrange(query))
    return {
      rowCount: shown.length,
      matchedCount: filtered.matchedCount,
      counts: nameCounts(filtered.counts),
    }
  }

  window(offset: number, limit: number): ComparisonRow[] {
    const result = this.current()
    const length = Math.max(0, Math.min(limit, result.shown.length - offset))
    return Array.from({ length }, (_, at) => this.render(result, result.shown.at(offset + at)!))
  }

  toggle(folder: string, isExpanded: boolean, all: boolean): number {
    const { shown } = this.current()
    const target = shown.tree ?? this.expansion
    if (all) target.setAllOpen(isExpanded)
    else
      for (const found of findFolders(this.table.paths, this.table.folders, folder)) target.setOpen(found, isExpanded)
    return shown.length
  }

  locate(row: number): RowPlace {
    const { shown } = this.current()
    if (this.numbers.isEntry(row)) shown.tree?.reveal(this.table.folders.folderOfEntry[row]!)
    const offset = shown.indexOf(row)
    return { offset: offset < 0 ? null : offset, rowCount: shown.length }
  }

  step(offset: number, by: 1 | -1): RowPlace {
    const result = this.current()
    const at = stepToDifference(result, offset, by)
    return { offset: at < 0 ? null : at, rowCount: result.shown.length }
  }

  detail(row: number): ComparisonDetail {
    const { comparison } = this.table
    const refused = comparison.refused[this.numbers.refusedAt(row) ?? -1]
    if (refused !== undefined) return { row, finding: refused, linked: [], linkedCount: 0, warnings: [] }
    if (!Number.isInteger(row) || !this.numbers.isEntry(row)) {
      const message = `The comparison has no row ${row}: it has ${this.numbers.rowCount}.`
      throw new AppError({ code: 'not-found', operation: 'read row', message })
    }
    return readDetail(this.table, row)
  }

  minimap(bucketCount: number): MinimapBucket[] {
    const result = this.current()
    return drawMinimap(result.shown.length, bucketCount, (offset) => this.weigh(result, result.shown.at(offset)!))
  }

  treemap(folder: string, maxNodes: number): ComparisonTreemapNode[] {
    return drawVerdictTreemap(this.table, folder, maxNodes)
  }

  copy(rows: readonly number[] | null): { text: string; copiedCount: number; matchedCount: number } {
    return copyFindings(this.select(rows))
  }

  select(rows: readonly number[] | null): FindingList {
    const { comparison } = this.table
    const result = this.current()
    const refused = rows === null ? result.filtered.refused : rows.map((row) => this.numbers.refusedAt(row) ?? -1)
    const extra = refused.flatMap((at) => comparison.refused[at] ?? [])
    return listRows(comparison, this.findingRows(rows ?? result.ordered), extra)
  }

  /** Does the work of the first search ahead of time; a host calls it when it has nothing else to do. */
  prepareSearch(): void {
    void this.table.search.foldedPaths
  }

  /** Each move once, whichever of its ends is given, heads of groups as their members. */
  private findingRows(rows: Iterable<number>): Uint32Array {
    const { columns } = this.table.comparison
    const told = new Set<number>()
    for (const row of rows) {
      const group = this.numbers.groupAt(row)
      for (const member of group === undefined ? [row] : this.table.membersOf(group)) {
        if (this.numbers.isEntry(member)) told.add(isMovedAway(columns, member) ? columns.ends[member]! : member)
      }
    }
    return Uint32Array.from(told)
  }

  private current(): QueryResult {
    if (this.result === undefined) this.query(firstComparisonQuery)
    return this.result!
  }

  private arrange(query: ComparisonQuery): QueryResult {
    const { table, numbers } = this
    const { folders } = table
    const focus = findFolders(table.paths, folders, query.folder)[0]
    const start = focus === undefined ? 0 : folders.firstEntries[focus]!
    const end = focus === undefined ? 0 : folders.endEntries[focus]!
    const filtered = filterRows(table, query, start, end)
    const ordered = table.order(filtered.rows, query.sort)
    const head = Int32Array.from(filtered.refused, (at) => numbers.ofRefused(at))
    const common = { table, numbers, filtered, ordered, focus: focus ?? 0, range: [start, end] as const }
    if (query.layout === 'list') {
      const { groups } = table.comparison.columns
      const isGrouped = query.sort.column === 'verdict'
      const list = isGrouped ? withGroupHeads(ordered, groups, numbers) : new Int32Array(ordered)
      return { ...common, tree: undefined, shown: new ShownRows(head, list) }
    }
    const verdicts = sumVerdicts(table.comparison, folders, filtered.rows)
    const tree = { ...table.arrange(ordered, query.sort), verdicts }
    const treeRows = new TreeRows(folders, tree, this.expansion, common.focus)
    return { ...common, tree, shown: new ShownRows(head, treeRows) }
  }

  private render({ tree, focus }: QueryResult, row: number): ComparisonRow {
    const { table, numbers } = this
    const { depths, folderOfEntry } = table.folders
    if (tree !== undefined && isFolderRow(row)) {
      const folder = folderOfRow(row)
      const depth = depths[folder]! - depths[focus]! - 1
      return renderFolderRow(table, tree.verdicts, this.expansion, folder, depth)
    }
    const refused = table.comparison.refused[numbers.refusedAt(row) ?? -1]
    if (refused !== undefined) return renderFindingRow(refused, row)
    const group = numbers.groupAt(row)
    if (group !== undefined) return renderGroupRow(table, group)
    const depth = tree === undefined ? 0 : depths[folderOfEntry[row]!]! - depths[focus]!
    return renderEntryRow(table.comparison, this.digests, row, depth)
  }

  private weigh({ tree }: QueryResult, row: number): { code: number; findingCount: number } | null {
    const { isFindingCode, comparison } = this.table
    if (isFolderRow(row)) {
      const folder = folderOfRow(row)
      // What is in an open folder has rows of its own.
      if (tree === undefined || this.expansion.isOpen(folder)) return null
      const counts = codeCountsOf(tree.verdicts, folder)
      const loudest = counts.findIndex((count) => count > 0)
      // Where nothing is counted, files moved away.
      const code = loudest < 0 ? verdictCode('moved') : loudest
      return { code, findingCount: countFindings(counts, isFindingCode) }
    }
    if (this.numbers.refusedAt(row) !== undefined) return { code: verdictCode('unreadable'), findingCount: 1 }
    if (!this.numbers.isEntry(row)) return null
    const code = comparison.columns.verdicts[row]!
    return { code, findingCount: isFindingCode[code]! }
  }

  private openFewFindings(): void {
    const { folders } = this.table
    for (const row of this.table.findingRows(maxOpenedFindings) ?? []) {
      let folder = folders.folderOfEntry[row]!
      for (; folder > 0 && !this.expansion.isOpen(folder); folder = folders.parents[folder]!) {
        this.expansion.setOpen(folder, true)
      }
    }
  }
}
