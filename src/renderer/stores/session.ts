import type { RunSnapshot } from '../../shared/model/run.ts'
import { subscribe, watchConnection } from '../bridge/host.ts'
import { loadApp, loadDescription, loadSettings, useApp } from './app-store.ts'
import { addFile } from './actions.ts'
import { dismissAll, queueDialog } from './dialog-store.ts'
import { loadLibrary } from './library-store.ts'
import { reopenManifests } from './manifests-store.ts'
import { attempt } from './notices.ts'
import { announceEnd, isWatched } from './run-announcer.ts'
import { followFragment } from './route-store.ts'
import { loadRuns, recordRun } from './runs-store.ts'
import { followStartRun, openStartRun } from './start-run.ts'

async function loadEverything(isFirst: boolean): Promise<void> {
  const [description] = await Promise.all([loadApp(), loadLibrary(), loadRuns()])
  // Reading the settings and the library may have found them damaged.
  attempt(loadDescription)
  const isAtStart = window.location.hash === '' || window.location.hash === '#/library'
  if (isFirst && isAtStart && description.startRunId !== null) openStartRun(description.startRunId)
}

const announceAfterMs = 500

function handleRun(run: RunSnapshot): void {
  if (!recordRun(run)) return
  followStartRun(run)
  // Work that ends at once ends before its view is shown, and would be announced to somebody who looks at it.
  if (!isWatched(run.runId)) setTimeout(() => announceEnd(run), announceAfterMs)
  attempt(loadLibrary)
  attempt(loadDescription)
}

function watchHost(): () => void {
  let hasConnected = false
  return watchConnection((connection) => {
    useApp.setState({ connection })
    if (connection !== 'connected') return
    const isFirst = !hasConnected
    hasConnected = true
    attempt(() => loadEverything(isFirst))
    if (!isFirst) attempt(reopenManifests)
  })
}

/** What another window has changed is seen by who comes back to this one. */
function watchFocus(): () => void {
  const refresh = (): void => attempt(loadSettings)
  window.addEventListener('focus', refresh)
  return () => window.removeEventListener('focus', refresh)
}

/** Connects the stores to the host; returns how to disconnect them. */
export function startSession(): () => void {
  const stops = [
    followFragment(dismissAll),
    watchHost(),
    watchFocus(),
    subscribe('run.changed', handleRun),
    subscribe('library.changed', () => attempt(loadLibrary)),
    subscribe('location.opened', ({ location, type }) => {
      if (type === 'folder') queueDialog({ kind: 'snapshot', location, baseManifestId: null })
      else attempt(() => addFile(location))
    }),
  ]
  return () => stops.forEach((stop) => stop())
}
