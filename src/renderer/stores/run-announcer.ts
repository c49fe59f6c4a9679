import { notifications } from '@mantine/notifications'
import type { CompareResult, RunSnapshot, VerifyResult, WatchResult } from '../../shared/model/run.ts'
import { cutMiddle } from '../format/path.ts'
import { countOf } from '../format/quantity.ts'
import { escapeUnsafe } from '../format/safe-text.ts'
import { useApp } from './app-store.ts'
import { navigate, routeOfRun, shownRunId, useRoute } from './route-store.ts'
import { nameWork } from './run-names.ts'

/** What a run's end is called, in a few words. */
export function describeEnd(run: RunSnapshot): { title: string; color: string } {
  const work = nameWork(run.kind)
  if (run.state === 'failed') return { title: `${work} failed`, color: 'red' }
  if (run.state === 'cancelled') return { title: `${work} cancelled`, color: 'gray' }
  const { result } = run
  if (result === undefined || result.kind === 'snapshot') return describeSnapshot(result?.errorCount ?? 0)
  return describeComparison(result)
}

function describeSnapshot(errors: number): { title: string; color: string } {
  return errors > 0
    ? { title: `Snapshot done, ${countOf(errors, 'path')} could not be read`, color: 'orange' }
    : { title: 'Snapshot done', color: 'green' }
}

/** What each kind of comparison is called when it is done, and when nothing was found. */
const endWords = {
  verify: { done: 'Verified', clean: 'Verified: everything is as it was' },
  compare: { done: 'Compared', clean: 'Compared: nothing differs' },
  watch: { done: 'Watch ended', clean: 'Watch ended: everything is as it was' },
} as const

function describeComparison(result: VerifyResult | CompareResult | WatchResult): { title: string; color: string } {
  if (result.status === 'incomplete') return { title: `${nameWork(result.kind)} is incomplete`, color: 'orange' }
  const { done, clean } = endWords[result.kind]
  if (result.status === 'findings')
    return { title: `${done}: ${countOf(result.findingCount, 'finding')}`, color: 'red' }
  const isQuick = result.kind === 'verify' && result.isQuick
  return { title: isQuick ? 'Verified by size and time: clean' : clean, color: 'green' }
}

export function isWatched(runId: string): boolean {
  const { route } = useRoute.getState()
  return shownRunId(route) === runId && document.visibilityState === 'visible'
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
      navigate(routeOfRun(run))
    },
  })
}
