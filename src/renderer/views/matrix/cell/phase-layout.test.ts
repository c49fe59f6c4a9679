import { describe, expect, it } from 'vitest'
import type { CellDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { layOutPhases } from './phase-layout.ts'

type Phase = CellDetail['phases'][number]

function phase(number: number, state: Phase['state'], startedMs: number | null, completedMs: number | null): Phase {
  return { phase: number, name: `phase ${number}`, state, startedMs, completedMs }
}

describe('the phases of a build', () => {
  it('stand where they were in the time they took together', () => {
    const { bars, totalMs } = layOutPhases(
      [phase(1, 'completed', 1000, 2000), phase(2, 'completed', 2000, 5000)],
      99_000,
    )
    expect(totalMs).toBe(4000)
    expect(bars.map(({ fromFraction, toFraction, durationMs }) => [fromFraction, toFraction, durationMs])).toEqual([
      [0, 0.25, 1000],
      [0.25, 1, 3000],
    ])
  })

  it('reach until now while they go on, and have no duration where they failed', () => {
    const running = layOutPhases([phase(1, 'completed', 0, 1000), phase(2, 'running', 1000, null)], 3000)
    expect(running.bars[1]).toMatchObject({ toFraction: 1, durationMs: 2000 })
    const failed = layOutPhases([phase(1, 'completed', 0, 1000), phase(2, 'failed', 1000, null)], 99_000)
    expect(failed.bars[1]).toMatchObject({ fromFraction: 1, toFraction: 1, durationMs: null })
  })

  it('have no place where nothing is known of their times', () => {
    const { bars, totalMs } = layOutPhases([phase(1, 'waiting', null, null)], 5)
    expect([bars[0]?.fromFraction, totalMs]).toEqual([null, 0])
  })
})
