import type { KeyboardEvent } from 'react'
import type { TableRow, TableSort } from '../../../shared/ipc/table-schemas.ts'
import { copyText } from '../../components/copy-text.ts'
import { GridHeaderCell } from '../../components/grid-header-cell.tsx'
import { isTypedCharacter } from '../../components/grid-keys.ts'
import type { RowAria } from '../../components/grid-types.ts'
import { VirtualGrid } from '../../components/virtual-grid.tsx'
import { attempt } from '../../stores/notices.ts'
import type { TableModel } from '../../stores/table-model.ts'
import { EntryCells } from './entry-cells.tsx'
import styles from './manifest.module.css'

interface Props {
  readonly table: TableModel
  readonly onFind: () => void
  readonly onDetails: () => void
}

const columns = [
  { column: 'path', label: 'Name' },
  { column: 'size', label: 'Size', isRight: true },
  { column: 'modified', label: 'Modified', isWideOnly: true },
  { column: 'digest', label: 'Digest', isWideOnly: true },
] as const

/** A size is wanted largest first; everything else from its beginning. */
function nextSort(sort: TableSort, column: TableSort['column']): TableSort {
  if (sort.column === column) return { column, isDescending: !sort.isDescending }
  return { column, isDescending: column === 'size' || column === 'modified' }
}

function TableHeader({ table }: { readonly table: TableModel }) {
  const { sort } = table.query
  return columns.map(({ column, ...cell }) => (
    <GridHeaderCell
      key={column}
      {...cell}
      sorted={sort.column === column ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
      onSort={() => attempt(() => table.change({ sort: nextSort(sort, column) }))}
    />
  ))
}

function describeRow(row: TableRow): RowAria {
  const level = row.depth + 1
  return row.type === 'folder' ? { level, isExpanded: row.isExpanded, tone: 'folder' } : { level }
}

/** To the row of the folder that holds this one. */
function selectParent(table: TableModel): boolean {
  const row = table.activeRow
  if (row === undefined) return false
  for (let offset = table.activeOffset - 1; offset >= 0; offset--) {
    const above = table.rows.rowAt(offset)
    if (above === undefined) return false
    if (above.type === 'folder' && above.depth < row.depth) {
      table.select(offset)
      return true
    }
  }
  return false
}

function handleTreeKey(event: KeyboardEvent, table: TableModel, row: TableRow): boolean {
  if (event.key === 'ArrowRight' && row.type === 'folder') {
    if (row.isExpanded) table.select(table.activeOffset + 1)
    else attempt(() => table.toggle(row.path, true))
    return true
  }
  if (event.key !== 'ArrowLeft') return false
  if (row.type !== 'folder' || !row.isExpanded) return selectParent(table)
  attempt(() => table.toggle(row.path, false))
  return true
}

function handleEscape(table: TableModel): boolean {
  const { search, folder, chips } = table.query
  if (table.activeOffset >= 0) table.select(-1)
  else if (search !== '' || chips.length > 0) attempt(() => table.change({ search: '', chips: [] }))
  else if (folder !== '') attempt(() => table.change({ folder: '' }))
  else return false
  return true
}

function NothingMatches({ table }: { readonly table: TableModel }) {
  return (
    <p className={styles.none}>
      {table.isFiltered ? 'No entry passes the filter.' : 'This manifest has no entries: the folder was empty.'}
    </p>
  )
}

/** The entries as tree or list; only the rows in view are ever held. */
export function EntryTable({ table, onFind, onDetails }: Props) {
  const isTree = table.query.layout === 'tree'
  const handleKey = (event: KeyboardEvent, row: TableRow | undefined): boolean => {
    if (event.key === 'Escape') return handleEscape(table)
    if ((event.ctrlKey || event.metaKey) && event.key === 'c' && row !== undefined) {
      attempt(() => copyText(row.path))
      return true
    }
    if (isTree && row !== undefined && handleTreeKey(event, table, row)) return true
    if (isTypedCharacter(event) && event.key !== '/' && event.key !== '?') onFind()
    return false
  }
  const toggle = (row: TableRow): void => {
    if (row.type === 'folder') attempt(() => table.toggle(row.path, !row.isExpanded))
  }
  return (
    <>
      <VirtualGrid
        role="treegrid"
        label="Entries"
        source={table.rows}
        columnCount={4}
        template="minmax(0, 1fr) 72px 116px 66px"
        narrowTemplate="minmax(0, 1fr) 76px"
        header={<TableHeader table={table} />}
        activeOffset={table.activeOffset}
        onActivate={(offset) => table.select(offset)}
        describeRow={describeRow}
        renderCells={(row) => (
          <EntryCells row={row} isTree={isTree} hasSizes={table.hasSizes} onToggle={() => toggle(row)} />
        )}
        onRowOpen={(row) => (row.type === 'folder' ? toggle(row) : onDetails())}
        onKey={handleKey}
      />
      {table.totals !== undefined && table.rows.rowCount === 0 && <NothingMatches table={table} />}
    </>
  )
}
