import { useCallback, useEffect, useState } from 'react'
import type { CellDetail } from '../../../shared/ipc/matrix-schemas.ts'
import type { WireError } from '../../../shared/errors/wire-error.ts'
import { request, toWire } from '../../bridge/host.ts'
import { useMatrix } from './matrix-store.ts'

const liveEveryMs = 1000

export interface CellState {
  readonly detail: CellDetail | null
  readonly failure: WireError | null
  readonly isVerifying: boolean
  readonly verify: () => void
  readonly reload: () => void
}

/** All that is known of a cell, read anew whenever a cell of the plan changes, and each second while it is being built. */
export function useCellDetail(planId: string, cell: number): CellState {
  const version = useMatrix((state) => state.version)
  const [detail, setDetail] = useState<CellDetail | null>(null)
  const [failure, setFailure] = useState<WireError | null>(null)
  const [isVerifying, setIsVerifying] = useState(false)
  const [asked, setAsked] = useState(0)
  const isLive = detail?.state === 'building'
  useEffect(() => {
    let isStale = false
    const read = (): void => {
      request('matrix.cell', { planId, cell })
        .then((next) => {
          if (isStale) return
          setDetail(next)
          setFailure(null)
        })
        .catch((error: unknown) => {
          if (!isStale) setFailure(toWire(error))
        })
    }
    read()
    const timer = isLive ? setInterval(read, liveEveryMs) : undefined
    return () => {
      isStale = true
      clearInterval(timer)
    }
  }, [planId, cell, version, isLive, asked])
  const reload = useCallback(() => setAsked((count) => count + 1), [])
  const verify = useCallback(() => {
    setIsVerifying(true)
    request('matrix.verifyCell', { planId, cell })
      .then(setDetail)
      .catch((error: unknown) => setFailure(toWire(error)))
      .finally(() => setIsVerifying(false))
  }, [planId, cell])
  return { detail, failure, isVerifying, verify, reload }
}
