import type { ReactNode } from 'react'
import type { RunPageDetail } from '../../../shared/ipc/ledger-schemas.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Fact, Facts } from '../../components/facts.tsx'
import { RunStatusBadge } from '../../components/run-status.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { formatCount, formatDuration } from '../../format/quantity.ts'
import { formatLocal, formatUtc } from '../../format/time.ts'
import { describeOutcome } from './run-words.ts'
import styles from './run-page.module.css'

type Run = RunPageDetail['run']

const shownDigits = 8

function Tally({ count, tone }: { readonly count: number; readonly tone: 'bad' | 'warn' }) {
  return (
    <span className={styles.tally} data-tone={count > 0 ? tone : undefined}>
      {formatCount(count)}
    </span>
  )
}

/** Where the run stands in the ledger's chain, and the hash that the next one builds on. */
function ChainPlace({ run: { position, hash } }: { readonly run: Run }) {
  if (position === null || hash === null) return <span className={styles.dim}>when it ends</span>
  return (
    <>
      #{formatCount(position)}
      <span className={`mono ${styles.dim}`} title={`${hash}: the run after it in the ledger holds this hash`}>
        {hash.slice(0, shownDigits)}
      </span>
      <CopyButton text={hash} label="Copy the run’s hash" />
    </>
  )
}

function Duration({ run: { durationMs } }: { readonly run: Run }): ReactNode {
  return durationMs === null ? <span className={styles.dim}>not ended</span> : formatDuration(durationMs)
}

/** What the ledger says of a run, in one look. */
export function RunFacts({ detail }: { readonly detail: RunPageDetail }) {
  const { run, toolVersion } = detail
  const outcome = describeOutcome(run)
  return (
    <div className={styles.facts}>
      <Facts>
        <Fact label="Status">
          <RunStatusBadge status={run.status} />
        </Fact>
        {outcome !== null && <Fact label="Outcome">{outcome}</Fact>}
        <Fact label="Started">
          <time dateTime={run.startTime} title={formatUtc(run.startTime)}>
            {formatLocal(run.startTime)}
          </time>
        </Fact>
        <Fact label="Duration">
          <Duration run={run} />
        </Fact>
        <Fact label="Events">{formatCount(run.eventCount)}</Fact>
        <Fact label="Errors">
          <Tally count={run.errorCount} tone="bad" />
        </Fact>
        <Fact label="Warnings">
          <Tally count={run.warningCount} tone="warn" />
        </Fact>
        <Fact label="Chain">
          <ChainPlace run={run} />
        </Fact>
        <Fact label="Recorded by">
          {run.source === 'import' ? 'another program' : `Assay${toolVersion === null ? '' : ` ${toolVersion}`}`}
          {run.source === 'assay' && run.host !== '' && (
            <span className={styles.dim}>
              on <SafeText text={run.host} />
            </span>
          )}
        </Fact>
      </Facts>
    </div>
  )
}
