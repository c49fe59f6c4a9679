import { useResizeObserver } from '@mantine/hooks'
import { useEffect, useMemo } from 'react'
import type { EventRow } from '../../../../shared/ipc/ledger-schemas.ts'
import { GridHeaderCell } from '../../../components/grid-header-cell.tsx'
import { isTypedCharacter } from '../../../components/grid-keys.ts'
import type { ActivateMode, RowAria } from '../../../components/grid-types.ts'
import { GridViewport } from '../../../components/grid-viewport.ts'
import { VirtualGrid } from '../../../components/virtual-grid.tsx'
import type { EventsModel } from '../../../stores/events-model.ts'
import { EventCells } from './event-cells.tsx'
import { toneOf } from './event-data.ts'
import { handleEventKey } from './event-keys.ts'
import type { EventClock } from './event-time.ts'
import styles from './events.module.css'

interface Props {
  readonly model: EventsModel
  readonly clock: EventClock
  readonly onFind: () => void
  readonly onDetails: () => void
}

/** Keeps the end in view while it is followed; scrolling up ends that. */
function useTail(model: EventsModel, viewport: GridViewport, heightPx: number): void {
  const { isFollowing } = model
  const { rowCount } = model.rows
  useEffect(() => {
    // Drawn anew at another height, the end of the list is elsewhere.
    if (isFollowing && heightPx > 0) viewport.scrollTo(rowCount)
  }, [viewport, isFollowing, rowCount, heightPx])
  useEffect(() => {
    let { firstRow, visibleRows } = viewport
    return viewport.subscribe(() => {
      const isResized = viewport.visibleRows !== visibleRows
      const isMovedUp = viewport.firstRow < firstRow
      firstRow = viewport.firstRow
      visibleRows = viewport.visibleRows
      if (isMovedUp && !isResized && model.isFollowing) model.follow(false)
    })
  }, [model, viewport])
}

function describeRow({ type }: EventRow): RowAria {
  return toneOf(type) === 'bad' ? { tone: 'bad' } : {}
}

/** The events; only those in view are ever held. */
export function EventsGrid({ model, clock, onFind, onDetails }: Props) {
  const viewport = useMemo(() => new GridViewport(), [])
  const [boxRef, { height }] = useResizeObserver<HTMLDivElement>()
  useTail(model, viewport, height)
  const activate = (offset: number, mode: ActivateMode): void => {
    if (mode === 'extend') model.extendTo(offset)
    else model.select(offset)
  }
  const { range } = model
  const timeLabel = clock.style === 'elapsed' ? 'Since start' : 'Time'
  return (
    <div ref={boxRef} className={styles.gridBox}>
      <VirtualGrid
        role="grid"
        label="Events"
        source={model.rows}
        columnCount={4}
        template="64px 96px 168px minmax(0, 1fr)"
        narrowTemplate="92px 124px minmax(0, 1fr)"
        header={
          <>
            <GridHeaderCell label="#" isRight isWideOnly />
            <GridHeaderCell label={timeLabel} />
            <GridHeaderCell label="Type" />
            <GridHeaderCell label="Data" />
          </>
        }
        viewport={viewport}
        activeOffset={model.activeOffset}
        onActivate={activate}
        isChosen={(_row, offset) => range !== null && offset >= range.first && offset <= range.last}
        describeRow={describeRow}
        renderCells={(row) => <EventCells row={row} clock={clock} />}
        onRowOpen={onDetails}
        onKey={(event) => {
          if (handleEventKey(event, model)) return true
          if (isTypedCharacter(event) && event.key !== '/' && event.key !== '?') onFind()
          return false
        }}
      />
    </div>
  )
}
