import { useComputedColorScheme } from '@mantine/core'
import { useResizeObserver } from '@mantine/hooks'
import { useEffect, useId, useMemo, useRef, type KeyboardEvent, type PointerEvent, type RefObject } from 'react'
import type { MapNode } from './map-node.ts'
import { TreemapCanvas } from './treemap-canvas.ts'
import { cellAt, layOutTreemap, targetOf, type TreemapCell } from './treemap-layout.ts'
import { TreemapOption } from './treemap-option.tsx'
import type { MapLook } from './treemap-paint.ts'
import { walkableCells, walkCells } from './treemap-walk.ts'
import styles from './treemap.module.css'

/** The nodes below a folder, the folder itself first. */
export interface TreemapData<Node extends MapNode> {
  readonly folder: string
  readonly nodes: readonly Node[]
}

interface Props<Node extends MapNode> {
  readonly data: TreemapData<Node>
  readonly look: MapLook<Node>
  readonly hovered: TreemapCell<Node> | undefined
  readonly onHover: (cell: TreemapCell<Node> | undefined) => void
  readonly onChoose: (cell: TreemapCell<Node>) => void
  /** Out of the shown folder, to the one that holds it; undefined in the outermost. */
  readonly onLeave: (() => void) | undefined
}

interface Shown {
  readonly folder: string
  readonly cells: readonly TreemapCell[]
}

/** Where the smaller of two maps stands in the larger one, when one is inside the other. */
function zoomBetween(before: Shown | undefined, after: Shown) {
  if (before === undefined || before.folder === after.folder) return undefined
  const isInward = after.folder.startsWith(before.folder)
  const outer = isInward ? before : after
  const innerFolder = isInward ? after.folder : before.folder
  const box = outer.cells.find(
    (cell) => cell.node.type === 'folder' && cell.node.path === innerFolder && cell.depth > 0,
  )
  return box === undefined ? undefined : { box, isInward }
}

function useCells<Node extends MapNode>(
  { nodes }: TreemapData<Node>,
  { width, height }: { width: number; height: number },
  { gather }: MapLook<Node>,
): TreemapCell<Node>[] {
  return useMemo(() => layOutTreemap(nodes, width, height, gather), [nodes, width, height, gather])
}

function useMapCanvas<Node extends MapNode>(
  cells: readonly TreemapCell<Node>[],
  folder: string,
  size: { width: number; height: number },
  look: MapLook<Node>,
) {
  const scheme = useComputedColorScheme('light')
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const drawer = useRef<TreemapCanvas<Node>>(undefined)
  const shown = useRef<Shown>(undefined)
  useEffect(() => {
    if (canvasRef.current === null || size.width === 0) return undefined
    drawer.current ??= new TreemapCanvas(canvasRef.current)
    const zoom = zoomBetween(shown.current, { folder, cells })
    drawer.current.show(cells, { x: 0, y: 0, ...size }, { scheme, look }, zoom)
    shown.current = { folder, cells }
    return () => drawer.current?.stop()
  }, [cells, folder, size, scheme, look])
  return { canvasRef, drawer }
}

/** Arrows walk the shown folder's own cells, Enter goes in or selects, Backspace and Escape go out. */
function handleKey<Node extends MapNode>(
  event: KeyboardEvent,
  cells: readonly TreemapCell<Node>[],
  { hovered, ...props }: Props<Node>,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const isOut = event.key === 'Backspace' || event.key === 'Escape'
  const next = walkCells(cells, hovered, event.key)
  if (next !== undefined) props.onHover(next)
  else if (event.key === 'Enter' && hovered !== undefined) props.onChoose(hovered)
  else if (isOut && props.onLeave !== undefined) props.onLeave()
  else return
  event.preventDefault()
}

/** Puts those who walk by keys on a first cell, also where they came before the cells did, and in the folder that Enter led to. */
function useFirstCell<Node extends MapNode>(
  canvasRef: RefObject<HTMLCanvasElement | null>,
  cells: readonly TreemapCell<Node>[],
  { hovered, onHover }: Props<Node>,
): void {
  const isWithout = hovered === undefined
  useEffect(() => {
    const isWalked = canvasRef.current?.parentElement?.matches(':focus-visible') === true
    if (isWithout && isWalked) onHover(cells[0])
  }, [canvasRef, cells, isWithout, onHover])
}

export function TreemapSurface<Node extends MapNode>(props: Props<Node>) {
  const { data, hovered, onHover, onChoose } = props
  const [boxRef, rect] = useResizeObserver<HTMLDivElement>()
  const width = Math.floor(rect.width)
  const height = Math.floor(rect.height)
  const size = useMemo(() => ({ width, height }), [width, height])
  const cells = useCells(data, size, props.look)
  const walkable = useMemo(() => walkableCells(cells), [cells])
  const { canvasRef, drawer } = useMapCanvas(cells, data.folder, size, props.look)
  const id = useId()
  useEffect(() => drawer.current?.hover(hovered), [drawer, hovered])
  useFirstCell(canvasRef, walkable, props)
  const find = (event: PointerEvent): TreemapCell<Node> | undefined =>
    cellAt(cells, event.nativeEvent.offsetX, event.nativeEvent.offsetY)
  const choose = (event: PointerEvent): void => {
    const cell = find(event)
    if (cell !== undefined) onChoose(cell)
  }
  const isClickable = hovered !== undefined && targetOf(hovered) !== undefined
  const active = hovered?.depth === 1 ? hovered : undefined
  return (
    <div
      ref={boxRef}
      className={styles.box}
      role="listbox"
      tabIndex={0}
      aria-label="Treemap of the bytes in this folder. The table shows the same folders and files."
      aria-activedescendant={active && id}
      onKeyDown={(event) => handleKey(event, walkable, props)}
      onFocus={(event) => {
        if (event.target.matches(':focus-visible')) onHover(walkable[0])
      }}
      onBlur={() => onHover(undefined)}
    >
      <canvas
        ref={canvasRef}
        aria-hidden
        className={styles.canvas}
        style={{ width, height, cursor: isClickable ? 'pointer' : 'default' }}
        onPointerMove={(event) => onHover(find(event))}
        onPointerLeave={() => onHover(undefined)}
        onPointerUp={choose}
      />
      {active !== undefined && (
        <TreemapOption id={id} cells={walkable} active={active} wholeBytes={data.nodes[0]?.sizeBytes ?? 0} />
      )}
    </div>
  )
}
