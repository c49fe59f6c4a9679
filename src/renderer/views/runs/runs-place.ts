import { useMemo, useState } from 'react'
import { selectLedgerRun, useLedgerRuns } from '../../stores/ledger-runs/ledger-runs.ts'
import type { TimeSpan } from '../../stores/ledger-runs/run-filter.ts'
import { navigate } from '../../stores/route-store.ts'
import type { RunsModel } from './runs-model.ts'
import { showMoment } from './timeline/timeline-gestures.ts'
import { endingAt, presets, wholeWindow, withRoom } from './timeline/time-window.ts'

/** Logs may tell of times to come; what is looked at first is what was. */
const atStartMs = Date.now()

/** Where the timeline was, while the user looks elsewhere. */
let lastWindow: TimeSpan | undefined

export interface RunsPlace {
  readonly target: { readonly window: TimeSpan; readonly id: number }
  /** The stretch in view. */
  readonly shown: TimeSpan
  readonly setShown: (window: TimeSpan) => void
  readonly selectedIndex: number
  readonly select: (index: number) => void
  readonly open: (index: number) => void
  readonly zoomTo: (index: number) => void
  readonly walk: (by: 1 | -1) => void
  readonly choosePreset: (label: string) => void
  readonly showAll: () => void
}

/** Which stretch of time and which run the view is at, and the ways to others. */
export function useRunsPlace({ table, filtered, density }: RunsModel, nowMs: number): RunsPlace {
  const [chosen, setTarget] = useState<RunsPlace['target'] | null>(() =>
    lastWindow === undefined ? null : { window: lastWindow, id: 0 },
  )
  const { fromMs, toMs } = density.span
  const whole = useMemo(
    () => ({ window: wholeWindow({ fromMs, toMs }, toMs > atStartMs ? atStartMs : toMs), id: 0 }),
    [fromMs, toMs],
  )
  // All of it, also while more is loaded, until the user goes elsewhere.
  const target = chosen ?? whole
  const [shown, setShownWindow] = useState(target.window)
  const selectedRow = useLedgerRuns((state) => state.selectedRow)
  const selectedIndex = selectedRow === null ? -1 : table.rows.subarray(0, table.count).indexOf(selectedRow)
  const goTo = (window: TimeSpan): void => setTarget((before) => ({ window, id: (before?.id ?? 0) + 1 }))
  const select = (index: number): void => {
    selectLedgerRun(index < 0 ? null : (table.rows[index] ?? null))
    const moved = index < 0 ? shown : showMoment(shown, table.startMs[index] ?? 0)
    if (moved !== shown) goTo(moved)
  }
  const { listed } = filtered
  return {
    target,
    shown,
    setShown: (window) => {
      if (window !== whole.window) {
        lastWindow = window
        if (chosen === null) setTarget({ window, id: 1 })
      }
      setShownWindow(window)
    },
    selectedIndex,
    select,
    open: (index) => navigate({ view: 'runs', runId: table.read(index).runId }),
    zoomTo: (index) => {
      const { startMs, endMs } = table.read(index)
      goTo(withRoom({ fromMs: startMs, toMs: Math.max(startMs + 1000, endMs ?? nowMs) }, 0.5))
    },
    walk: (by) => {
      // The list has the newest first; in time, that is backwards.
      const before = by > 0 ? listed.length : -1
      const next = listed[(selectedIndex < 0 ? before : listed.indexOf(selectedIndex)) - by]
      if (next !== undefined) select(next)
    },
    choosePreset: (label) => {
      const preset = presets.find((known) => known.label === label)
      goTo(preset === undefined ? whole.window : endingAt(density.span.toMs, preset.spanMs))
    },
    showAll: () => goTo({ ...whole.window }),
  }
}
