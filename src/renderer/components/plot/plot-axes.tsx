import type { Tick, ValueScale } from './ticks.ts'
import styles from './plot.module.css'

/** Where in a picture the values are drawn, in pixels. */
export interface PlotArea {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

interface ValueAxisProps {
  readonly area: PlotArea
  readonly scale: ValueScale
  readonly format: (value: number) => string
  readonly side?: 'left' | 'right'
}

export function yOf(value: number, area: PlotArea, scale: ValueScale): number {
  return area.bottom - (value / scale.top) * (area.bottom - area.top)
}

/** Lines across for round values, and the values at one side. */
export function ValueAxis({ area, scale, format, side = 'left' }: ValueAxisProps) {
  return (
    <g>
      {scale.ticks.map((tick) => {
        const y = Math.round(yOf(tick, area, scale)) + 0.5
        return (
          <g key={tick}>
            {side === 'left' && <line className={styles.rule} x1={area.left} x2={area.right} y1={y} y2={y} />}
            <text
              className={styles.label}
              x={side === 'left' ? area.left - 8 : area.right + 8}
              y={y}
              dominantBaseline="middle"
              textAnchor={side === 'left' ? 'end' : 'start'}
            >
              {format(tick)}
            </text>
          </g>
        )
      })}
    </g>
  )
}

interface TimeAxisProps {
  readonly area: PlotArea
  readonly ticks: readonly Tick[]
  readonly xOf: (value: number) => number
  /** Without words where a plot below has them. */
  readonly isLabelled?: boolean
}

const labelRoomPx = 28

/** Marks along the foot for round times. */
export function TimeAxis({ area, ticks, xOf, isLabelled = true }: TimeAxisProps) {
  const shown = ticks.filter(({ value }) => xOf(value) >= area.left - 1 && xOf(value) <= area.right + 1)
  return (
    <g>
      <line className={styles.axis} x1={area.left} x2={area.right} y1={area.bottom + 0.5} y2={area.bottom + 0.5} />
      {shown.map(({ value, label }) => {
        const x = Math.round(xOf(value)) + 0.5
        const isAtEnd = x > area.right - labelRoomPx
        return (
          <g key={value}>
            <line className={styles.axis} x1={x} x2={x} y1={area.bottom} y2={area.bottom + 4} />
            {isLabelled && (
              <text
                className={styles.label}
                x={isAtEnd ? area.right : x}
                y={area.bottom + 16}
                textAnchor={isAtEnd ? 'end' : 'middle'}
              >
                {label}
              </text>
            )}
          </g>
        )
      })}
    </g>
  )
}
