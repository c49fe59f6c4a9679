import { useComputedColorScheme } from '@mantine/core'
import { useResizeObserver } from '@mantine/hooks'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { SafeText } from '../../../components/safe-text.tsx'
import { nameOf } from '../../../format/path.ts'
import type { TimeSpan } from '../../../stores/ledger-runs/run-filter.ts'
import type { RunTable } from '../../../stores/ledger-runs/run-table.ts'
import { axisHeightPx, describeWindow } from './draw-axis.ts'
import { ErrorTickCache } from './error-ticks.ts'
import type { LaneLayout } from './lane-layout.ts'
import { OverviewCanvas } from './overview-canvas.tsx'
import type { Density } from './overview.ts'
import { RunTip, type TipPlace } from './run-tip.tsx'
import { TimelineCanvas } from './timeline-canvas.ts'
import { moveTimelineByKey, TimelineGestures } from './timeline-gestures.ts'
import styles from './timeline.module.css'

export interface TimelineProps {
  readonly table: RunTable
  readonly layout: LaneLayout
  readonly loud: Uint8Array
  readonly density: Density
  readonly selectedIndex: number
  readonly brush: TimeSpan | null
  readonly nowMs: number
  /** Where to go when it changes; the user goes on from there. */
  readonly target: { readonly window: TimeSpan; readonly id: number }
  readonly onSelect: (index: number) => void
  readonly onOpen: (index: number) => void
  readonly onZoomTo: (index: number) => void
  readonly onBrush: (span: TimeSpan | null) => void
  readonly onWalk: (by: 1 | -1) => void
  readonly onWindow: (window: TimeSpan) => void
}

interface Shown {
  readonly window: TimeSpan
  readonly scrollPx: number
}

function LaneLabels({ layout, shown, heightPx }: { layout: LaneLayout; shown: Shown; heightPx: number }) {
  const labels: ReactNode[] = []
  for (const lane of layout.lanes) {
    const top = lane.topPx - shown.scrollPx
    if (top > heightPx) break
    if (top + lane.heightPx < 0) continue
    labels.push(
      <div
        key={lane.name}
        className={styles.label}
        style={{ top: axisHeightPx + top, height: lane.heightPx }}
        title={lane.name}
      >
        <span className={styles.labelName}>
          <SafeText text={nameOf(lane.name) || lane.name} />
        </span>
      </div>,
    )
  }
  return (
    <div className={styles.labels} aria-hidden>
      {labels}
      <div className={styles.corner} style={{ height: axisHeightPx }} />
    </div>
  )
}

/** The canvas with all that must outlive a drawing. */
function useTimelineCanvas(props: TimelineProps, onTip: (tip: TipPlace | null) => void) {
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const [shown, setShown] = useState<Shown>({ window: props.target.window, scrollPx: 0 })
  const [timeline, setTimeline] = useState<TimelineCanvas | null>(null)
  const ticks = useRef<ErrorTickCache | null>(null)
  useEffect(() => {
    const canvas = canvasRef.current
    if (canvas === null) return undefined
    const created = new TimelineCanvas(canvas, latest.current.target.window, ({ window, scrollPx }) => {
      setShown((before) => (before.window === window && before.scrollPx === scrollPx ? before : { window, scrollPx }))
      latest.current.onWindow(window)
    })
    ticks.current = new ErrorTickCache(() => created.draw())
    const gestures = new TimelineGestures(canvas, created, {
      onSelect: (index) => latest.current.onSelect(index),
      onOpen: (index) => latest.current.onZoomTo(index),
      onHover: (index, xPx, yPx) => onTip(index < 0 ? null : { index, xPx, yPx }),
      onBrush: (span) => latest.current.onBrush(span),
    })
    setTimeline(created)
    return () => {
      gestures.stop()
      created.stop()
      ticks.current?.stop()
    }
  }, [onTip])
  useEffect(() => {
    const { table, layout, loud, selectedIndex, brush, nowMs } = props
    timeline?.show({
      layout,
      loud,
      selectedIndex,
      brush,
      nowMs,
      hasErrors: (index) => (table.errorCounts[index] ?? 0) > 0,
      ticksOf: (index) => ticks.current?.get(table.rows[index] ?? -1),
      onRoomy: (index) => ticks.current?.want(table.rows[index] ?? -1),
    })
  }, [timeline, props])
  const { target } = props
  useEffect(() => timeline?.moveTo(target.window), [timeline, target])
  return { canvasRef, timeline, shown }
}

/** Runs as bars over time, a lane a folder or pipeline; below it all of them as a strip. */
export function Timeline(props: TimelineProps) {
  const [tip, setTip] = useState<TipPlace | null>(null)
  const { canvasRef, timeline, shown } = useTimelineCanvas(props, setTip)
  const [boxRef, { width, height }] = useResizeObserver<HTMLDivElement>()
  const scheme = useComputedColorScheme('light')
  useEffect(() => timeline?.resize(width, height), [timeline, width, height])
  // The tokens are those of the new theme once it is drawn.
  useEffect(() => timeline?.recolor(scheme), [timeline, scheme])
  const { layout, table, density, nowMs } = props
  const handleKey = (event: KeyboardEvent): void => {
    if (timeline === null || event.ctrlKey || event.metaKey) return
    const isWalk = !event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
    if (isWalk) props.onWalk(event.key === 'ArrowRight' ? 1 : -1)
    else if (event.key === 'Enter' && props.selectedIndex >= 0) props.onOpen(props.selectedIndex)
    else if (event.key === 'Escape' && props.brush !== null) props.onBrush(null)
    else if (!moveTimelineByKey(timeline, event.key, event.shiftKey)) return
    event.preventDefault()
  }
  return (
    <div className={styles.timeline}>
      <div className={styles.lanes}>
        <LaneLabels layout={layout} shown={shown} heightPx={height} />
        <div ref={boxRef} className={styles.canvasBox}>
          <canvas
            ref={canvasRef}
            className={styles.canvas}
            tabIndex={0}
            role="application"
            aria-roledescription="timeline"
            aria-label={`Timeline of ${layout.lanes.length} lanes, ${describeWindow(shown.window)}. Left and right walk the runs, plus and minus zoom, Shift with left and right moves, Enter opens the run. The list below has the same runs.`}
            onKeyDown={handleKey}
          />
          {tip !== null && <RunTip run={table.read(tip.index)} nowMs={nowMs} place={tip} boxWidthPx={width} />}
          {layout.lanes.length === 0 && <p className={styles.nothing}>No run passes the filter.</p>}
        </div>
      </div>
      <div className={styles.overviewRow}>
        <span className={styles.windowWords}>{describeWindow(shown.window)}</span>
        <OverviewCanvas
          density={density}
          window={shown.window}
          scheme={scheme}
          onMove={(window) => timeline?.moveTo(window)}
        />
      </div>
    </div>
  )
}
