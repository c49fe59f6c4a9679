import { useEffect, useMemo, useState } from 'react'
import { useLedgerRuns, type HeldRuns } from '../../stores/ledger-runs/ledger-runs.ts'
import { filterRuns, type FilteredRuns } from '../../stores/ledger-runs/run-filter.ts'
import type { RunTable } from '../../stores/ledger-runs/run-table.ts'
import { layOutLanes, type LaneLayout } from './timeline/lane-layout.ts'
import { overviewBuckets } from './timeline/overview-canvas.tsx'
import { countDensity, wholeSpan, type Density } from './timeline/overview.ts'
import { loudnessOf } from './timeline/status-paint.ts'

const liveEveryMs = 1000

/** Now, to the second while something goes on; else as of the newest change. */
export function useRunClock(isLive: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (!isLive) return undefined
    const timer = setInterval(() => setNowMs(Date.now()), liveEveryMs)
    return () => clearInterval(timer)
  }, [isLive])
  return nowMs
}

export interface RunsModel {
  readonly table: RunTable
  readonly filtered: FilteredRuns
  readonly layout: LaneLayout
  readonly loud: Uint8Array
  readonly density: Density
}

function markLoud({ table }: HeldRuns): Uint8Array {
  const byStatus = table.statuses.names.map(loudnessOf)
  return Uint8Array.from({ length: table.count }, (_, i) => byStatus[table.status[i] ?? 0] ?? 0)
}

/** Everything that is drawn of the runs, made anew when they or the query change. */
export function useRunsModel(nowMs: number): RunsModel {
  const held = useLedgerRuns((state) => state.held)
  const query = useLedgerRuns((state) => state.query)
  const filtered = useMemo(() => filterRuns(held.table, query, nowMs), [held, query, nowMs])
  const { matching } = filtered
  const loud = useMemo(() => markLoud(held), [held])
  const layout = useMemo(() => layOutLanes(held.table, matching, nowMs), [held, matching, nowMs])
  const density = useMemo(
    () => countDensity(held.table, matching, loud, wholeSpan(held.table, matching, nowMs), overviewBuckets),
    [held, matching, loud, nowMs],
  )
  return { table: held.table, filtered, layout, loud, density }
}
