import type { HistoryPoint } from '../../../shared/ipc/ledger-schemas.ts'
import { ValueAxis, type PlotArea } from '../../components/plot/plot-axes.tsx'
import { scaleValues } from '../../components/plot/ticks.ts'
import { verdictColor, verdictOrder } from '../../components/verdict-look.tsx'
import { formatCount } from '../../format/quantity.ts'
import { driftOf } from './history-figures.ts'
import { placeBars } from './history-layout.ts'

const barPx = 6
/** What is there must be seen beside what is much. */
const leastPx = 2

interface Props {
  readonly points: readonly HistoryPoint[]
  readonly area: PlotArea
  readonly xOf: (timeMs: number) => number
}

function Bar({ point, x, area, top }: { point: HistoryPoint; x: number; area: PlotArea; top: number }) {
  let bottom = area.bottom
  return driftOf(point, verdictOrder).map(({ verdict, count }) => {
    const heightPx = Math.max(leastPx, (count / top) * (area.bottom - area.top))
    bottom = Math.max(area.top, bottom - heightPx)
    return (
      <rect
        key={verdict}
        x={x - barPx / 2}
        y={bottom}
        width={barPx}
        height={heightPx}
        style={{ fill: verdictColor(verdict) }}
      />
    )
  })
}

/** What each check found, by verdict, the loudest at the foot. */
export function DriftBars({ points, area, xOf }: Props) {
  const scale = scaleValues(Math.max(0, ...points.map(({ findingCount }) => findingCount ?? 0)), 2, true)
  return (
    <g>
      <ValueAxis area={area} scale={scale} format={formatCount} />
      {placeBars(points, xOf, barPx + 1).map((point) => (
        <Bar key={point.runId} point={point} x={Math.round(xOf(point.timeMs))} area={area} top={scale.top} />
      ))}
    </g>
  )
}
