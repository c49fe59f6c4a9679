import { Button } from '@mantine/core'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { showManifest } from '../../stores/actions.ts'
import { showDialog } from '../../stores/dialog-store.ts'

/** What can follow a verify that has ended. */
export function VerifyActions({ run }: { readonly run: RunSnapshot }) {
  const { manifestId } = run
  if (manifestId === undefined) return null
  const choices =
    run.result?.kind === 'verify' ? { isQuick: run.result.isQuick, isStrict: run.result.isStrict } : undefined
  return (
    <>
      <Button variant="default" onClick={() => showManifest(manifestId)}>
        Open manifest
      </Button>
      <Button
        variant="default"
        onClick={() => showDialog({ kind: 'verify', manifestId, location: run.location, ...choices })}
      >
        Verify again
      </Button>
    </>
  )
}
