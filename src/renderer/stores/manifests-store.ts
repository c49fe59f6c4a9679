import { create } from 'zustand'
import type { RequestOutput } from '../../shared/ipc/contract.ts'
import type { WireError } from '../../shared/errors/wire-error.ts'
import type { SealState } from '../../shared/model/manifest.ts'
import { tellsSizes } from '../../shared/model/manifest-format.ts'
import { request, toWire } from '../bridge/host.ts'
import { TableModel } from './table-model.ts'

export type OpenedManifest = RequestOutput<'manifest.open'>

export type ManifestTab =
  | { readonly state: 'opening'; readonly manifestId: string }
  | { readonly state: 'failed'; readonly manifestId: string; readonly failure: WireError }
  | { readonly state: 'open'; readonly manifestId: string; readonly opened: OpenedManifest; readonly table: TableModel }

interface ManifestsState {
  /** In the order in which they were opened. */
  readonly tabs: ReadonlyMap<string, ManifestTab>
}

export const useManifests = create<ManifestsState>()(() => ({ tabs: new Map() }))

function putTab(tab: ManifestTab): void {
  useManifests.setState({ tabs: new Map(useManifests.getState().tabs).set(tab.manifestId, tab) })
}

/** Opens a manifest unless it is open; a failed one is tried again. */
export async function openManifest(manifestId: string): Promise<void> {
  const present = useManifests.getState().tabs.get(manifestId)
  if (present?.state === 'open' || present?.state === 'opening') return
  putTab({ state: 'opening', manifestId })
  try {
    const opened = await request('manifest.open', { manifestId })
    if (!useManifests.getState().tabs.has(manifestId)) {
      await request('manifest.close', { viewId: opened.viewId })
      return
    }
    const table = new TableModel(opened.viewId, tellsSizes(opened.summary.format))
    putTab({ state: 'open', manifestId, opened, table })
  } catch (error) {
    // One that was closed meanwhile stays closed.
    if (useManifests.getState().tabs.has(manifestId)) putTab({ state: 'failed', manifestId, failure: toWire(error) })
  }
}

export async function closeManifest(manifestId: string): Promise<void> {
  const tabs = new Map(useManifests.getState().tabs)
  const tab = tabs.get(manifestId)
  tabs.delete(manifestId)
  useManifests.setState({ tabs })
  if (tab?.state === 'open') await request('manifest.close', { viewId: tab.opened.viewId })
}

/** Opens a manifest anew that is looked at meanwhile: what is searched and sorted by stays. */
async function reopenManifest(tab: ManifestTab): Promise<void> {
  const { manifestId } = tab
  if (tab.state !== 'open') return openManifest(manifestId)
  const isStillThere = (): boolean => useManifests.getState().tabs.get(manifestId) === tab
  try {
    const opened = await request('manifest.open', { manifestId })
    const table = new TableModel(opened.viewId, tellsSizes(opened.summary.format), tab.table.query)
    if (isStillThere()) putTab({ ...tab, opened, table })
    else await request('manifest.close', { viewId: opened.viewId })
  } catch (error) {
    if (isStillThere()) putTab({ state: 'failed', manifestId, failure: toWire(error) })
  }
  return undefined
}

/** After a lost connection the host may have forgotten the views: open all of them again. */
export async function reopenManifests(): Promise<void> {
  await Promise.all([...useManifests.getState().tabs.values()].map(reopenManifest))
}

export async function checkSeal(manifestId: string): Promise<SealState> {
  const tab = useManifests.getState().tabs.get(manifestId)
  if (tab?.state !== 'open') return { state: 'not-checked' }
  const seal = await request('manifest.checkSeal', { viewId: tab.opened.viewId })
  if (useManifests.getState().tabs.get(manifestId) === tab)
    putTab({ ...tab, opened: { ...tab.opened, summary: { ...tab.opened.summary, seal } } })
  return seal
}
