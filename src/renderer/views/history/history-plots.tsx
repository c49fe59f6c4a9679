import { useResizeObserver } from '@mantine/hooks'
import { useMemo } from 'react'
import type { HistoryPoint } from '../../../shared/ipc/ledger-schemas.ts'
import { TimeAxis, ValueAxis, yOf, type PlotArea } from '../../components/plot/plot-axes.tsx'
import { levelPath } from '../../components/plot/plot-path.ts'
import { PlotSurface } from '../../components/plot/plot-surface.tsx'
import { calendarTicks, scaleValues, type Tick } from '../../components/plot/ticks.ts'
import { formatCount, formatSize } from '../../format/quantity.ts'
import { formatLocal } from '../../format/time.ts'
import { DriftBars } from './drift-bars.tsx'
import { describePoint } from './history-figures.ts'
import { levelsOf, timeDomain } from './history-layout.ts'
import { isCrowded, ProofMarks } from './proof-marks.tsx'
import styles from './history.module.css'

const leftPx = 76
const rightPx = 20
const pxPerTick = 110
const captionPx = 21
/** Heights of the four plots, and of the axis under all of them. */
const heights = { proof: 24, drift: 74, files: 58, size: 58, axis: 24 } as const

interface Props {
  readonly points: readonly HistoryPoint[]
  readonly index: number | null
  readonly onMove: (index: number | null) => void
  readonly onChoose: (index: number) => void
}

interface SeriesProps {
  readonly points: readonly HistoryPoint[]
  readonly area: PlotArea
  readonly xOf: (timeMs: number) => number
  readonly valueOf: (point: HistoryPoint) => number | null
  readonly format: (value: number) => string
  readonly isWhole: boolean
}

const dotsBelow = 60

/** One figure over time: it holds until another is known; a few points have a dot each. */
function Series({ points, area, xOf, valueOf, format, isWhole }: SeriesProps) {
  const scale = scaleValues(Math.max(0, ...points.map((point) => valueOf(point) ?? 0)), 2, isWhole)
  const levels = levelsOf(points, valueOf, xOf, (value) => yOf(value, area, scale))
  return (
    <g>
      <ValueAxis area={area} scale={scale} format={format} />
      <path className={styles.line} d={levelPath(levels)} />
      {levels.length <= dotsBelow &&
        levels.map(({ fromX, y }) => <circle key={fromX} className={styles.dot} cx={fromX} cy={y ?? 0} r={2.5} />)}
    </g>
  )
}

interface Areas {
  readonly proof: PlotArea
  readonly drift: PlotArea
  readonly files: PlotArea
  readonly size: PlotArea
  readonly heightPx: number
}

/** The plots one under another, each below its caption. */
function stackAreas(widthPx: number): Areas {
  const sides = { left: leftPx, right: widthPx - rightPx }
  let bottom = 0
  const next = (heightPx: number): PlotArea => {
    const top = bottom + captionPx
    bottom = top + heightPx
    return { ...sides, top, bottom }
  }
  const [proof, drift] = [next(heights.proof), next(heights.drift)]
  const [files, size] = [next(heights.files), next(heights.size)]
  return { proof, drift, files, size, heightPx: bottom + heights.axis }
}

function Caption({ area, text }: { readonly area: PlotArea; readonly text: string }) {
  return (
    <text className={styles.caption} x={area.left} y={area.top - 6}>
      {text}
    </text>
  )
}

function Pictures({
  points,
  areas,
  xOf,
  ticks,
}: {
  points: readonly HistoryPoint[]
  areas: Areas
  xOf: (timeMs: number) => number
  ticks: readonly Tick[]
}) {
  const { proof, drift, files, size } = areas
  return (
    <>
      <Caption
        area={proof}
        text={isCrowded(points, proof) ? 'Proven good above the line, findings or incomplete below' : 'Proven good'}
      />
      <ProofMarks points={points} area={proof} xOf={xOf} />
      <Caption area={drift} text="Findings of each check" />
      <DriftBars points={points} area={drift} xOf={xOf} />
      <Caption area={files} text="Files" />
      <Series
        points={points}
        area={files}
        xOf={xOf}
        valueOf={(point) => point.fileCount}
        format={formatCount}
        isWhole
      />
      <Caption area={size} text="Size" />
      <Series
        points={points}
        area={size}
        xOf={xOf}
        valueOf={(point) => point.totalSizeBytes}
        format={formatSize}
        isWhole={false}
      />
      {[drift, files].map((area) => (
        <TimeAxis key={area.top} area={area} ticks={ticks} xOf={xOf} isLabelled={false} />
      ))}
      <TimeAxis area={size} ticks={ticks} xOf={xOf} />
    </>
  )
}

function describeWhole(point: HistoryPoint | undefined): string {
  if (point === undefined) return ''
  const { timeMs, kind, fileCount, totalSizeBytes } = point
  const figures = [
    fileCount === null ? '' : `${formatCount(fileCount)} files`,
    totalSizeBytes === null ? '' : formatSize(totalSizeBytes),
  ]
  const words = [formatLocal(new Date(timeMs).toISOString()), `${kind}: ${describePoint(point)}`, ...figures]
  return words.filter((word) => word !== '').join(', ')
}

/** What became of a folder: proof, drift, files and size over the same time. */
export function HistoryPlots({ points, index, onMove, onChoose }: Props) {
  const [boxRef, { width }] = useResizeObserver<HTMLDivElement>()
  const widthPx = Math.max(320, Math.floor(width))
  const areas = useMemo(() => stackAreas(widthPx), [widthPx])
  const { xOf, ticks, positions } = useMemo(() => {
    const [from, to] = timeDomain(points)
    const span = widthPx - leftPx - rightPx
    const toX = (timeMs: number): number => leftPx + ((timeMs - from) / (to - from)) * span
    const times = calendarTicks(from, to, Math.max(2, Math.floor(span / pxPerTick)))
    return { xOf: toX, ticks: times, positions: points.map(({ timeMs }) => toX(timeMs)) }
  }, [points, widthPx])
  const pictures = useMemo(
    () => <Pictures points={points} areas={areas} xOf={xOf} ticks={ticks} />,
    [points, areas, xOf, ticks],
  )
  const crossX = index === null ? undefined : positions[index]
  return (
    <div ref={boxRef} className={styles.plots}>
      <PlotSurface
        label="History of the folder over time; Enter opens the run"
        positions={positions}
        index={index}
        onMove={onMove}
        onChoose={onChoose}
        describe={(at) => describeWhole(points[at])}
      >
        <svg width={widthPx} height={areas.heightPx} aria-hidden>
          {pictures}
          {crossX !== undefined && (
            <line className={styles.cross} x1={crossX} x2={crossX} y1={areas.proof.top} y2={areas.size.bottom} />
          )}
        </svg>
      </PlotSurface>
    </div>
  )
}
