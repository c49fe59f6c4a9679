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

type Answer = Pick<CellState, 'detail' | 'failure'>

function readCell(planId: string, cell: number): Promise<Answer> {
  return request('matrix.cell', { planId, cell }).then(
    (detail) => ({ detail, failure: null }),
    (error: unknown) => ({ detail: null, failure: toWire(error) }),
  )
}

function verifyCell(planId: string, cell: number): Promise<Answer> {
  return request('matrix.verifyCell', { planId, cell }).then(
    (detail) => ({ detail, failure: null }),
    (error: unknown) => ({ detail: null, failure: toWire(error) }),
  )
}

/** All that is known of a cell, read anew whenever a cell of the plan changes, and each second while it is being built. */
export function useCellDetail(planId: string, cell: number): CellState {
  const version = useMatrix((state) => state.version)
  const [detail, setDetail] = useState<CellDetail | null>(null)
  const [failure, setFailure] = useState<WireError | null>(null)
  const [isVerifying, setIsVerifying] = useState(false)
  const isLive = detail?.state === 'building'
  useEffect(() => {
    let isStale = false
    const read = (): void => {
      void readCell(planId, cell).then((next) => {
        if (isStale) return
        if (next.detail !== null) setDetail(next.detail)
        setFailure(next.failure)
      })
    }
    read()
    const timer = isLive ? setInterval(read, liveEveryMs) : undefined
    return () => {
      isStale = true
      clearInterval(timer)
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the version says that the answer may be another
  }, [planId, cell, version, isLive])
  const verify = useCallback(() => {
    setIsVerifying(true)
    void verifyCell(planId, cell).then((next) => {
      if (next.detail !== null) setDetail(next.detail)
      setFailure(next.failure)
      setIsVerifying(false)
    })
  }, [planId, cell])
  const reload = useCallback(() => {
    void readCell(planId, cell).then((next) => {
      if (next.detail !== null) setDetail(next.detail)
      setFailure(next.failure)
    })
  }, [planId, cell])
  return { detail, failure, isVerifying, verify, reload }
}
