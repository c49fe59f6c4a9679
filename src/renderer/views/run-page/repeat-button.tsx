import { Button, Modal, Tooltip } from '@mantine/core'
import { IconRefresh, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { RunPageDetail } from '../../../shared/ipc/ledger-schemas.ts'
import { request } from '../../bridge/host.ts'
import { PathText } from '../../components/path-text.tsx'
import { useBusy } from '../../components/use-busy.ts'
import { tell } from '../../stores/notices.ts'
import { planMove, routeOfRun } from '../../stores/route-store.ts'
import { readRun, useRuns } from '../../stores/runs-store.ts'
import styles from './repeat-button.module.css'

/** A reason is told to those who come by key too. */
const reachable = { hover: true, focus: true, touch: true }

/** Starts what the run did as a new run, and goes to where that is shown. */
async function repeatRun(runId: string, isReplacing: boolean): Promise<void> {
  const go = planMove()
  const repeated = await request('run.repeat', { runId, isReplacing })
  if (repeated.type === 'cell') {
    const { planId, cell } = repeated
    go({ view: 'matrix', planId, cell })
    return
  }
  if (repeated.type === 'run') await readRun(repeated.runId)
  const run = useRuns.getState().runs.get(repeated.runId)
  go(run === undefined ? { view: 'runs', runId: repeated.runId } : routeOfRun(run))
}

interface ReplaceProps {
  readonly path: string
  readonly isBusy: boolean
  readonly onReplace: () => void
  readonly onClose: () => void
}

/** Asks before a finished artifact is built anew. */
function ReplaceDialog({ path, isBusy, onReplace, onClose }: ReplaceProps) {
  return (
    <Modal opened onClose={onClose} title="Build it again?" size={520}>
      <div className={styles.body}>
        <p>This artifact is in its place. A new build replaces it, and it stays until that build has succeeded.</p>
        <div className={styles.path}>
          <PathText path={path} isMono />
        </div>
        <div className={styles.foot}>
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button loading={isBusy} leftSection={<IconRefresh size={14} />} onClick={onReplace}>
            Build again
          </Button>
        </div>
      </div>
    </Modal>
  )
}

/** Does again what the run did, or says why that cannot be from here. */
export function RepeatButton({ detail }: { readonly detail: RunPageDetail }) {
  const [isBusy, start] = useBusy()
  const [isAsking, setIsAsking] = useState(false)
  const { notRepeatable, replaces, run } = detail
  const repeat = (): void => {
    if (notRepeatable !== null) tell('This run cannot be run again here', notRepeatable)
    else if (replaces !== null) setIsAsking(true)
    else start(() => repeatRun(run.runId, false))
  }
  const replace = (): void =>
    start(async () => {
      await repeatRun(run.runId, true)
      setIsAsking(false)
    })
  return (
    <>
      <Tooltip label={notRepeatable ?? 'The same again, as a new run'} multiline maw={360} events={reachable}>
        {/* Not disabled by the attribute: the reason must be reachable by pointer and key. */}
        <Button
          variant="default"
          aria-disabled={notRepeatable !== null}
          {...(notRepeatable === null ? {} : { 'data-disabled': true })}
          loading={isBusy && !isAsking}
          leftSection={<IconRefresh size={14} />}
          onClick={repeat}
        >
          Run again{replaces === null ? '' : '…'}
        </Button>
      </Tooltip>
      {isAsking && replaces !== null && (
        <ReplaceDialog path={replaces} isBusy={isBusy} onReplace={replace} onClose={() => setIsAsking(false)} />
      )}
    </>
  )
}

/** Ends an audit or import that goes on. */
export function CancelButton({ runId }: { readonly runId: string }) {
  const [isBusy, start] = useBusy()
  return (
    <Button
      variant="default"
      disabled={isBusy}
      leftSection={<IconX size={14} />}
      onClick={() => start(() => request('run.cancel', { runId }))}
    >
      Cancel
    </Button>
  )
}
