import { describe, expect, it } from 'vitest'
import type { PipelineCheck } from '../../../shared/ipc/pipeline-schemas.ts'
import { describeEnd, describeProgress, describeRest, describeTimeLeft, fractionOf } from './check-words.ts'

const reading: PipelineCheck = {
  state: 'running',
  readsContents: true,
  phase: 'looking',
  filesDone: 250,
  filesTotal: 1000,
  bytesDone: 1_000_000,
  bytesTotal: 4_000_000,
  elapsedMs: 5000,
  findingCount: 0,
  finishedMs: null,
  failure: null,
  runId: 'r1',
}
const looking: PipelineCheck = { ...reading, readsContents: false, bytesDone: 0, bytesTotal: 0 }

describe('a check that goes on', () => {
  it('says how many files and bytes of all it has read', () => {
    expect(describeProgress(reading)).toMatch(/^Reading 250 of 1,000 files, .+ of .+$/u)
    expect(describeProgress(looking)).toBe('Looking at 250 of 1,000 files')
    expect([fractionOf(reading), fractionOf(looking)]).toEqual([0.25, 0.25])
  })

  it('says that it looks at all before it reads them', () => {
    const before = { ...reading, filesDone: 0, bytesDone: 0, bytesTotal: 0 }
    expect(describeProgress(before)).toBe('Looking at 1,000 files')
    expect(fractionOf(before)).toBeNull()
  })

  it('claims no fraction where files are not what is counted', () => {
    for (const phase of ['preparing', 'searching'] as const) {
      expect(fractionOf({ ...reading, phase })).toBeNull()
      expect(describeTimeLeft({ ...reading, phase }, [reading])).toBeNull()
    }
    expect(describeProgress({ ...reading, phase: 'searching' })).toBe('Looking for files without a record')
  })

  it('says how long the rest takes: by bytes where contents are read, else by files', () => {
    const start = { elapsedMs: 3000, filesDone: 150, bytesDone: 0 }
    expect(describeTimeLeft(reading, [start, reading])).toBe('about 6 s left')
    expect(describeTimeLeft({ ...reading, filesTotal: 251 }, [start, reading])).toBe('about 6 s left')
    expect(describeTimeLeft(looking, [start, looking])).toBe('about 15 s left')
  })

  it('does not guess how long that is', () => {
    expect(describeTimeLeft({ ...reading, elapsedMs: 500 }, [reading])).toBeNull()
    expect(describeTimeLeft(reading, [])).toBeNull()
  })
})

it('says that a check which was cancelled is not whole', () => {
  const cancelled = { ...reading, state: 'cancelled' } as const
  expect(describeEnd(cancelled)).toBe('check cancelled')
  expect(describeRest(cancelled)).toBe(', not whole: 250 of 1,000 files read')
  expect(describeRest({ ...cancelled, readsContents: false })).toContain('250 of 1,000 files looked at')
  const completed = { ...reading, state: 'completed' } as const
  expect([describeEnd(completed), describeRest(completed)]).toEqual(['contents verified', null])
})
