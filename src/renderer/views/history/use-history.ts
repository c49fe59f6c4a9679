import { useCallback, useEffect, useRef, useState } from 'react'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import type { FolderHistory } from '../../../shared/ipc/ledger-schemas.ts'
import { request, subscribe, toWire, watchReturn } from '../../bridge/host.ts'
import { findFolder } from '../../stores/known-locations.ts'
import { useLibrary } from '../../stores/library-store.ts'

export type HistoryState =
  | { readonly state: 'loading' }
  /** No folder of that path is known. */
  | { readonly state: 'unknown' }
  | { readonly state: 'failed'; readonly failure: WireError }
  | { readonly state: 'shown'; readonly history: FolderHistory }

const refreshAfterMs = 1000

async function readHistory(directory: string): Promise<HistoryState> {
  try {
    const location = await findFolder(useLibrary.getState().folders ?? [], directory)
    if (location === null) return { state: 'unknown' }
    return { state: 'shown', history: await request('history.read', { token: location.token }) }
  } catch (error) {
    return { state: 'failed', failure: toWire(error) }
  }
}

/** The history of a folder, read anew a little after runs were recorded. */
export function useHistory(directory: string): { readonly current: HistoryState; readonly retry: () => void } {
  const [current, setCurrent] = useState<HistoryState>({ state: 'loading' })
  const isLibraryRead = useLibrary((state) => state.folders !== null)
  const reload = useRef<() => void>(undefined)
  useEffect(() => {
    if (!isLibraryRead) return undefined
    let isWanted = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const load = (): void => {
      timer = undefined
      void readHistory(directory).then((state) => {
        if (isWanted) setCurrent(state)
      })
    }
    reload.current = load
    load()
    const unsubscribe = subscribe('ledger.changed', () => {
      timer ??= setTimeout(load, refreshAfterMs)
    })
    const unwatch = watchReturn(load)
    return () => {
      isWanted = false
      clearTimeout(timer)
      unsubscribe()
      unwatch()
    }
  }, [directory, isLibraryRead])
  const retry = useCallback(() => reload.current?.(), [])
  return { current, retry }
}
