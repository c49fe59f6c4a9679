import type { CellDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import type { RunStatus } from '../../../../shared/model/ledger.ts'
import { RunStatusBadge } from '../../../components/run-status.tsx'
import { TimeText } from '../../../components/time-text.tsx'
import { formatDuration } from '../../../format/quantity.ts'
import { formatRoute } from '../../../stores/route-store.ts'
import styles from './cell.module.css'

/** The builds of a cell that the ledger has, newest first. */
export function CellRuns({ runs }: Pick<CellDetail, 'runs'>) {
  return (
    <section className={styles.runs} aria-label="Builds of this cell">
      <h2 className={styles.heading}>Builds</h2>
      {runs.length === 0 ? (
        <p className={styles.dim}>The ledger has no build of this cell.</p>
      ) : (
        <ul className={styles.runList}>
          {runs.map(({ runId, status, startMs, durationMs }) => (
            <li key={runId}>
              <a className={styles.run} href={formatRoute({ view: 'runs', runId })} title={runId}>
                <RunStatusBadge status={status as RunStatus} />
                <span className={styles.runWhen}>
                  <TimeText timestampUtc={new Date(startMs).toISOString()} />
                </span>
                <span className={styles.runTime}>{durationMs === null ? '' : formatDuration(durationMs)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
