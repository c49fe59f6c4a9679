import type { TableQuery, TableRow, TableTotals } from '../../shared/ipc/table-schemas.ts'
import { request } from '../bridge/host.ts'
import { SelectableRows } from './selectable-rows.ts'

const firstQuery: TableQuery = {
  layout: 'tree',
  search: '',
  chips: [],
  folder: '',
  sort: { column: 'path', isDescending: false },
}

/** One manifest's table: its query, totals, rows in view, and what is selected. */
export class TableModel extends SelectableRows<TableRow> {
  readonly viewId: string
  /** Whether the format tells sizes: where it does not, they add up to nothing. */
  readonly hasSizes: boolean
  query: TableQuery
  totals: TableTotals | undefined
  private sequence = 0
  private revealCount = 0

  constructor(viewId: string, hasSizes: boolean, query = firstQuery) {
    super(async (offset, limit) => (await request('table.window', { viewId, offset, limit })).rows)
    this.viewId = viewId
    this.hasSizes = hasSizes
    this.query = query
  }

  /** Whether less than all of the manifest is shown. */
  get isFiltered(): boolean {
    const { search, chips, folder } = this.query
    return search !== '' || chips.length > 0 || folder !== ''
  }

  /** Asks anew with part of the query changed; only the newest answer is shown. */
  async change(change: Partial<TableQuery>): Promise<void> {
    const sequence = ++this.sequence
    const query = { ...this.query, ...change }
    this.query = query
    this.activeOffset = -1
    this.announce()
    const totals = await request('table.query', { viewId: this.viewId, query })
    if (sequence !== this.sequence) return
    this.totals = totals
    // Who was quicker than the answer keeps the row gone to meanwhile.
    this.activeOffset = Math.min(this.activeOffset, totals.rowCount - 1)
    await this.rows.replace(totals.rowCount, 0)
    this.announce()
  }

  async toggle(folder: string, isExpanded: boolean, all = false): Promise<void> {
    const sequence = this.sequence
    const { rowCount } = await request('table.toggle', { viewId: this.viewId, folder, isExpanded, all })
    if (sequence !== this.sequence) return
    await this.rows.replace(rowCount)
  }

  /** Selects a path, opening its folders, unless another or another list was asked for meanwhile; null when the filter hides it. */
  async reveal(path: string): Promise<number | null> {
    const { sequence } = this
    const reveal = ++this.revealCount
    const isLatest = (): boolean => sequence === this.sequence && reveal === this.revealCount
    const { offset, rowCount } = await request('table.locate', { viewId: this.viewId, path })
    if (offset === null || !isLatest()) return offset
    await this.rows.replace(rowCount, offset)
    if (isLatest()) this.select(offset)
    return offset
  }
}
