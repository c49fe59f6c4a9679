import { useEffect, useMemo, useState } from 'react'
import type { CellDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { request } from '../../../bridge/host.ts'
import { formatDuration, formatSize } from '../../../format/quantity.ts'
import { isHalfDone, type CellTable } from '../../../stores/matrix/cell-table.ts'

const mostCells = 36

function noteOf({ state, outputSizeBytes, expectedMs, progress }: CellDetail): string | undefined {
  if (state === 'building' && progress !== null && progress.total !== null) {
    return `${progress.done} of ${progress.total}`
  }
  if (outputSizeBytes !== null) return formatSize(outputSizeBytes)
  return expectedMs === null || isHalfDone(state) ? undefined : `takes about ${formatDuration(expectedMs)}`
}

interface Known {
  readonly mark: string
  readonly note: string | undefined
}

/** What a roomy cell says besides its state: read of each cell when its state changes, and only of few. */
export function useCellNotes(planId: string, table: CellTable, isRoomy: boolean): ReadonlyMap<number, string> {
  const [known, setKnown] = useState<ReadonlyMap<number, Known>>(new Map())
  const isWanted = isRoomy && table.cellCount <= mostCells
  useEffect(() => {
    if (!isWanted) return undefined
    let isStale = false
    const markOf = (cell: number): string => `${table.stateAt(cell)} ${table.phasesAt(cell)?.phasesDone ?? ''}`
    const cells = Array.from({ length: table.cellCount }, (_, cell) => cell)
    const changed = cells.filter((cell) => known.get(cell)?.mark !== markOf(cell))
    if (changed.length === 0) return undefined
    const read = async (cell: number): Promise<readonly [number, Known]> => {
      // Without its note a cell still says its state, and its page says what is wrong.
      const detail = await request('matrix.cell', { planId, cell }).catch(() => undefined)
      return [cell, { mark: markOf(cell), note: detail === undefined ? undefined : noteOf(detail) }]
    }
    void Promise.all(changed.map(read)).then((entries) => {
      if (!isStale) setKnown((before) => new Map([...before, ...entries]))
    })
    return () => {
      isStale = true
    }
  }, [planId, table, isWanted, known])
  return useMemo(() => {
    const notes = new Map<number, string>()
    if (isWanted) for (const [cell, { note }] of known) if (note !== undefined) notes.set(cell, note)
    return notes
  }, [known, isWanted])
}
