import { Button } from '@mantine/core'
import { IconTimeline } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import type { RunPageDetail } from '../../../shared/ipc/ledger-schemas.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { ViewHeader } from '../../components/view-header.tsx'
import { EventsModel } from '../../stores/events-model.ts'
import { attempt } from '../../stores/notices.ts'
import { formatRoute, navigate } from '../../stores/route-store.ts'
import { useRunDetail } from '../../stores/run-detail.ts'
import { EventsPanel } from './events/events-panel.tsx'
import { RunActions } from './run-actions.tsx'
import { RunFacts } from './run-facts.tsx'
import { RunLinks } from './run-links.tsx'
import { RunNotices } from './run-notices.tsx'
import { nameLane, nameOperation } from './run-words.ts'
import { ThroughputSection } from './throughput/throughput-section.tsx'
import styles from './run-page.module.css'

/** The events of a run, taken in as they come while it goes on. */
function useEvents({ run }: RunPageDetail): EventsModel {
  const isLive = run.status === 'started'
  const { runId, eventCount } = run
  // A run that ends while it is looked at stays as it was being read.
  const [model] = useState(() => new EventsModel(runId, isLive))
  useEffect(() => () => model.close(), [model])
  useEffect(() => {
    const known = model.totals?.eventCount
    if (known !== undefined && known < eventCount) attempt(() => model.extend())
  }, [model, eventCount])
  return model
}

function RunPageHeader({ detail }: { readonly detail: RunPageDetail }) {
  const { run } = detail
  const lane = nameLane(run)
  return (
    <ViewHeader
      title={
        <>
          <SafeText text={nameOperation(run)} />
          {lane !== '' && (
            <>
              &nbsp;
              <SafeText text={lane} />
            </>
          )}
        </>
      }
      subtitle={
        <span className={styles.subtitle}>
          <a className={styles.back} href={formatRoute({ view: 'runs', runId: null })}>
            Runs
          </a>
          <span className={styles.runId}>{run.runId}</span>
          <CopyButton text={run.runId} label="Copy the run’s id" />
          <PathText path={run.lane} isMono />
        </span>
      }
    >
      <RunActions detail={detail} />
    </ViewHeader>
  )
}

function ShownRun({ detail }: { readonly detail: RunPageDetail }) {
  const { run } = detail
  const model = useEvents(detail)
  const startMs = Date.parse(run.startTime)
  const isLive = run.status === 'started'
  return (
    <>
      <RunPageHeader detail={detail} />
      <RunFacts detail={detail} />
      <RunLinks detail={detail} />
      <RunNotices detail={detail} />
      <ThroughputSection
        runId={run.runId}
        startMs={startMs}
        isLive={isLive}
        onTime={(timeMs) => attempt(() => model.goTo(timeMs))}
      />
      <EventsPanel model={model} startMs={startMs} liveCount={isLive ? run.eventCount : null} />
    </>
  )
}

function NoRun({ runId, failure, onRetry }: { runId: string; failure: WireError; onRetry: () => void }) {
  const isUnknown = failure.code === 'unknown-run'
  return (
    <>
      <ViewHeader title={isUnknown ? 'No such run' : 'This run cannot be shown'} subtitle={<SafeText text={runId} />} />
      <div className={styles.failed}>
        <FailurePanel failure={failure}>
          {!isUnknown && (
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconTimeline size={14} />}
            onClick={() => navigate({ view: 'runs', runId: null })}
          >
            Go to all runs
          </Button>
        </FailurePanel>
      </div>
    </>
  )
}

function Skeleton({ runId }: { readonly runId: string }) {
  return (
    <>
      <ViewHeader title="Reading the run…" subtitle={<SafeText text={runId} />} />
      <div className={styles.skeleton} role="status" aria-label="Reading the run">
        {[64, 40, 88, 72, 80, 56].map((width) => (
          <span key={width} style={{ width: `${width}%` }} />
        ))}
      </div>
    </>
  )
}

/** All that the ledger has on a run: Assay's own or another program's, ended or going on. */
export function RunPageView({ runId }: { readonly runId: string }) {
  const { current, retry } = useRunDetail(runId)
  if (current.state === 'shown') return <ShownRun key={runId} detail={current.detail} />
  if (current.state === 'failed') return <NoRun runId={runId} failure={current.failure} onRetry={retry} />
  return <Skeleton runId={runId} />
}
