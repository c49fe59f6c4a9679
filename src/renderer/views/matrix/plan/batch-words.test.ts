import { describe, expect, it } from 'vitest'
import type { Batch } from '../../../../shared/ipc/matrix-schemas.ts'
import { describeTimeLeft } from './batch-words.ts'

function batch(part: Partial<Batch>): Batch {
  return {
    isActive: true,
    jobCount: 2,
    queuedCount: 3,
    doneCount: 1,
    failedCount: 0,
    timeLeftMs: 90_000,
    isTimeLeftPartial: false,
    startedMs: 0,
    ...part,
  }
}

describe('the time that builds still take', () => {
  it('is told where past builds tell it', () => {
    expect(describeTimeLeft(batch({}))).toBe('about 1 min 30 s left')
  })

  it('is told as a part where some cells were never built', () => {
    expect(describeTimeLeft(batch({ isTimeLeftPartial: true }))).toContain('and those that were never built before')
  })

  it('is never made up', () => {
    expect(describeTimeLeft(batch({ timeLeftMs: null }))).toContain('unknown')
  })
})
