import { useCallback, useEffect, useRef, useState } from 'react'
import type { WireError } from '../../shared/errors/wire-error.ts'
import type { RunPageDetail } from '../../shared/ipc/ledger-schemas.ts'
import { request, subscribe, toWire, watchConnection } from '../bridge/host.ts'
import { rememberFolders } from './known-locations.ts'

export type RunDetailState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: WireError }
  | { readonly state: 'shown'; readonly detail: RunPageDetail }

/** Asks once at a time: what is asked for meanwhile is asked once more after. */
function createLoader(runId: string, put: (state: RunDetailState) => void): { load: () => void; stop: () => void } {
  let isWanted = true
  let isLoading = false
  let isAskedAgain = false
  const load = (): void => {
    isAskedAgain = isLoading
    if (isLoading) return
    isLoading = true
    request('ledger.run', { runId })
      .then((detail): RunDetailState => {
        rememberFolders(detail)
        return { state: 'shown', detail }
      })
      .catch((error: unknown): RunDetailState => ({ state: 'failed', failure: toWire(error) }))
      .then((state) => {
        isLoading = false
        if (!isWanted) return
        put(state)
        if (isAskedAgain) load()
      })
      .catch(() => {})
  }
  return { load, stop: () => void (isWanted = false) }
}

/** What the ledger has on a run, kept up to date while the run goes on. */
export function useRunDetail(runId: string): { readonly current: RunDetailState; readonly retry: () => void } {
  const [current, setCurrent] = useState<RunDetailState>({ state: 'loading' })
  const reload = useRef<() => void>(undefined)
  const hasEnded = current.state === 'shown' && current.detail.run.status !== 'started'
  useEffect(() => {
    if (hasEnded) return undefined
    const { load, stop } = createLoader(runId, setCurrent)
    reload.current = load
    const unsubscribe = subscribe('ledger.changed', load)
    const unwatch = watchConnection((connection) => {
      if (connection === 'connected') load()
    })
    return () => {
      stop()
      unsubscribe()
      unwatch()
    }
  }, [runId, hasEnded])
  const retry = useCallback(() => reload.current?.(), [])
  return { current, retry }
}
