import { useResizeObserver } from '@mantine/hooks'
import { useEffect, useRef, type PointerEvent } from 'react'
import type { TimeSpan } from '../../../stores/ledger-runs/run-filter.ts'
import type { Density } from './overview.ts'
import { OverviewEdges } from './overview-edges.tsx'
import { readTimelineColors } from './status-paint.ts'
import styles from './timeline.module.css'

const heightPx = 34
export const overviewBuckets = 240

interface Props {
  readonly density: Density
  readonly window: TimeSpan
  readonly scheme: string
  readonly onMove: (window: TimeSpan) => void
}

function paint(canvas: HTMLCanvasElement, { density, window }: Props, widthPx: number): void {
  const ratio = globalThis.devicePixelRatio || 1
  canvas.width = Math.round(widthPx * ratio)
  canvas.height = Math.round(heightPx * ratio)
  const context = canvas.getContext('2d')
  if (context === null) return
  context.scale(ratio, ratio)
  const colors = readTimelineColors(canvas)
  const { all, loud, most, span } = density
  const step = widthPx / all.length
  for (const [i, count] of all.entries()) {
    if (count === 0) continue
    const barPx = Math.max(2, Math.sqrt(count / most) * (heightPx - 6))
    context.fillStyle = colors.status[0] ?? ''
    context.fillRect(i * step, heightPx - barPx, Math.max(1, step - 0.5), barPx)
    const loudCount = loud[i] ?? 0
    if (loudCount === 0) continue
    context.fillStyle = colors.status[5] ?? ''
    context.fillRect(i * step, heightPx - Math.max(3, barPx * (loudCount / count)), Math.max(1, step - 0.5), heightPx)
  }
  const xOf = (momentMs: number): number => ((momentMs - span.fromMs) / (span.toMs - span.fromMs)) * widthPx
  const [from, to] = [Math.max(0, xOf(window.fromMs)), Math.min(widthPx, xOf(window.toMs))]
  context.strokeStyle = colors.accent
  context.lineWidth = 1.5
  context.strokeRect(from + 0.75, 0.75, Math.max(3, to - from - 1.5), heightPx - 1.5)
}

/** All runs as a histogram of their starts, with the stretch that is shown: a click or drag moves it, its edges widen it. */
export function OverviewCanvas(props: Props) {
  const { density, window, onMove } = props
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const [boxRef, { width }] = useResizeObserver<HTMLDivElement>()
  useEffect(() => {
    if (canvasRef.current !== null && width > 0) paint(canvasRef.current, props, width)
  })
  const { span } = density
  /** From the middle of the stretch to where it was grabbed. */
  const grabMs = useRef(0)
  const momentAt = (event: PointerEvent<HTMLCanvasElement>): number =>
    span.fromMs + ((span.toMs - span.fromMs) * event.nativeEvent.offsetX) / Math.max(1, width)
  const moveTo = (event: PointerEvent<HTMLCanvasElement>): void => {
    const middle = momentAt(event) - grabMs.current
    const half = (window.toMs - window.fromMs) / 2
    onMove({ fromMs: middle - half, toMs: middle + half })
  }
  const grab = (event: PointerEvent<HTMLCanvasElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId)
    const moment = momentAt(event)
    const isInside = moment >= window.fromMs && moment <= window.toMs
    grabMs.current = isInside ? moment - (window.fromMs + window.toMs) / 2 : 0
    moveTo(event)
  }
  return (
    <div ref={boxRef} className={styles.overview}>
      <canvas
        ref={canvasRef}
        style={{ height: heightPx }}
        aria-hidden
        onPointerDown={grab}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(event)
        }}
      />
      {width > 0 && <OverviewEdges {...{ window, onMove }} whole={span} widthPx={width} />}
    </div>
  )
}
