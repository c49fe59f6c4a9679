import { useResizeObserver } from '@mantine/hooks'
import { useEffect, useLayoutEffect } from 'react'
import type { RecordRow } from '../../../../shared/ipc/pipeline-schemas.ts'
import { GridHeaderCell } from '../../../components/grid-header-cell.tsx'
import { isTypedCharacter } from '../../../components/grid-keys.ts'
import type { ActivateMode, RowAria } from '../../../components/grid-types.ts'
import type { GridViewport } from '../../../components/grid-viewport.ts'
import { VirtualGrid } from '../../../components/virtual-grid.tsx'
import { attempt } from '../../../stores/notices.ts'
import { badFileStates, isNewestFirst, sortBy } from '../../../stores/pipelines/record-query.ts'
import type { RecordsModel } from '../../../stores/pipelines/records-model.ts'
import { columnLooks, columnsFor, templateOf, type RecordColumn } from './record-columns.ts'
import { handleRecordKey } from './record-keys.ts'
import { RecordCells } from './record-cells.tsx'
import styles from './records.module.css'

interface Props {
  readonly model: RecordsModel
  readonly viewport: GridViewport
  readonly onFind: () => void
  readonly onDetails: () => void
  /** A record was walked to or clicked. */
  readonly onSelect: () => void
}

function describeRow({ state }: RecordRow): RowAria {
  if (state === 'altered') return { tone: 'loud' }
  return badFileStates.has(state) ? { tone: 'bad' } : {}
}

/** Brings what was jumped to into view, and a new list to its beginning. */
function useJumps(model: RecordsModel, viewport: GridViewport): void {
  const { jumps } = model
  useLayoutEffect(() => {
    if (jumps === 0) return
    if (model.activeOffset >= 0) viewport.reveal(model.activeOffset)
    else viewport.scrollTo(0)
  }, [model, viewport, jumps])
}

/** At the top of a list with the newest first, and with no record selected, new ones come in by themselves. */
function useInflow(model: RecordsModel, viewport: GridViewport): void {
  const { isOutdated, activeOffset } = model
  useEffect(() => {
    const takeIn = (): void => {
      const isAtTop = viewport.firstRow < 1 && activeOffset < 0
      if (isOutdated && isAtTop && isNewestFirst(model.query)) attempt(() => model.refresh())
    }
    takeIn()
    return viewport.subscribe(takeIn)
  }, [model, viewport, isOutdated, activeOffset])
}

function Header({ model, columns }: { readonly model: RecordsModel; readonly columns: readonly RecordColumn[] }) {
  const { sort } = model.query
  return columns.map((column) => {
    const { label, isRight = false } = columnLooks[column]
    const sorted = sort.column === column ? (sort.isDescending ? 'descending' : 'ascending') : undefined
    const onSort =
      column === 'checksum' ? undefined : () => attempt(() => model.change({ sort: sortBy(model.query, column) }))
    return <GridHeaderCell key={column} label={label} isRight={isRight} sorted={sorted} onSort={onSort} />
  })
}

/** The records; only those in view are ever held. */
export function RecordsGrid({ model, viewport, onFind, onDetails, onSelect }: Props) {
  const [boxRef, { width }] = useResizeObserver<HTMLDivElement>()
  const columns = columnsFor(width)
  const template = templateOf(columns)
  useJumps(model, viewport)
  useInflow(model, viewport)
  const { range } = model
  const activate = (offset: number, mode: ActivateMode): void => {
    if (mode === 'extend') model.extendTo(offset)
    else model.select(offset)
    onSelect()
  }
  return (
    <div ref={boxRef} className={styles.gridBox}>
      <VirtualGrid
        role="grid"
        label="Records"
        source={model.rows}
        columnCount={columns.length}
        template={template}
        narrowTemplate={template}
        header={<Header model={model} columns={columns} />}
        viewport={viewport}
        activeOffset={model.activeOffset}
        onActivate={activate}
        isChosen={(_row, offset) => range !== null && offset >= range.first && offset <= range.last}
        describeRow={describeRow}
        renderCells={(row) => <RecordCells row={row} columns={columns} />}
        onRowOpen={onDetails}
        onKey={(event) => {
          if (handleRecordKey(event, model)) return true
          if (isTypedCharacter(event) && event.key !== '/' && event.key !== '?') onFind()
          return false
        }}
      />
    </div>
  )
}
