import type { RowAria, VirtualGridProps } from './grid-types.ts'
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

export function GridRow<Row>({ id, grid, offset, topPx }: Props<Row>) {
  const row = grid.source.rowAt(offset)
  const aria: RowAria = row === undefined ? {} : (grid.describeRow?.(row) ?? {})
  const choose = (): void => {
    grid.onActivate(offset)
    if (row !== undefined) grid.onRowClick?.(row, offset)
  }
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
      aria-selected={offset === grid.activeOffset}
      aria-level={aria.level}
      aria-expanded={aria.isExpanded}
      data-tone={aria.tone}
      data-odd={offset % 2 === 1 || undefined}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={choose}
      onDoubleClick={open}
    >
      {row === undefined ? <RowSkeleton columnCount={grid.columnCount} /> : grid.renderCells(row, offset)}
    </div>
  )
}
