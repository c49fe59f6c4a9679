import { Button } from '@mantine/core'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { showManifest } from '../../stores/actions.ts'
import { ReportButton } from '../report/report-button.tsx'
import { verifyAgain } from './verify-again.ts'

/** What can follow a verify that has ended. */
export function VerifyActions({ run }: { readonly run: RunSnapshot }) {
  const { manifestId, runId } = run
  return (
    <>
      {manifestId !== undefined && (
        <>
          <Button variant="default" onClick={() => showManifest(manifestId)}>
            Open manifest
          </Button>
          <Button variant="default" onClick={() => verifyAgain(run)}>
            Verify again
          </Button>
        </>
      )}
      <ReportButton subject={{ type: 'run', runId }} />
    </>
  )
}
