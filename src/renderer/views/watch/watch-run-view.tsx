import { Button } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { request } from '../../bridge/host.ts'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { useBusy } from '../../components/use-busy.ts'
import { ViewHeader } from '../../components/view-header.tsx'
import { nameOf } from '../../format/path.ts'
import { showManifest, startWatch } from '../../stores/actions.ts'
import { attempt } from '../../stores/notices.ts'
import { hasFindings } from '../../stores/run-findings.ts'
import { isActive } from '../../stores/runs-store.ts'
import { ComparisonPanel } from '../compare/comparison-panel.tsx'
import { ReportButton } from '../report/report-button.tsx'
import { ResultBanner } from '../run/result-banner.tsx'
import { RunLogLink } from '../run/run-log-link.tsx'
import { RunProgress } from '../run/run-progress.tsx'
import runStyles from '../run/run.module.css'
import { stateOfWatch } from './watch-look.ts'
import { WatchStrip } from './watch-strip.tsx'

function watchAgain({ manifestId, location, isStrict = false }: RunSnapshot): void {
  if (manifestId === undefined) return
  attempt(() => startWatch({ manifestId, token: location.token, isStrict }))
}

function WatchActions({ run }: { readonly run: RunSnapshot }) {
  const [isStopping, stop] = useBusy()
  const { runId, manifestId } = run
  if (isActive(run.state)) {
    return (
      <Button
        variant="default"
        disabled={isStopping}
        leftSection={<IconPlayerStop size={14} />}
        onClick={() => stop(() => request('run.cancel', { runId }))}
      >
        Stop watching
      </Button>
    )
  }
  return (
    <>
      {manifestId !== undefined && (
        <>
          <Button variant="default" onClick={() => showManifest(manifestId)}>
            Open manifest
          </Button>
          <Button variant="default" onClick={() => watchAgain(run)}>
            Watch again
          </Button>
        </>
      )}
      <ReportButton subject={{ type: 'run', runId }} />
    </>
  )
}

/** A watch: how the folder has drifted as of now, and after its end as of then. */
export function WatchRunView({ run }: { readonly run: RunSnapshot }) {
  const isRunning = isActive(run.state)
  const result = run.result?.kind === 'watch' ? run.result : undefined
  const isCompared = stateOfWatch(run).comparedUtc !== null
  const isShown = result !== undefined || (isRunning ? isCompared : hasFindings(run))
  return (
    <>
      <ViewHeader
        title={
          <>
            Watch&nbsp;
            <SafeText text={nameOf(run.directory)} />
          </>
        }
        subtitle={<PathText path={run.directory} isMono />}
      >
        <RunLogLink runId={run.runId} />
        <WatchActions run={run} />
      </ViewHeader>
      {isRunning && <WatchStrip run={run} />}
      {isRunning && !isCompared && (
        <div className={runStyles.top}>
          <RunProgress run={run} />
        </div>
      )}
      {result !== undefined && <ResultBanner result={result} />}
      {run.failure !== undefined && (
        <div className={runStyles.top}>
          <FailurePanel failure={run.failure} />
        </div>
      )}
      {isShown && <ComparisonPanel runId={run.runId} onCompareAgain={() => watchAgain(run)} />}
    </>
  )
}
