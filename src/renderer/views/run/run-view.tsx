import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { toWire } from '../../bridge/host.ts'
import { FailurePanel } from '../../components/failure-panel.tsx'
import { ViewHeader } from '../../components/view-header.tsx'
import { navigate } from '../../stores/route-store.ts'
import { readRun, useRun } from '../../stores/runs-store.ts'
import { CompareRunView } from '../compare/compare-run-view.tsx'
import { SnapshotRunView } from '../snapshot/snapshot-run-view.tsx'
import { WatchRunView } from '../watch/watch-run-view.tsx'
import { VerifyRunView } from '../verify/verify-run-view.tsx'
import styles from './run.module.css'

function KnownRun({ run }: { readonly run: RunSnapshot }) {
  if (run.kind === 'snapshot') return <SnapshotRunView run={run} />
  if (run.kind === 'watch') return <WatchRunView run={run} />
  return run.kind === 'verify' ? <VerifyRunView run={run} /> : <CompareRunView run={run} />
}

/** A run by its id, whatever its kind and moment. */
export function RunView({ runId }: { readonly runId: string }) {
  const run = useRun(runId)
  const [failure, setFailure] = useState<WireError | null>(null)
  useEffect(() => {
    readRun(runId).catch((error: unknown) => setFailure(toWire(error)))
  }, [runId])
  if (run !== undefined) return <KnownRun run={run} />
  return (
    <>
      <ViewHeader title={failure === null ? 'Reading the run…' : 'No such run'} subtitle={runId} />
      {failure !== null && (
        <div className={styles.page}>
          <FailurePanel failure={failure}>
            <Button variant="default" onClick={() => navigate({ view: 'library' })}>
              Go to the library
            </Button>
          </FailurePanel>
        </div>
      )}
    </>
  )
}
