import { useResizeObserver } from '@mantine/hooks'
import { useMemo } from 'react'
import type { Throughput } from '../../../../shared/ipc/ledger-schemas.ts'
import { TimeAxis, ValueAxis, yOf, type PlotArea } from '../../../components/plot/plot-axes.tsx'
import { levelPath } from '../../../components/plot/plot-path.ts'
import { PlotSurface } from '../../../components/plot/plot-surface.tsx'
import { elapsedTicks, scaleValues, type ValueScale } from '../../../components/plot/ticks.ts'
import { formatElapsed } from '../../../format/elapsed.ts'
import { formatCount, formatSize } from '../../../format/quantity.ts'
import { formatByteRate, formatRate, type Stretch } from './throughput-figures.ts'
import styles from './throughput.module.css'

const heightPx = 112
const pxPerTick = 110

interface Props {
  readonly throughput: Throughput
  readonly startMs: number
  readonly index: number | null
  readonly onMove: (index: number | null) => void
  readonly onChoose: (stretch: Stretch) => void
}

interface Geometry {
  readonly area: PlotArea
  readonly xOf: (timeMs: number) => number
  readonly items: ValueScale
  readonly bytes: ValueScale | null
  readonly positions: readonly number[]
  readonly durationMs: number
}

function layOut({ stretches }: Throughput, startMs: number, widthPx: number): Geometry {
  const told = stretches.flatMap(({ bytesPerSecond }) => (bytesPerSecond === null ? [] : [bytesPerSecond]))
  const bytes = told.length === 0 ? null : scaleValues(Math.max(...told), 3, false)
  const area = { left: 56, right: widthPx - (bytes === null ? 12 : 72), top: 8, bottom: heightPx - 22 }
  const durationMs = Math.max(1, (stretches.at(-1)?.endMs ?? startMs) - startMs)
  const xOf = (timeMs: number): number =>
    area.left + Math.min(1, Math.max(0, (timeMs - startMs) / durationMs)) * (area.right - area.left)
  return {
    area,
    xOf,
    bytes,
    items: scaleValues(Math.max(...stretches.map(({ perSecond }) => perSecond)), 3, false),
    positions: stretches.map((stretch) => xOf((stretch.startMs + stretch.endMs) / 2)),
    durationMs,
  }
}

function Curve({
  stretches,
  geometry,
  of,
}: {
  stretches: readonly Stretch[]
  geometry: Geometry
  of: 'items' | 'bytes'
}) {
  const { area, xOf, items, bytes } = geometry
  const scale = of === 'items' ? items : bytes
  if (scale === null) return null
  const levels = stretches.map(({ startMs, endMs, perSecond, bytesPerSecond }) => {
    const value = of === 'items' ? perSecond : bytesPerSecond
    return { fromX: xOf(startMs), toX: xOf(endMs), y: value === null ? null : yOf(value, area, scale) }
  })
  return <path className={of === 'items' ? styles.items : styles.bytes} d={levelPath(levels)} />
}

function ErrorMarks({ errorsMs, geometry }: { errorsMs: readonly number[]; geometry: Geometry }) {
  const { area, xOf } = geometry
  // Several in one pixel are one mark.
  const places = [...new Set(errorsMs.map((timeMs) => Math.round(xOf(timeMs))))]
  return places.map((x) => (
    <line key={x} className={styles.errorMark} x1={x + 0.5} x2={x + 0.5} y1={area.bottom - 9} y2={area.bottom} />
  ))
}

function describeStretch(stretch: Stretch, startMs: number, unit: Throughput['unit']): string {
  const { perSecond, bytesPerSecond } = stretch
  const bytes = bytesPerSecond === null ? '' : `, ${formatByteRate(bytesPerSecond)}`
  return `${formatElapsed(stretch.startMs - startMs)}: ${formatRate(perSecond)} ${unit}${bytes}`
}

/** Two lines over the time of the run, the errors along its foot, and the crosshair that goes with pointer or keys. */
export function ThroughputPlot({ throughput, startMs, index, onMove, onChoose }: Props) {
  const { stretches, unit, errorsMs } = throughput
  const [boxRef, { width }] = useResizeObserver<HTMLDivElement>()
  const widthPx = Math.max(240, Math.floor(width))
  const geometry = useMemo(() => layOut(throughput, startMs, widthPx), [throughput, startMs, widthPx])
  const { area, xOf, durationMs } = geometry
  const ticks = elapsedTicks(durationMs, Math.max(2, Math.floor((area.right - area.left) / pxPerTick)))
  const crossX = index === null ? undefined : geometry.positions[index]
  const choose = (at: number): void => {
    const stretch = stretches[at]
    if (stretch !== undefined) onChoose(stretch)
  }
  return (
    <div ref={boxRef} className={styles.plot}>
      <PlotSurface
        label="Throughput over time; Enter goes to the events of that time"
        positions={geometry.positions}
        index={index}
        onMove={onMove}
        onChoose={choose}
        describe={(at) => (stretches[at] === undefined ? '' : describeStretch(stretches[at], startMs, unit))}
      >
        <svg width={widthPx} height={heightPx} aria-hidden>
          <ValueAxis area={area} scale={geometry.items} format={formatCount} />
          {geometry.bytes !== null && <ValueAxis area={area} scale={geometry.bytes} format={formatSize} side="right" />}
          <Curve stretches={stretches} geometry={geometry} of="bytes" />
          <Curve stretches={stretches} geometry={geometry} of="items" />
          <ErrorMarks errorsMs={errorsMs} geometry={geometry} />
          <TimeAxis area={area} ticks={ticks} xOf={(elapsedMs) => xOf(startMs + elapsedMs)} />
          {crossX !== undefined && (
            <line className={styles.cross} x1={crossX} x2={crossX} y1={area.top} y2={area.bottom} />
          )}
        </svg>
      </PlotSurface>
    </div>
  )
}
