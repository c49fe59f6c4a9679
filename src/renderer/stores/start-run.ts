import type { RunSnapshot } from '../../shared/model/run.ts'
import { showManifest } from './actions.ts'
import { useApp } from './app-store.ts'
import { navigate, parseRoute, shownRunId } from './route-store.ts'
import { useRuns } from './runs-store.ts'

/** Shows the snapshot that was asked for when the app was started: its manifest, or its progress until there is one. */
export function openStartRun(runId: string): void {
  const manifestId = manifestOf(useRuns.getState().runs.get(runId))
  if (manifestId === undefined) navigate({ view: 'run', runId })
  else showManifest(manifestId)
}

/** Goes on to the manifest once it is there, unless the user has gone elsewhere. */
export function followStartRun(run: RunSnapshot): void {
  // The address: a short run may end before the way to it has led to its view.
  const isShown = shownRunId(parseRoute(window.location.hash)) === run.runId
  const manifestId = manifestOf(run)
  if (isShown && manifestId !== undefined && run.runId === useApp.getState().description?.startRunId) {
    showManifest(manifestId)
  }
}

function manifestOf(run: RunSnapshot | undefined): string | undefined {
  return run?.state === 'completed' ? run.manifestId : undefined
}
