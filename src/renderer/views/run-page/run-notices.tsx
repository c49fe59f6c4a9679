import { IconInfoCircle, IconPlugConnectedX } from '@tabler/icons-react'
import type { RunPageDetail } from '../../../shared/ipc/ledger-schemas.ts'
import { FailurePanel } from '../../components/failure-panel.tsx'
import styles from './run-page.module.css'

/** What a failure, or an end that nobody recorded, means, and what to do now. */
export function RunNotices({ detail }: { readonly detail: RunPageDetail }) {
  const { run, failure } = detail
  if (run.status === 'aborted') {
    return (
      <div className={styles.notice} data-tone="bad" role="note">
        <IconPlugConnectedX size={18} aria-hidden />
        <p>
          <strong>The program ended before this run did</strong>: a crash, a kill or a power cut. What it recorded until
          then is below. It has no result: nothing can be concluded from it. Run it again.
        </p>
      </div>
    )
  }
  if (failure !== null) {
    return (
      <div className={styles.failure}>
        <FailurePanel failure={failure} />
      </div>
    )
  }
  if (run.status !== 'failed') return null
  return (
    <div className={styles.notice} data-tone="bad" role="note">
      <IconInfoCircle size={18} aria-hidden />
      <p>
        <strong>This run failed.</strong>{' '}
        {run.errorCount > 0 ? 'Its errors are the first events below.' : 'It recorded no error.'}
      </p>
    </div>
  )
}
