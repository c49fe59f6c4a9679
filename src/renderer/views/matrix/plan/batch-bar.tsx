import { Button } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import type { Batch } from '../../../../shared/ipc/matrix-schemas.ts'
import { useBusy } from '../../../components/use-busy.ts'
import { formatCount } from '../../../format/quantity.ts'
import { cancelBuilds, changeJobCount } from '../../../stores/matrix/build-actions.ts'
import type { CellTable } from '../../../stores/matrix/cell-table.ts'
import { attempt } from '../../../stores/notices.ts'
import { describeTimeLeft } from './batch-words.ts'
import { JobChoice } from './job-choice.tsx'
import styles from './plan.module.css'

interface Props {
  readonly planId: string
  readonly batch: Batch
  readonly table: CellTable
}

interface Part {
  readonly word: string
  readonly count: number
  readonly tone: 'good' | 'bad' | 'live' | 'quiet'
}

/** How the builds that were started here go on; gone when there are none. */
export function BatchBar({ planId, batch, table }: Props) {
  const [isCancelling, cancel] = useBusy()
  if (!batch.isActive) return null
  const parts: Part[] = [
    { word: 'done', count: batch.doneCount, tone: 'good' },
    { word: 'failed', count: batch.failedCount, tone: 'bad' },
    { word: 'building', count: table.countOf('building'), tone: 'live' },
    { word: 'queued', count: table.countOf('queued'), tone: 'quiet' },
  ]
  const total = parts.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className={styles.batch} aria-label="Builds">
      <span className={styles.batchTrack} aria-hidden>
        {parts.map(({ word, count, tone }) => (
          <span key={word} data-tone={tone} style={{ flexGrow: count }} />
        ))}
      </span>
      <p className={styles.batchWords} role="status">
        {parts
          .filter(({ count }) => count > 0)
          .map(({ word, count, tone }) => (
            <span key={word} data-tone={tone}>
              {formatCount(count)} {word}
            </span>
          ))}
        <span className={styles.dim}>
          of {formatCount(total)} · {describeTimeLeft(batch)}
        </span>
      </p>
      <JobChoice jobCount={batch.jobCount} onChoose={(count) => attempt(() => changeJobCount(planId, count))} />
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={14} />}
        loading={isCancelling}
        onClick={() => cancel(() => cancelBuilds(planId, null))}
      >
        Cancel all
      </Button>
    </section>
  )
}
