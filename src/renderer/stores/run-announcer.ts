import { notifications } from '@mantine/notifications'
import type { RunSnapshot } from '../../shared/model/run.ts'
import { cutMiddle } from '../format/path.ts'
import { countOf } from '../format/quantity.ts'
import { escapeUnsafe } from '../format/safe-text.ts'
import { useApp } from './app-store.ts'
import { navigate, useRoute } from './route-store.ts'

/** What a run's end is called, in a few words. */
export function describeEnd(run: RunSnapshot): { title: string; color: string } {
  const work = run.kind === 'snapshot' ? 'Snapshot' : 'Verify'
  if (run.state === 'failed') return { title: `${work} failed`, color: 'red' }
  if (run.state === 'cancelled') return { title: `${work} cancelled`, color: 'gray' }
  if (run.result?.kind !== 'verify') {
    const errors = run.result?.errorCount ?? 0
    return errors > 0
      ? { title: `Snapshot done, ${countOf(errors, 'path')} could not be read`, color: 'orange' }
      : { title: 'Snapshot done', color: 'green' }
  }
  if (run.result.status === 'clean') {
    const title = run.result.isQuick ? 'Verified by size and time: clean' : 'Verified: everything is as it was'
    return { title, color: 'green' }
  }
  if (run.result.status === 'incomplete') return { title: 'Verify is incomplete', color: 'orange' }
  return { title: `Verified: ${countOf(run.result.findingCount, 'finding')}`, color: 'red' }
}

export function isWatched(runId: string): boolean {
  const { route } = useRoute.getState()
  return route.view === 'run' && route.runId === runId && document.visibilityState === 'visible'
}

/** Tells of the end of work the user is not looking at. */
export function announceEnd(run: RunSnapshot): void {
  const wantsNotice = useApp.getState().settings?.notifyWhenDone ?? true
  if (!wantsNotice || run.state === 'cancelled' || isWatched(run.runId)) return
  const { title, color } = describeEnd(run)
  notifications.show({
    id: run.runId,
    title,
    message: escapeUnsafe(cutMiddle(run.directory, 56)),
    color,
    autoClose: 10_000,
    style: { cursor: 'pointer' },
    onClick: () => {
      notifications.hide(run.runId)
      navigate({ view: 'run', runId: run.runId })
    },
  })
}
