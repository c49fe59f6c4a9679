import { useEffect, useMemo } from 'react'
import type { HistoryPoint } from '../../../shared/ipc/ledger-schemas.ts'
import { VerdictTally } from '../../components/drift-status.tsx'
import { GridHeaderCell } from '../../components/grid-header-cell.tsx'
import { SizeText } from '../../components/size-text.tsx'
import { VirtualGrid } from '../../components/virtual-grid.tsx'
import { formatCount } from '../../format/quantity.ts'
import { formatLocal, formatUtc } from '../../format/time.ts'
import { attempt, reportFailure } from '../../stores/notices.ts'
import { PagedRows } from '../../stores/paged-rows.ts'
import { PointOutcome } from './point-outcome.tsx'
import styles from './history.module.css'

interface Props {
  /** Newest first. */
  readonly points: readonly HistoryPoint[]
  readonly activeOffset: number
  readonly onActivate: (offset: number) => void
  readonly onOpen: (point: HistoryPoint) => void
}

function PointCells({ point }: { readonly point: HistoryPoint }) {
  const timestamp = new Date(point.timeMs).toISOString()
  return (
    <>
      <span role="gridcell" className={styles.cell}>
        <time dateTime={timestamp} title={formatUtc(timestamp)}>
          {formatLocal(timestamp)}
        </time>
      </span>
      <span role="gridcell" data-wide className={styles.cell}>
        {point.kind}
      </span>
      <span role="gridcell" className={styles.cell}>
        <PointOutcome point={point} />
      </span>
      <span role="gridcell" data-wide className={styles.cell}>
        <VerdictTally counts={point.counts} />
      </span>
      <span role="gridcell" className={styles.figure}>
        {point.fileCount === null ? '–' : formatCount(point.fileCount)}
      </span>
      <span role="gridcell" className={styles.figure}>
        <SizeText sizeBytes={point.totalSizeBytes} />
      </span>
    </>
  )
}

const columns = [
  { label: 'When' },
  { label: 'Run', isWideOnly: true },
  { label: 'Outcome' },
  { label: 'Findings', isWideOnly: true },
  { label: 'Files', isRight: true },
  { label: 'Size', isRight: true },
] as const

/** The same points as rows, newest first. */
export function HistoryTable({ points, activeOffset, onActivate, onOpen }: Props) {
  const source = useMemo(
    () => new PagedRows((offset, limit) => Promise.resolve(points.slice(offset, offset + limit)), reportFailure),
    [points],
  )
  useEffect(() => attempt(() => source.replace(points.length)), [source, points])
  return (
    <VirtualGrid
      role="grid"
      label="Runs of the folder"
      source={source}
      columnCount={columns.length}
      template="168px 64px minmax(150px, 1fr) minmax(140px, 1fr) 72px 72px"
      narrowTemplate="170px minmax(0, 1fr) 80px 80px"
      header={columns.map((column) => (
        <GridHeaderCell key={column.label} {...column} />
      ))}
      activeOffset={activeOffset}
      onActivate={onActivate}
      renderCells={(point) => <PointCells point={point} />}
      onRowOpen={onOpen}
    />
  )
}
