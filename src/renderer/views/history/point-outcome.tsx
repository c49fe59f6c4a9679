import {
  IconAlertTriangle,
  IconCamera,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  type Icon,
} from '@tabler/icons-react'
import type { HistoryPoint } from '../../../shared/ipc/ledger-schemas.ts'
import { describePoint, isProof } from './history-figures.ts'
import styles from './history.module.css'

function lookOf(point: HistoryPoint): { icon: Icon; tone: 'good' | 'warn' | 'bad' | 'quiet' } {
  if (point.kind === 'snapshot') return { icon: IconCamera, tone: 'quiet' }
  if (point.status === 'findings') return { icon: IconCircleX, tone: 'bad' }
  if (point.status === 'incomplete') return { icon: IconAlertTriangle, tone: 'warn' }
  return isProof(point) ? { icon: IconCircleCheck, tone: 'good' } : { icon: IconCircleDashed, tone: 'quiet' }
}

/** What a run said of the folder: icon, words and colour. */
export function PointOutcome({ point }: { readonly point: HistoryPoint }) {
  const { icon: OutcomeIcon, tone } = lookOf(point)
  return (
    <span className={styles.outcome} data-tone={tone}>
      <OutcomeIcon size={14} aria-hidden />
      <span className={styles.outcomeWords} title={describePoint(point)}>
        {describePoint(point)}
      </span>
    </span>
  )
}
