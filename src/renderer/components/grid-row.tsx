import type { MouseEvent } from 'react'
import type { ActivateMode, RowAria, VirtualGridProps } from './grid-types.ts'
import styles from './virtual-grid.module.css'

interface Props<Row> {
  readonly id: string
  readonly grid: VirtualGridProps<Row>
  readonly offset: number
  readonly topPx: number
}

function RowSkeleton({ columnCount }: { readonly columnCount: number }) {
  return (
    <span role="gridcell" aria-colspan={columnCount} className={styles.skeletonCell}>
      <span className={styles.skeleton} />
    </span>
  )
}

function modeOf(event: MouseEvent): ActivateMode {
  if (event.shiftKey) return 'extend'
  return event.ctrlKey || event.metaKey ? 'toggle' : 'alone'
}

/** Without a choice of several, the browser's own selection of text stays as it is. */
function keepTextUnselected(event: MouseEvent): void {
  if (event.shiftKey) event.preventDefault()
}

export function GridRow<Row>({ id, grid, offset, topPx }: Props<Row>) {
  const row = grid.source.rowAt(offset)
  const aria: RowAria = row === undefined ? {} : (grid.describeRow?.(row) ?? {})
  const isActive = offset === grid.activeOffset
  const isChosen = row !== undefined && grid.isChosen?.(row, offset) === true
  const open = (): void => {
    if (row !== undefined) grid.onRowOpen?.(row, offset)
  }
  return (
    // Keys are handled by the grid, which has the focus and names the active row.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="row"
      className={styles.row}
      aria-rowindex={offset + 2}
      aria-selected={isActive || isChosen}
      aria-level={aria.level}
      aria-expanded={aria.isExpanded}
      data-active={isActive || undefined}
      data-tone={aria.tone}
      data-odd={offset % 2 === 1 || undefined}
      style={{ transform: `translateY(${topPx}px)` }}
      onMouseDown={grid.isChosen === undefined ? undefined : keepTextUnselected}
      onClick={(event) => grid.onActivate(offset, modeOf(event))}
      onDoubleClick={open}
    >
      {row === undefined ? <RowSkeleton columnCount={grid.columnCount} /> : grid.renderCells(row, offset)}
    </div>
  )
}
