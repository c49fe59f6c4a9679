import type { PhaseTimes, Staging } from '../../engine/index.ts'
import type { CellDetail } from '../../shared/ipc/matrix-schemas.ts'

type CellPhase = CellDetail['phases'][number]

/** The phases of a cell, those of the plan where a build declared none of its own: how far each came, and when. */
export function listCellPhases(
  declared: readonly string[],
  staging: Staging | undefined,
  recorded: ReadonlyMap<number, PhaseTimes>,
): CellPhase[] {
  const names = staging === undefined || staging.phaseNames.length === 0 ? declared : staging.phaseNames
  const staged = new Map(staging?.phases.map((phase) => [phase.phase, phase]))
  const isComplete = (phase: number): boolean =>
    staging === undefined
      ? typeof recorded.get(phase)?.completedMs === 'number'
      : typeof staged.get(phase)?.completedUtc === 'string'
  const firstOpen = names.findIndex((_, at) => !isComplete(at + 1)) + 1
  return names.map((name, at) => {
    const phase = at + 1
    const own = staged.get(phase)
    const told = recorded.get(phase)
    const startedMs = toMs(own?.startedUtc) ?? told?.startedMs ?? null
    if (isComplete(phase)) {
      return {
        phase,
        name,
        state: 'completed',
        startedMs,
        completedMs: toMs(own?.completedUtc) ?? told?.completedMs ?? null,
      }
    }
    const isCurrent = staging !== undefined && phase === firstOpen && (startedMs !== null || staging.isLive)
    const state = isCurrent ? (staging.isLive ? 'running' : staging.failure === null ? 'stopped' : 'failed') : 'waiting'
    return { phase, name, state, startedMs: isCurrent ? startedMs : null, completedMs: null }
  })
}

function toMs(utc: string | null | undefined): number | null {
  const timeMs = Date.parse(utc ?? '')
  return Number.isNaN(timeMs) ? null : timeMs
}
