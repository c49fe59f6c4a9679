import { Button } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { PathText } from '../../components/path-text.tsx'
import { SafeText } from '../../components/safe-text.tsx'
import { ViewHeader } from '../../components/view-header.tsx'
import { nameOf } from '../../format/path.ts'
import { countOf } from '../../format/quantity.ts'
import { runCommand } from '../../shell/commands.tsx'
import { isActive } from '../../stores/runs-store.ts'
import { ReportButton } from '../report/report-button.tsx'
import { RunControls } from '../run/run-controls.tsx'
import { RunErrors } from '../run/run-errors.tsx'
import { RunLogLink } from '../run/run-log-link.tsx'
import { RunProgress } from '../run/run-progress.tsx'
import runStyles from '../run/run.module.css'
import { SnapshotResultCard } from './snapshot-result-card.tsx'

function CancelledCard({ run }: { readonly run: RunSnapshot }) {
  return (
    <section className={runStyles.result} data-tone="quiet" aria-label="Result">
      <IconBan size={24} className={runStyles.resultIcon} aria-hidden />
      <div className={runStyles.resultBody}>
        <h2 className={runStyles.resultTitle}>Snapshot cancelled</h2>
        <p className={runStyles.resultText}>
          {countOf(run.progress.filesDone, 'file')} had been read. No manifest was written. What was read is remembered,
          so that the next snapshot of this folder goes on from there.
        </p>
        <div className={runStyles.actions}>
          <Button variant="default" onClick={() => runCommand('snapshot-folder')}>
            Snapshot a folder
          </Button>
        </div>
      </div>
    </section>
  )
}

function FailedCard({ run }: { readonly run: RunSnapshot }) {
  if (run.failure === undefined) return null
  return (
    <FailurePanel failure={run.failure}>
      <Button variant="default" onClick={() => runCommand('snapshot-folder')}>
        Snapshot another folder
      </Button>
    </FailurePanel>
  )
}

/** A snapshot from its first file to its seal. */
export function SnapshotRunView({ run }: { readonly run: RunSnapshot }) {
  return (
    <>
      <ViewHeader
        title={
          <>
            Snapshot of&nbsp;
            <SafeText text={nameOf(run.directory)} />
          </>
        }
        subtitle={<PathText path={run.directory} isMono />}
      >
        <RunLogLink runId={run.runId} />
        <RunControls run={run} />
        {!isActive(run.state) && <ReportButton subject={{ type: 'run', runId: run.runId }} />}
      </ViewHeader>
      <div className={runStyles.page}>
        {isActive(run.state) && <RunProgress run={run} />}
        {run.result?.kind === 'snapshot' && run.state === 'completed' && (
          <SnapshotResultCard result={run.result} manifestId={run.manifestId} />
        )}
        {run.state === 'cancelled' && <CancelledCard run={run} />}
        {run.state === 'failed' && <FailedCard run={run} />}
        <RunErrors run={run} />
      </div>
    </>
  )
}
