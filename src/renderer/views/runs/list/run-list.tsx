import { useResizeObserver } from '@mantine/hooks'
import { useEffect, useMemo, useState } from 'react'
import type { RunStatus } from '../../../../shared/model/ledger.ts'
import { GridHeaderCell } from '../../../components/grid-header-cell.tsx'
import { isTypedCharacter } from '../../../components/grid-keys.ts'
import { PathText } from '../../../components/path-text.tsx'
import { RunStatusBadge } from '../../../components/run-status.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { VirtualGrid } from '../../../components/virtual-grid.tsx'
import { formatCount, formatDuration } from '../../../format/quantity.ts'
import { formatColumnTime, formatUtc } from '../../../format/time.ts'
import { sortLedgerRuns, useLedgerRuns } from '../../../stores/ledger-runs/ledger-runs.ts'
import { sortRuns, type RunColumn, type RunSort } from '../../../stores/ledger-runs/run-sort.ts'
import type { RunRow, RunTable } from '../../../stores/ledger-runs/run-table.ts'
import { ListedRows } from '../../../stores/ledger-runs/listed-rows.ts'
import styles from './run-list.module.css'

/** From here on there is room for the names of runs beside those of lanes. */
const roomyPx = 960

interface Props {
  readonly table: RunTable
  /** Indexes into the table, the newest first. */
  readonly listed: Int32Array
  readonly selectedIndex: number
  readonly nowMs: number
  readonly onSelect: (index: number) => void
  readonly onOpen: (index: number) => void
  readonly onFind: () => void
}

interface CellsProps {
  readonly run: RunRow
  readonly nowMs: number
  readonly isRoomy: boolean
}

function Cells({ run, nowMs, isRoomy }: CellsProps) {
  const startUtc = new Date(run.startMs).toISOString()
  return (
    <>
      <span role="gridcell" className={styles.status}>
        <RunStatusBadge status={run.status as RunStatus} />
      </span>
      <span role="gridcell" className={styles.time} title={formatUtc(startUtc)}>
        {formatColumnTime(startUtc)}
      </span>
      <span role="gridcell" className={styles.number}>
        {formatDuration((run.endMs ?? nowMs) - run.startMs)}
      </span>
      <span role="gridcell" title={run.runId}>
        <SafeText text={run.operation} />
        {run.isImported && <span className={styles.imported}> imported</span>}
      </span>
      <span role="gridcell" className={styles.lane}>
        <PathText path={run.lane} isMono />
      </span>
      <span role="gridcell" data-wide className={styles.number}>
        {formatCount(run.eventCount)}
      </span>
      <span role="gridcell" className={styles.number} data-bad={run.errorCount > 0 || undefined}>
        {run.errorCount === 0 ? '–' : formatCount(run.errorCount)}
      </span>
      {isRoomy && (
        <span role="gridcell" data-wide className={styles.id}>
          <SafeText text={run.runId} />
        </span>
      )}
    </>
  )
}

interface Column {
  readonly column: RunColumn
  readonly label: string
  readonly isRight?: boolean
  readonly isWideOnly?: boolean
}

const columns: readonly Column[] = [
  { column: 'status', label: 'Status' },
  { column: 'start', label: 'Started' },
  { column: 'duration', label: 'Took', isRight: true },
  { column: 'operation', label: 'Operation' },
  { column: 'lane', label: 'Folder or pipeline' },
  { column: 'events', label: 'Events', isRight: true, isWideOnly: true },
  { column: 'errors', label: 'Errors', isRight: true },
  { column: 'run', label: 'Run', isWideOnly: true },
]

function Header({ sort, isRoomy }: { readonly sort: RunSort; readonly isRoomy: boolean }) {
  return columns
    .filter(({ column }) => isRoomy || column !== 'run')
    .map(({ column, ...look }) => (
      <GridHeaderCell
        key={column}
        {...look}
        sorted={sort.column === column ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
        onSort={() => sortLedgerRuns(column)}
      />
    ))
}

/** The runs of the query, the newest first unless a column is chosen. */
export function RunList({ table, listed: newest, selectedIndex, nowMs, onSelect, onOpen, onFind }: Props) {
  const [boxRef, { width }] = useResizeObserver<HTMLDivElement>()
  const isRoomy = width >= roomyPx
  const sort = useLedgerRuns((state) => state.sort)
  const listed = useMemo(() => sortRuns(table, newest, sort, nowMs), [table, newest, sort, nowMs])
  const [rows] = useState(() => new ListedRows())
  useEffect(() => rows.list(listed), [rows, listed])
  const activeOffset = selectedIndex < 0 ? -1 : listed.indexOf(selectedIndex)
  return (
    <div ref={boxRef} className={styles.list}>
      <VirtualGrid
        role="grid"
        label="Runs"
        source={rows.paged}
        columnCount={isRoomy ? 8 : 7}
        template={`168px 116px 76px 116px minmax(80px, 1fr) 68px 48px${isRoomy ? ' minmax(120px, 0.4fr)' : ''}`}
        narrowTemplate="172px 124px 80px 116px minmax(80px, 1fr) 56px"
        header={<Header sort={sort} isRoomy={isRoomy} />}
        activeOffset={activeOffset}
        onActivate={(offset) => onSelect(listed[offset] ?? -1)}
        renderCells={(index) => <Cells run={table.read(index)} nowMs={nowMs} isRoomy={isRoomy} />}
        onRowOpen={(index) => onOpen(index)}
        onKey={(event) => {
          if (isTypedCharacter(event) && event.key !== '/' && event.key !== '?') onFind()
          return false
        }}
      />
    </div>
  )
}
