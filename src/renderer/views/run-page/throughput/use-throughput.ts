import { useEffect, useState } from 'react'
import type { WireError } from '../../../../shared/errors/wire-error.ts'
import type { Throughput } from '../../../../shared/ipc/ledger-schemas.ts'
import { request, toWire } from '../../../bridge/host.ts'

export type ThroughputState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: WireError }
  | { readonly state: 'shown'; readonly throughput: Throughput }

const refreshEveryMs = 2000

/** How fast a run went; of one that goes on, asked anew every few seconds. */
export function useThroughput(runId: string, isLive: boolean): ThroughputState {
  const [state, setState] = useState<ThroughputState>({ state: 'loading' })
  useEffect(() => {
    let isWanted = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const load = async (): Promise<void> => {
      try {
        const throughput = await request('ledger.throughput', { runId })
        if (isWanted) setState({ state: 'shown', throughput })
      } catch (error) {
        if (isWanted) setState({ state: 'failed', failure: toWire(error) })
      }
      if (isWanted && isLive) timer = setTimeout(() => void load(), refreshEveryMs)
    }
    void load()
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [runId, isLive])
  return state
}
