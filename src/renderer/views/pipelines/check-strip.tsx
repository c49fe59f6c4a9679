import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import type { PipelineCheck, PipelineDetail } from '../../../shared/ipc/pipeline-schemas.ts'
import { request } from '../../bridge/host.ts'
import { SafeText } from '../../components/safe-text.tsx'
import { SizeText } from '../../components/size-text.tsx'
import { TimeText } from '../../components/time-text.tsx'
import { countOf, formatCount, formatSize } from '../../format/quantity.ts'
import { attempt } from '../../stores/notices.ts'
import { badFileStates } from '../../stores/pipelines/record-query.ts'
import { formatRoute } from '../../stores/route-store.ts'
import { sumCards } from './cards/card-facts.ts'
import { toUtc } from './times.ts'
import styles from './page.module.css'

function fractionOf(check: PipelineCheck): number | null {
  const { readsContents, filesDone, filesTotal, bytesDone, bytesTotal } = check
  if (readsContents && bytesTotal > 0) return bytesDone / bytesTotal
  return filesTotal === 0 ? null : filesDone / filesTotal
}

function Running({ pipelineId, check }: { readonly pipelineId: string; readonly check: PipelineCheck }) {
  const fraction = fractionOf(check)
  return (
    <>
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
      <span className={styles.checkWords}>
        {check.readsContents ? 'Reading' : 'Looking at'} {formatCount(check.filesDone)} of{' '}
        {countOf(check.filesTotal, 'file')}
        {check.readsContents && `, ${formatSize(check.bytesDone)} of ${formatSize(check.bytesTotal)}`}
      </span>
      <Button
        variant="default"
        size="compact-xs"
        onClick={() => attempt(() => request('pipeline.cancelCheck', { pipelineId }))}
      >
        Cancel
      </Button>
    </>
  )
}

interface StripProps {
  readonly detail: PipelineDetail
  /** Shows the records of files that need attention. */
  readonly onAttention: () => void
}

function Outcome({ detail, onAttention }: StripProps) {
  const { fileCounts } = detail
  const badCount = [...badFileStates].reduce((sum, state) => sum + fileCounts[state], 0)
  const lookedAt = Object.values(fileCounts).reduce((sum, count) => sum + count, 0) - fileCounts.unchecked
  if (badCount > 0) {
    return (
      <button type="button" className={styles.attention} title="Show them alone" onClick={onAttention}>
        <IconAlertTriangle size={14} aria-hidden />
        {countOf(badCount, 'file needs', 'files need')} attention
      </button>
    )
  }
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
      {check.state === 'cancelled' ? 'check cancelled' : check.readsContents ? 'contents verified' : 'sizes checked'}{' '}
      <TimeText timestampUtc={finishedUtc} />
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
          <Running pipelineId={folder.pipelineId} check={check} />
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
