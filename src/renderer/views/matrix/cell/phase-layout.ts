import type { CellDetail } from '../../../../shared/ipc/matrix-schemas.ts'

type Phase = CellDetail['phases'][number]

export interface PhaseBar {
  readonly phase: Phase
  /** Of the whole; null where it has no time. */
  readonly fromFraction: number | null
  readonly toFraction: number
  readonly durationMs: number | null
}

/** Phases along the time they took together; one that goes on reaches until now, one that failed or was stopped has no end. */
export function layOutPhases(phases: readonly Phase[], nowMs: number): { bars: PhaseBar[]; totalMs: number } {
  const isOpen = phases.some(({ state }) => state === 'running')
  const starts = phases.flatMap(({ startedMs }) => startedMs ?? [])
  const ends = phases.flatMap(({ startedMs, completedMs }) => completedMs ?? startedMs ?? [])
  const fromMs = Math.min(...starts)
  const toMs = Math.max(...ends, ...(isOpen ? [nowMs] : []))
  const totalMs = starts.length === 0 ? 0 : Math.max(0, toMs - fromMs)
  const bars = phases.map((phase) => {
    const { startedMs, completedMs, state } = phase
    const endMs = completedMs ?? (state === 'running' ? nowMs : null)
    if (startedMs === null) return { phase, fromFraction: null, toFraction: 0, durationMs: null }
    const fractionOf = (timeMs: number): number => (totalMs === 0 ? 0 : (timeMs - fromMs) / totalMs)
    return {
      phase,
      fromFraction: fractionOf(startedMs),
      toFraction: endMs === null ? 1 : Math.max(fractionOf(endMs), fractionOf(startedMs)),
      durationMs: endMs === null ? null : Math.max(0, endMs - startedMs),
    }
  })
  return { bars, totalMs }
}
