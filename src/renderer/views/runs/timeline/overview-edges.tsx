import type { KeyboardEvent, PointerEvent } from 'react'
import { formatLocal } from '../../../format/time.ts'
import type { TimeSpan } from '../../../stores/ledger-runs/run-filter.ts'
import { moveEdgeByKey, placeGrips, withEdge, type Edge } from './time-window.ts'
import styles from './timeline.module.css'

const gripPx = 9
/** Beyond, a date cannot be told. */
const farthestMs = 8.64e15

interface Props {
  readonly window: TimeSpan
  /** All the time the strip stands for. */
  readonly whole: TimeSpan
  readonly widthPx: number
  readonly onMove: (window: TimeSpan) => void
}

function describeMoment(momentMs: number): string {
  return formatLocal(new Date(Math.min(farthestMs, Math.max(-farthestMs, momentMs))).toISOString())
}

interface EdgeProps extends Props {
  readonly edge: Edge
  readonly leftPx: number
}

/** One edge of the stretch that is shown: dragged, or moved by keys, it widens or narrows the stretch. */
function OverviewEdge({ edge, leftPx, window, whole, widthPx, onMove }: EdgeProps) {
  const atMs = edge === 'from' ? window.fromMs : window.toMs
  const msPerPx = (whole.toMs - whole.fromMs) / Math.max(1, widthPx)
  const handleMove = (event: PointerEvent<HTMLDivElement>): void => {
    const { currentTarget } = event
    if (!currentTarget.hasPointerCapture(event.pointerId)) return
    const strip = currentTarget.parentElement?.getBoundingClientRect()
    if (strip !== undefined) onMove(withEdge(window, edge, whole.fromMs + (event.clientX - strip.left) * msPerPx))
  }
  const handleKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const moved = moveEdgeByKey(window, edge, event, whole)
    if (moved === undefined) return
    event.preventDefault()
    onMove(moved)
  }
  return (
    <div
      role="slider"
      aria-label={edge === 'from' ? 'Start of the stretch shown' : 'End of the stretch shown'}
      aria-orientation="horizontal"
      // The stretch may reach beyond all there is, and no slider has a value beyond its range.
      aria-valuemin={Math.min(whole.fromMs, Math.floor(atMs))}
      aria-valuemax={Math.max(whole.toMs, Math.ceil(atMs))}
      aria-valuenow={Math.round(atMs)}
      aria-valuetext={describeMoment(atMs)}
      tabIndex={0}
      className={styles.edge}
      data-edge={edge}
      style={{ left: leftPx, width: gripPx }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={handleMove}
      onKeyDown={handleKey}
    />
  )
}

/** Both edges of the stretch that is shown. */
export function OverviewEdges(props: Props) {
  const { from, to } = placeGrips(props.window, props.whole, props.widthPx, gripPx)
  return (
    <>
      <OverviewEdge edge="from" leftPx={from} {...props} />
      <OverviewEdge edge="to" leftPx={to} {...props} />
    </>
  )
}
