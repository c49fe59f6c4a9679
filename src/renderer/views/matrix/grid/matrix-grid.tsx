import { useMergedRef, useResizeObserver } from '@mantine/hooks'
import {
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
} from 'react'
import type { MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { extendTo, selectAll, selectNone, startAt, toggleCell } from '../../../stores/matrix/cell-selection.ts'
import { everyCell, stepToPassing } from '../../../stores/matrix/cell-filter.ts'
import type { CellTable } from '../../../stores/matrix/cell-table.ts'
import {
  changePlace,
  keepScroll,
  readPlace,
  readScroll,
  type MatrixPlace,
} from '../../../stores/matrix/matrix-place.ts'
import { navigate } from '../../../stores/route-store.ts'
import { ActiveCell } from './active-cell.tsx'
import type { GridListeners } from './grid-gestures.ts'
import {
  layOutGrid,
  offsetToReveal,
  pageRowsOf,
  wholeSize,
  zoomBy,
  type BoxSize,
  type GridGeometry,
} from './grid-geometry.ts'
import type { GridScene } from './grid-scene.ts'
import { GridTip, type TipPlace } from './grid-tip.tsx'
import { moveInGrid } from './move-in-grid.ts'
import { dragBetween, pickSpot } from './pick-cells.ts'
import { useCellNotes } from './use-cell-notes.ts'
import { useMatrixCanvas } from './use-matrix-canvas.ts'
import styles from './grid.module.css'

export interface MatrixGridProps {
  readonly planId: string
  readonly detail: MatrixDetail
  readonly table: CellTable
  readonly place: MatrixPlace
  readonly passes: Uint8Array | null
  readonly scrollerRef: RefObject<HTMLDivElement | null>
  /** Given a way to make the cells larger or smaller from outside: how large they are, only the grid knows. */
  readonly zoomRef: RefObject<((by: 1 | -1) => void) | null>
}

interface Grid extends MatrixGridProps {
  readonly geometry: GridGeometry
  readonly box: BoxSize
}

const pxOfLetter = 7

function longestPx(named: readonly { readonly label: string }[]): number {
  return named.reduce((longest, { label }) => Math.max(longest, label.length), 0) * pxOfLetter
}

/** Goes to a cell and brings it into view. */
function goTo({ planId, geometry, box, scrollerRef, table }: Grid, cell: number, change: Partial<MatrixPlace>): void {
  changePlace(planId, { ...change, active: cell })
  const scroller = scrollerRef.current
  if (scroller === null) return
  const offset = { left: scroller.scrollLeft, top: scroller.scrollTop }
  scroller.scrollTo(offsetToReveal(geometry, offset, box, table.placeOf(cell)))
}

function openCell(planId: string, cell: number): void {
  navigate({ view: 'matrix', planId, cell })
}

/** Keys that choose, step and zoom; false for keys of no concern here. */
function handlePlainKey(event: KeyboardEvent, grid: Grid): boolean {
  const { planId, place, geometry, passes } = grid
  const { active, selection, filter } = place
  if (event.key === ' ') changePlace(planId, { selection: toggleCell(selection, active) })
  else if (event.key === 'Enter') openCell(planId, active)
  else if (event.key === '+' || event.key === '=') changePlace(planId, { zoom: zoomBy(geometry, 1) })
  else if (event.key === '-') changePlace(planId, { zoom: zoomBy(geometry, -1) })
  else if (event.key === '0') changePlace(planId, { zoom: null })
  else if (event.key === 'Escape' && selection.count > 0) changePlace(planId, { selection: selectNone(geometry) })
  else if (event.key === 'Escape' && passes !== null) changePlace(planId, { filter: everyCell })
  else if ((event.key === 'n' || event.key === 'p') && passes !== null) {
    const next = stepToPassing(passes, active, event.key === 'n' ? 1 : -1)
    if (next >= 0) goTo(grid, next, {})
  } else return event.key === 'Escape' && filter !== everyCell
  return true
}

function handleKey(event: KeyboardEvent, grid: Grid): void {
  const { place, geometry, box, planId, passes } = grid
  const { active, selection } = place
  const isMod = event.ctrlKey || event.metaKey
  const next = event.altKey ? undefined : moveInGrid(event.key, isMod, active, geometry, pageRowsOf(geometry, box))
  if (next !== undefined) {
    const moved = event.shiftKey ? extendTo(selection, next, active, geometry) : startAt(selection, next)
    goTo(grid, next, { selection: moved })
  } else if (isMod && !event.shiftKey && event.key.toLowerCase() === 'a') {
    changePlace(planId, { selection: selectAll(geometry, passes) })
  } else if (isMod || event.altKey || !handlePlainKey(event, grid)) return
  event.preventDefault()
}

/** What the pointer does, as changes of the place. */
function listenersOf(grid: Grid, onTip: (tip: TipPlace | null) => void): GridListeners {
  const { planId, geometry, passes, scrollerRef, table } = grid
  return {
    onPick: (spot, mode) => {
      const { selection, active } = readPlace(planId)
      changePlace(planId, pickSpot(spot, mode, { selection, active, size: geometry, passes }))
      scrollerRef.current?.focus({ preventScroll: true })
    },
    onDrag: (from, to, isBeside) => {
      const { selection } = readPlace(planId)
      const base = isBeside ? selection.base : selectNone(geometry).chosen
      changePlace(planId, dragBetween(from, to, { ...selection, base }, geometry))
    },
    onOpen: (row, column) => openCell(planId, table.cellAt(row, column)),
    onHover: (spot, x, y) => onTip(spot === undefined ? null : { spot, x, y }),
    onScrollBy: ({ left, top }) => scrollerRef.current?.scrollBy(left, top),
    onZoom: (by) => changePlace(planId, { zoom: zoomBy(geometry, by) }),
  }
}

function styleOf({ widthPx, heightPx }: BoxSize): CSSProperties {
  return { width: widthPx, height: heightPx }
}

function useGeometry({ detail, place }: MatrixGridProps, box: BoxSize): GridGeometry {
  const { inputs, params } = detail
  return useMemo(() => {
    const size = { rowCount: inputs.length, columnCount: params.length }
    return layOutGrid(size, box, place.zoom, { rowPx: longestPx(inputs), columnPx: longestPx(params) })
  }, [inputs, params, box, place.zoom])
}

function useScene(props: MatrixGridProps, geometry: GridGeometry, active: number, hasFocus: boolean): GridScene {
  const { planId, detail, table, place, passes } = props
  const { chosen } = place.selection
  const notes = useCellNotes(planId, table, geometry.words === 'card')
  return useMemo(
    () => ({ detail, table, geometry, passes, chosen, active, hasFocus, notes }),
    [detail, table, geometry, passes, chosen, active, hasFocus, notes],
  )
}

/** Inputs down, params across: drawn in one canvas over an element that scrolls, and heard a cell at a time. */
export function MatrixGrid(props: MatrixGridProps) {
  const { planId, detail, table, place, scrollerRef, zoomRef } = props
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const [boxRef, { width, height }] = useResizeObserver<HTMLDivElement>()
  const box = useMemo(() => ({ widthPx: width, heightPx: height }), [width, height])
  const [tip, setTip] = useState<TipPlace | null>(null)
  const [hasFocus, setHasFocus] = useState(false)
  const id = useId()
  const bothRefs = useMergedRef(scrollerRef, boxRef)
  const geometry = useGeometry(props, box)
  const active = Math.min(place.active, Math.max(0, table.cellCount - 1))
  const isChosen = place.selection.chosen[active] === 1
  const scene = useScene(props, geometry, active, hasFocus)
  useImperativeHandle(zoomRef, () => (by) => changePlace(planId, { zoom: zoomBy(geometry, by) }), [planId, geometry])
  const grid: Grid = { ...props, place: { ...place, active }, geometry, box }
  useMatrixCanvas(scrollerRef, canvasRef, {
    scene,
    box,
    firstOffset: readScroll(planId),
    listeners: listenersOf(grid, setTip),
    onScroll: (offset) => {
      setTip(null)
      keepScroll(planId, offset)
    },
  })
  return (
    <div className={styles.box}>
      <div
        ref={bothRefs}
        className={styles.scroller}
        role="grid"
        tabIndex={0}
        aria-label={`Cells of ${detail.item.name}`}
        aria-rowcount={table.rowCount + 1}
        aria-colcount={table.columnCount + 1}
        aria-multiselectable
        aria-activedescendant={id}
        onKeyDown={(event) => handleKey(event, grid)}
        onFocus={() => setHasFocus(true)}
        onBlur={() => setHasFocus(false)}
      >
        <div className={styles.whole} role="presentation" style={styleOf(wholeSize(geometry))}>
          <canvas ref={canvasRef} className={styles.canvas} aria-hidden style={{ width, height }} />
          <ActiveCell id={id} detail={detail} table={table} active={active} isChosen={isChosen} />
        </div>
      </div>
      {tip !== null && <GridTip detail={detail} table={table} place={tip} box={box} />}
    </div>
  )
}
