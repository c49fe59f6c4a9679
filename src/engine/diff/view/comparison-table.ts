import type { ComparisonSort } from '../../../shared/ipc/comparison-schemas.ts'
import { isMovedAway, findingCodes, type Comparison } from '../comparison.ts'
import { ascending, EntryOrders } from '../../table/entry-order.ts'
import type { EntryColumns } from '../../table/entry-columns.ts'
import { applyOrder } from '../../table/entry-filter.ts'
import { buildFolderIndex, groupFoldersByName, type FolderIndex } from '../../table/folder-index.ts'
import { buildFolderTree, type FolderTree } from '../../table/folder-tree.ts'
import { noRow } from '../diff-tables.ts'
import { sortByVerdict } from '../finding-list.ts'
import { ComparisonSearch } from './comparison-search.ts'
import { sumVerdicts, type FolderVerdicts } from './folder-verdicts.ts'
import { unitePaths } from './union-paths.ts'

/** A comparison with all that its views share; what is costly is made when it is first asked for, and kept. */
export class ComparisonTable {
  readonly comparison: Comparison
  /** A row for each row of the comparison. */
  readonly paths: EntryColumns
  readonly folders: FolderIndex
  readonly search: ComparisonSearch
  /** 1 for each verdict, by its code, that is a finding. */
  readonly isFindingCode: Uint8Array
  private readonly orders: EntryOrders
  private foldersByName: Uint32Array | undefined
  private sums: FolderVerdicts | undefined
  private treeBySize: FolderTree | undefined
  private groupMembers: ReadonlyMap<number, readonly number[]> | undefined

  constructor(comparison: Comparison) {
    this.comparison = comparison
    this.paths = unitePaths(comparison)
    this.folders = buildFolderIndex(this.paths)
    this.search = new ComparisonSearch(comparison, this.paths)
    this.isFindingCode = findingCodes(comparison.isStrict)
    this.orders = new EntryOrders(this.paths)
  }

  /** `rows`, ascending, in the order they are shown. */
  order(rows: Uint32Array, { column, isDescending }: ComparisonSort): Uint32Array {
    if (column !== 'verdict') return applyOrder(rows, this.orders.inOrder({ column, isDescending }))
    const sorted = sortByVerdict(this.comparison, rows)
    return isDescending ? sorted.toReversed() : sorted
  }

  /** The folders and rows of a tree, `rows` in the order they are shown. */
  arrange(rows: Uint32Array, { column, isDescending }: ComparisonSort): FolderTree {
    this.foldersByName ??= groupFoldersByName(this.paths, this.folders).items
    const sort = { column: column === 'verdict' ? 'kind' : column, isDescending } as const
    return buildFolderTree(this.paths, this.folders, this.foldersByName, rows, sort)
  }

  /** Of all rows, whatever a query shows. */
  get folderVerdicts(): FolderVerdicts {
    this.sums ??= sumVerdicts(this.comparison, this.folders, ascending(this.paths.count))
    return this.sums
  }

  /** The whole tree, largest first. */
  get wholeTree(): FolderTree {
    const sort = { column: 'size', isDescending: true } as const
    this.treeBySize ??= this.arrange(this.orders.inOrder(sort), sort)
    return this.treeBySize
  }

  /** Rows of an ambiguous group, in the order of their paths. */
  membersOf(group: number): readonly number[] {
    this.groupMembers ??= this.gatherGroups()
    return this.groupMembers.get(group) ?? []
  }

  /** Ascending rows that are findings, both ends of moves; undefined where there are more than `limit`. */
  findingRows(limit: number): number[] | undefined {
    const { columns } = this.comparison
    const rows: number[] = []
    for (let row = 0; row < columns.count; row += 1) {
      if (this.isFindingCode[columns.verdicts[row]!] === 0) continue
      if (rows.length >= limit) return undefined
      rows.push(row)
    }
    return rows
  }

  /** Whether the row is where a file was that moved to a row in `[start, end)`, where its finding stands. */
  isToldElsewhere(row: number, start: number, end: number): boolean {
    const { columns } = this.comparison
    const at = columns.ends[row]!
    return at !== noRow && at >= start && at < end && isMovedAway(columns, row)
  }

  private gatherGroups(): Map<number, number[]> {
    const members = new Map<number, number[]>()
    for (const [row, group] of this.comparison.columns.groups.entries()) {
      if (group === 0) continue
      const rows = members.get(group)
      if (rows === undefined) members.set(group, [row])
      else rows.push(row)
    }
    return members
  }
}
