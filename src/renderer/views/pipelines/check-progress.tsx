import { Button } from '@mantine/core'
import type { PipelineCheck } from '../../../shared/ipc/pipeline-schemas.ts'
import { request } from '../../bridge/host.ts'
import { useBusy } from '../../components/use-busy.ts'
import { usePipeline } from '../../stores/pipelines/pipeline-store.ts'
import { describeProgress, describeTimeLeft, fractionOf } from './check-words.ts'
import styles from './page.module.css'

interface CheckProps {
  readonly check: PipelineCheck
}

export function CheckTrack({ check }: CheckProps) {
  const fraction = fractionOf(check)
  return (
    <span
      className={styles.track}
      role="progressbar"
      aria-label="Check of the files"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={fraction === null ? undefined : Math.floor(fraction * 100)}
    >
      <span
        className={fraction === null ? styles.trackUnknown : styles.trackBar}
        style={fraction === null ? undefined : { transform: `scaleX(${Math.min(1, fraction)})` }}
      />
    </span>
  )
}

/** How far the check is, and how long the rest takes. */
export function CheckProgress({ check }: CheckProps) {
  const samples = usePipeline((state) => state.checkSamples)
  const left = describeTimeLeft(check, samples)
  return (
    <span className={styles.checkWords}>
      {describeProgress(check)}
      {left !== null && `, ${left}`}
    </span>
  )
}

export function CancelCheck({ pipelineId }: { readonly pipelineId: string }) {
  const [isBusy, run] = useBusy()
  return (
    <Button
      variant="default"
      size="compact-xs"
      loading={isBusy}
      onClick={() => run(() => request('pipeline.cancelCheck', { pipelineId }))}
    >
      Cancel
    </Button>
  )
}
