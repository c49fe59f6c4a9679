import type { RunStatus } from '../../../../shared/model/ledger.ts'
import { RunStatusBadge } from '../../../components/run-status.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { countOf, formatDuration } from '../../../format/quantity.ts'
import { formatLocal } from '../../../format/time.ts'
import type { RunRow } from '../../../stores/ledger-runs/run-table.ts'
import styles from './timeline.module.css'

export interface TipPlace {
  readonly index: number
  readonly xPx: number
  readonly yPx: number
}

const tipWidthPx = 280

interface Props {
  readonly run: RunRow
  readonly nowMs: number
  readonly place: TipPlace
  readonly boxWidthPx: number
}

/** What is known of the run under the pointer. */
export function RunTip({ run, nowMs, place, boxWidthPx }: Props) {
  const left = Math.max(4, Math.min(place.xPx + 14, boxWidthPx - tipWidthPx - 4))
  return (
    <div className={styles.tip} style={{ left, top: place.yPx + 16, width: tipWidthPx }} aria-hidden>
      <p className={styles.tipHead}>
        <strong>{run.operation}</strong> <RunStatusBadge status={run.status as RunStatus} />
      </p>
      <p className={styles.tipPath}>
        <SafeText text={run.lane} />
      </p>
      <p>
        {formatLocal(new Date(run.startMs).toISOString())}, {formatDuration((run.endMs ?? nowMs) - run.startMs)}
      </p>
      <p className={styles.tipDim}>
        {countOf(run.eventCount, 'event')}
        {run.errorCount > 0 && `, ${countOf(run.errorCount, 'error')}`}
        {run.warningCount > 0 && `, ${countOf(run.warningCount, 'warning')}`} · {run.runId}
      </p>
    </div>
  )
}
