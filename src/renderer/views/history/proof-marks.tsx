import { IconAlertTriangle, IconCheck, IconCircleDashedCheck, IconX } from '@tabler/icons-react'
import type { HistoryPoint } from '../../../shared/ipc/ledger-schemas.ts'
import type { PlotArea } from '../../components/plot/plot-axes.tsx'
import { placeMarks, type Mark } from './history-layout.ts'
import styles from './history.module.css'

const markPx = 16

interface Props {
  readonly points: readonly HistoryPoint[]
  readonly area: PlotArea
  readonly xOf: (timeMs: number) => number
}

function iconOf({ status, isProof }: Mark) {
  if (status === 'findings') return { icon: IconX, tone: 'bad' }
  if (status === 'incomplete') return { icon: IconAlertTriangle, tone: 'warn' }
  return isProof ? { icon: IconCheck, tone: 'good' } : { icon: IconCircleDashedCheck, tone: 'quiet' }
}

/** When the folder was proven good, and when a check could not. */
export function ProofMarks({ points, area, xOf }: Props) {
  const middle = (area.top + area.bottom) / 2
  return (
    <g>
      <line className={styles.rail} x1={area.left} x2={area.right} y1={middle} y2={middle} />
      {placeMarks(points, xOf, markPx).map((mark) => {
        const { icon: MarkIcon, tone } = iconOf(mark)
        return (
          <g key={mark.x} className={styles.mark} data-tone={tone}>
            <circle cx={mark.x} cy={middle} r={7.5} />
            <MarkIcon x={mark.x - 5.5} y={middle - 5.5} size={11} stroke={2.5} />
          </g>
        )
      })}
    </g>
  )
}
