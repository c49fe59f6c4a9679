import { useComputedColorScheme } from '@mantine/core'
import { useResizeObserver } from '@mantine/hooks'
import { useEffect, useMemo, useRef, type PointerEvent } from 'react'
import { TreemapCanvas } from './treemap-canvas.ts'
import { cellAt, layOutTreemap, targetOf, type TreemapCell } from './treemap-layout.ts'
import type { TreemapData } from './use-treemap.ts'
import styles from './treemap.module.css'

interface Props {
  readonly data: TreemapData
  readonly hovered: TreemapCell | undefined
  readonly onHover: (cell: TreemapCell | undefined) => void
  readonly onChoose: (cell: TreemapCell) => void
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

function useMapCanvas(cells: readonly TreemapCell[], folder: string, size: { width: number; height: number }) {
  const scheme = useComputedColorScheme('light')
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const drawer = useRef<TreemapCanvas>(undefined)
  const shown = useRef<Shown>(undefined)
  useEffect(() => {
    if (canvasRef.current === null || size.width === 0) return undefined
    drawer.current ??= new TreemapCanvas(canvasRef.current)
    const zoom = zoomBetween(shown.current, { folder, cells })
    drawer.current.show(cells, { x: 0, y: 0, ...size }, scheme, zoom)
    shown.current = { folder, cells }
    return () => drawer.current?.stop()
  }, [cells, folder, size, scheme])
  return { canvasRef, drawer }
}

export function TreemapSurface({ data, hovered, onHover, onChoose }: Props) {
  const [boxRef, rect] = useResizeObserver<HTMLDivElement>()
  const width = Math.floor(rect.width)
  const height = Math.floor(rect.height)
  const size = useMemo(() => ({ width, height }), [width, height])
  const cells = useMemo(() => layOutTreemap(data.nodes, width, height), [data, width, height])
  const { canvasRef, drawer } = useMapCanvas(cells, data.folder, size)
  useEffect(() => drawer.current?.hover(hovered), [drawer, hovered])
  const find = (event: PointerEvent): TreemapCell | undefined =>
    cellAt(cells, event.nativeEvent.offsetX, event.nativeEvent.offsetY)
  const choose = (event: PointerEvent): void => {
    const cell = find(event)
    if (cell !== undefined) onChoose(cell)
  }
  const isClickable = hovered !== undefined && targetOf(hovered) !== undefined
  return (
    <div ref={boxRef} className={styles.box}>
      <canvas
        ref={canvasRef}
        role="img"
        aria-label="Treemap of the bytes in this folder. The table shows the same folders and files."
        className={styles.canvas}
        style={{ width, height, cursor: isClickable ? 'pointer' : 'default' }}
        onPointerMove={(event) => onHover(find(event))}
        onPointerLeave={() => onHover(undefined)}
        onPointerUp={choose}
      />
    </div>
  )
}
