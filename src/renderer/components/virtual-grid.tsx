import { useEffect, useId, useRef, useSyncExternalStore, type KeyboardEvent } from 'react'
import { moveByKey } from './grid-keys.ts'
import { GridRow } from './grid-row.tsx'
import type { VirtualGridProps } from './grid-types.ts'
import { useRowScroll, type RowScroll } from './use-row-scroll.ts'
import styles from './virtual-grid.module.css'

const defaultHeaderHeightPx = 28

function useKeyboard<Row>(props: VirtualGridProps<Row>, scroll: RowScroll) {
  return (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget) return
    const row = props.activeOffset < 0 ? undefined : props.source.rowAt(props.activeOffset)
    if (props.onKey?.(event, row) === true) {
      event.preventDefault()
      return
    }
    if (event.key === 'Enter' && row !== undefined) {
      event.preventDefault()
      props.onRowOpen?.(row, props.activeOffset)
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const next = moveByKey(event.key, props.activeOffset, props.source.rowCount, scroll.pageRows())
    if (next === undefined) return
    event.preventDefault()
    props.onActivate(next, event.shiftKey ? 'extend' : 'alone')
  }
}

/** Tells the source which rows are in view, and keeps the active row in view when it changes. */
function useFollow<Row>({ source, activeOffset }: VirtualGridProps<Row>, scroll: RowScroll): void {
  const items = scroll.virtualizer.getVirtualItems()
  const first = items.at(0)?.index ?? 0
  const last = items.at(-1)?.index ?? 60
  // Also after rows were replaced or dropped; asking again for rows that are there costs nothing.
  useEffect(() => source.show(first, last))
  const scrollToRow = useRef(scroll.scrollToRow)
  useEffect(() => {
    scrollToRow.current = scroll.scrollToRow
  })
  useEffect(() => {
    if (activeOffset >= 0) scrollToRow.current(activeOffset)
  }, [activeOffset])
}

/** A list of any length with one tab stop: arrows move, a screen reader hears rows and their count. */
export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { source, activeOffset, viewport, rowHeightPx = 28, headerHeightPx = defaultHeaderHeightPx } = props
  const scrollRef = useRef<HTMLDivElement>(null)
  useSyncExternalStore(source.subscribe, source.getVersion)
  const scroll = useRowScroll({ rowCount: source.rowCount, rowHeightPx, headerHeightPx, scrollRef, viewport })
  const id = useId()
  useFollow(props, scroll)
  const items = scroll.virtualizer.getVirtualItems()
  const isActiveShown = items.some((item) => item.index === activeOffset)
  return (
    <div
      ref={scrollRef}
      className={styles.grid}
      role={props.role}
      aria-label={props.label}
      aria-rowcount={source.rowCount + 1}
      aria-colcount={props.columnCount}
      aria-multiselectable={props.isChosen === undefined ? undefined : true}
      aria-activedescendant={isActiveShown ? `${id}${activeOffset}` : undefined}
      tabIndex={0}
      onKeyDown={useKeyboard(props, scroll)}
      style={{
        '--columns-wide': props.template,
        '--columns-narrow': props.narrowTemplate,
        '--grid-row-height': `${rowHeightPx}px`,
        '--grid-header-height': `${headerHeightPx}px`,
      }}
    >
      <div role="rowgroup" className={styles.header}>
        <div role="row" aria-rowindex={1} className={styles.headerRow}>
          {props.header}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: scroll.elementHeightPx }}>
        {items.map((item) => (
          <GridRow
            key={item.index}
            id={`${id}${item.index}`}
            grid={props}
            offset={item.index}
            topPx={scroll.topOf(item.start)}
          />
        ))}
      </div>
    </div>
  )
}
