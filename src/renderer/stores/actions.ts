import type { RequestInput } from '../../shared/ipc/contract.ts'
import type { Location } from '../../shared/ipc/library-schemas.ts'
import { request, toWire } from '../bridge/host.ts'
import { useApp } from './app-store.ts'
import { pickInApp, showDialog, type PickType } from './dialog-store.ts'
import { loadLibrary } from './library-store.ts'
import { closeManifest, openManifest } from './manifests-store.ts'
import { tell } from './notices.ts'
import { navigate, planMove, useRoute } from './route-store.ts'
import { readRun } from './runs-store.ts'

/** A folder or manifest chosen by the user: natively where the host can, else in the app. */
export function pickLocation(type: PickType): Promise<Location | null> {
  const hasDialogs = useApp.getState().description?.capabilities.hasNativeDialogs ?? false
  return hasDialogs ? request('location.pick', { type }) : pickInApp(type)
}

export async function chooseSnapshotFolder(): Promise<void> {
  const location = await pickLocation('folder')
  if (location !== null) showDialog({ kind: 'snapshot', location, baseManifestId: null })
}

export async function chooseManifest(): Promise<void> {
  const location = await pickLocation('manifest')
  if (location !== null) await addManifest(location)
}

export async function addManifest(location: Location): Promise<void> {
  const go = planMove()
  const { manifestId } = await request('library.add', { token: location.token })
  await loadLibrary()
  void openManifest(manifestId)
  go({ view: 'manifest', manifestId })
}

/** Shows the run of a log, and says what in it does not add up. */
async function importRunLog({ token }: Location): Promise<void> {
  const go = planMove()
  const { runId, outcome, warnings } = await request('runLog.import', { token })
  go({ view: 'runs', runId })
  if (warnings.length > 0) tell('This run log does not add up', warnings.join(' '))
  else if (outcome === 'known') tell('Imported before', 'This very run log is in the ledger already.')
}

/** Has the user choose a run log, takes it into the ledger, and shows it. */
export async function chooseRunLog(): Promise<void> {
  const location = await pickLocation('manifest')
  if (location === null) return
  await importRunLog(location)
}

/** A file from elsewhere: a manifest goes into the library, a run log into the ledger. */
export async function addFile(location: Location): Promise<void> {
  try {
    await addManifest(location)
  } catch (error) {
    if (!mayBeRunLog.has(toWire(error).code)) throw error
    await addRunLog(location, error)
  }
}

const mayBeRunLog: ReadonlySet<string> = new Set(['manifest-not-recognised', 'manifest-invalid'])

async function addRunLog(location: Location, asManifest: unknown): Promise<void> {
  try {
    await importRunLog(location)
  } catch (error) {
    // Where it is neither, what is wrong with it as a run log says more only if it has the look of one.
    const looksLikeRunLog =
      /\.json$/iu.test(location.displayPath) && toWire(asManifest).code === 'manifest-not-recognised'
    throw looksLikeRunLog ? error : asManifest
  }
}

export async function trySample(): Promise<void> {
  const location = await request('library.createSample', {})
  showDialog({ kind: 'snapshot', location, baseManifestId: null })
}

export function showManifest(manifestId: string): void {
  void openManifest(manifestId)
  navigate({ view: 'manifest', manifestId })
}

export async function leaveManifest(manifestId: string): Promise<void> {
  const { route } = useRoute.getState()
  if (route.view === 'manifest' && route.manifestId === manifestId) navigate({ view: 'library' })
  await closeManifest(manifestId)
}

export async function startSnapshot(input: RequestInput<'snapshot.start'>): Promise<void> {
  const go = planMove()
  const { runId } = await request('snapshot.start', input)
  await readRun(runId)
  go({ view: 'run', runId })
}

export async function startVerify(input: RequestInput<'verify.start'>): Promise<void> {
  const go = planMove()
  const { runId } = await request('verify.start', input)
  await readRun(runId)
  go({ view: 'run', runId })
}

/** Watches a folder for drift from a manifest; a watch that goes on already is shown. */
export async function startWatch(input: RequestInput<'watch.start'>): Promise<void> {
  const go = planMove()
  const { runId } = await request('watch.start', input)
  await readRun(runId)
  go({ view: 'run', runId })
}

export async function forgetManifest(manifestId: string): Promise<void> {
  await leaveManifest(manifestId)
  await request('library.forget', { manifestId })
  await loadLibrary()
}
