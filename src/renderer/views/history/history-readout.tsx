import type { HistoryPoint } from '../../../shared/ipc/ledger-schemas.ts'
import { VerdictTally } from '../../components/drift-status.tsx'
import { SizeText } from '../../components/size-text.tsx'
import { countOf } from '../../format/quantity.ts'
import { formatLocal, formatUtc } from '../../format/time.ts'
import { PointOutcome } from './point-outcome.tsx'
import styles from './history.module.css'

/** The figures of the point that the crosshair is at. */
export function HistoryReadout({ point }: { readonly point: HistoryPoint | undefined }) {
  if (point === undefined) {
    return <p className={styles.readout}>Point at the plots or walk them by arrow keys for their figures.</p>
  }
  const timestamp = new Date(point.timeMs).toISOString()
  return (
    <p className={styles.readout}>
      <time dateTime={timestamp} title={formatUtc(timestamp)} className={styles.when}>
        {formatLocal(timestamp)}
      </time>
      <span>{point.kind}</span>
      <PointOutcome point={point} />
      <VerdictTally counts={point.counts} />
      {point.fileCount !== null && <span>{countOf(point.fileCount, 'file')}</span>}
      {point.totalSizeBytes !== null && <SizeText sizeBytes={point.totalSizeBytes} />}
    </p>
  )
}
