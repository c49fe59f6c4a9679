import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import type { RunSnapshot } from '../../../shared/model/run.ts'
import { request } from '../../bridge/host.ts'
import { useBusy } from '../../components/use-busy.ts'
import { isActive } from '../../stores/runs-store.ts'

/** Pause, resume and cancel of a run under way. */
export function RunControls({ run }: { readonly run: RunSnapshot }) {
  const [isChanging, change] = useBusy()
  const [isCancelling, cancel] = useBusy()
  const { runId, state } = run
  if (!isActive(state)) return null
  const isPaused = state === 'paused'
  return (
    <>
      <Button
        variant="default"
        disabled={isChanging || isCancelling}
        leftSection={isPaused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
        onClick={() => change(() => request(isPaused ? 'run.resume' : 'run.pause', { runId }))}
      >
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
      <Button
        variant="default"
        disabled={isCancelling}
        leftSection={<IconX size={14} />}
        onClick={() => cancel(() => request('run.cancel', { runId }))}
      >
        Cancel
      </Button>
    </>
  )
}
