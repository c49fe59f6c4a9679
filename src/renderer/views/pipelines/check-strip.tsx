import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import type { PipelineCheck, PipelineDetail } from '../../../shared/ipc/pipeline-schemas.ts'
import { SafeText } from '../../components/safe-text.tsx'
import { SizeText } from '../../components/size-text.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { countOf } from '../../format/quantity.ts'
import { badFileStates } from '../../stores/pipelines/record-query.ts'
import { formatRoute } from '../../stores/route-store.ts'
import { sumCards } from './cards/card-facts.ts'
import { CancelCheck, CheckProgress, CheckTrack } from './check-progress.tsx'
import { describeEnd, describeRest } from './check-words.ts'
import { toUtc } from './times.ts'
import styles from './page.module.css'

interface StripProps {
  readonly detail: PipelineDetail
  /** Shows the records of files that need attention. */
  readonly onAttention: () => void
}

function countBad({ fileCounts }: PipelineDetail): number {
  return [...badFileStates].reduce((sum, state) => sum + fileCounts[state], 0)
}

/** Leads to the records of the files that are not as they should be, as far as they are known. */
function Attention({ detail, onAttention }: StripProps) {
  const badCount = countBad(detail)
  if (badCount === 0) return null
  return (
    <button type="button" className={styles.attention} title="Show them alone" onClick={onAttention}>
      <IconAlertTriangle size={14} aria-hidden />
      {countOf(badCount, 'file needs', 'files need')} attention
    </button>
  )
}

function Outcome({ detail, onAttention }: StripProps) {
  const { fileCounts } = detail
  const lookedAt = Object.values(fileCounts).reduce((sum, count) => sum + count, 0) - fileCounts.unchecked
  if (countBad(detail) > 0) return <Attention detail={detail} onAttention={onAttention} />
  if (detail.isLooking && fileCounts.unchecked > 0) {
    return <span className={styles.outcome}>looking at the files…</span>
  }
  if (lookedAt === 0) return null
  return (
    <span className={styles.outcome} data-tone="good">
      <IconCircleCheck size={14} aria-hidden />
      {fileCounts.unchecked > 0
        ? `as recorded, of ${countOf(lookedAt, 'file')} looked at`
        : fileCounts.present > 0
          ? 'every file is there, in its size'
          : 'every file is there, with its contents'}
    </span>
  )
}

function LastCheck({ check }: { readonly check: PipelineCheck }) {
  const finishedUtc = toUtc(check.finishedMs)
  if (check.state === 'failed') {
    return (
      <span className={styles.outcome} data-tone="bad">
        <IconAlertTriangle size={14} aria-hidden />
        <SafeText text={`The check failed: ${check.failure?.message ?? 'it stopped'}`} />
      </span>
    )
  }
  if (check.state === 'never' || finishedUtc === null) {
    return (
      <span className={styles.outcome}>
        <IconCircleDashed size={14} aria-hidden />
        no full check yet
      </span>
    )
  }
  return (
    <span className={styles.outcome}>
      <span className={styles.checkWords}>
        {describeEnd(check)} <TimeText timestampUtc={finishedUtc} />
        {describeRest(check)}
      </span>
      {check.runId !== null && (
        <a className={styles.runLink} href={formatRoute({ view: 'runs', runId: check.runId })}>
          Run
        </a>
      )}
    </span>
  )
}

/** What there is in all, and how the files stood when they were looked at; while that goes on, how far it is. */
export function CheckStrip({ detail, onAttention }: StripProps) {
  const { check, folder, manifests } = detail
  const { recordCount, totalSizeBytes } = sumCards(manifests)
  return (
    <div className={styles.strip}>
      {check.state === 'running' && <CheckTrack check={check} />}
      <span className={styles.sums}>
        {countOf(manifests.length, 'manifest')}, {countOf(recordCount, 'record')},{' '}
        <SizeText sizeBytes={totalSizeBytes} />
        {detail.duplicateCount > 0 && (
          <span title="More than one manifest records them">
            , {countOf(detail.duplicateCount, 'duplicate content')}
          </span>
        )}
      </span>
      <span className={styles.check} role={check.state === 'running' ? undefined : 'status'}>
        {check.state === 'running' ? (
          <>
            <CheckProgress check={check} />
            <Attention detail={detail} onAttention={onAttention} />
            <CancelCheck pipelineId={folder.pipelineId} />
          </>
        ) : (
          <>
            <Outcome detail={detail} onAttention={onAttention} />
            <LastCheck check={check} />
          </>
        )}
      </span>
    </div>
  )
}
