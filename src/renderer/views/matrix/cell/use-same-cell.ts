import { useEffect, useRef } from 'react'
import type { MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { tell } from '../../../stores/notices.ts'
import { navigate } from '../../../stores/route-store.ts'

/** A plan that is edited numbers its cells anew: stays with the pair that was opened, or goes back to the grid without it. */
export function useSameCell(planId: string, cell: number, { inputs, params }: MatrixDetail): void {
  const first = useRef<{ readonly inputId: string; readonly paramName: string } | null>(null)
  useEffect(() => {
    const columnCount = params.length
    const input = inputs[Math.floor(cell / columnCount)]
    const param = params[cell % columnCount]
    if (first.current === null) {
      first.current = input === undefined || param === undefined ? null : { ...input, ...param }
      return
    }
    const { inputId, paramName } = first.current
    if (input?.inputId === inputId && param?.paramName === paramName) return
    const row = inputs.findIndex((other) => other.inputId === inputId)
    const column = params.findIndex((other) => other.paramName === paramName)
    if (row >= 0 && column >= 0) navigate({ view: 'matrix', planId, cell: row * columnCount + column })
    else {
      tell('The plan was edited', `${inputId} × ${paramName} is not in it any more.`)
      navigate({ view: 'matrix', planId, cell: null })
    }
  }, [planId, cell, inputs, params])
}
