import { IconAlertTriangle, IconCheck, IconCircleDashedCheck, IconX } from '@tabler/icons-react'
import type { HistoryPoint } from '../../../shared/ipc/ledger-schemas.ts'
import type { PlotArea } from '../../components/plot/plot-axes.tsx'
import { isProof } from './history-figures.ts'
import { placeMarks, type Mark } from './history-layout.ts'
import styles from './history.module.css'

const markPx = 17
const tickPx = 3

interface Props {
  readonly points: readonly HistoryPoint[]
  readonly area: PlotArea
  readonly xOf: (timeMs: number) => number
}

function lookOf({ status, isProof: isProven }: Mark) {
  if (status === 'findings') return { icon: IconX, tone: 'bad' }
  if (status === 'incomplete') return { icon: IconAlertTriangle, tone: 'warn' }
  return isProven ? { icon: IconCheck, tone: 'good' } : { icon: IconCircleDashedCheck, tone: 'quiet' }
}

interface TicksProps {
  readonly marks: readonly Mark[]
  readonly top: number
  readonly heightPx: number
}

function Ticks({ marks, top, heightPx }: TicksProps) {
  return marks.map((mark) => (
    <rect
      key={mark.x}
      className={styles.tick}
      data-tone={lookOf(mark).tone}
      x={mark.x - tickPx / 2}
      y={top}
      width={tickPx - 0.5}
      height={heightPx}
    />
  ))
}

/** Whether there is no room for a mark for each check, so that proofs stand above the line and the others below it. */
export function isCrowded(points: readonly HistoryPoint[], area: PlotArea): boolean {
  return points.filter(({ status }) => status !== null).length * markPx > area.right - area.left
}

function CrowdedMarks({ points, area, xOf }: Props) {
  const middle = (area.top + area.bottom) / 2
  const heightPx = middle - area.top - 1
  const isBad = ({ status }: HistoryPoint): boolean => status === 'findings' || status === 'incomplete'
  return (
    <>
      <Ticks marks={placeMarks(points.filter(isProof), xOf, tickPx)} top={area.top} heightPx={heightPx} />
      <Ticks marks={placeMarks(points.filter(isBad), xOf, tickPx)} top={middle + 1} heightPx={heightPx} />
    </>
  )
}

function SingleMarks({ points, area, xOf }: Props) {
  const middle = (area.top + area.bottom) / 2
  return placeMarks(points, xOf, markPx).map((mark) => {
    const { icon: MarkIcon, tone } = lookOf(mark)
    return (
      <g key={mark.x} className={styles.mark} data-tone={tone}>
        <circle cx={mark.x} cy={middle} r={7.5} />
        <MarkIcon x={mark.x - 5.5} y={middle - 5.5} size={11} stroke={2.5} />
      </g>
    )
  })
}

/** When the folder was proven good, and when a check could not. */
export function ProofMarks(props: Props) {
  const { points, area } = props
  const middle = (area.top + area.bottom) / 2
  return (
    <g>
      <line className={styles.rail} x1={area.left} x2={area.right} y1={middle} y2={middle} />
      {isCrowded(points, area) ? <CrowdedMarks {...props} /> : <SingleMarks {...props} />}
    </g>
  )
}
