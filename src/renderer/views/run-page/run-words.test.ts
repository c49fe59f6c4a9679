import { describe, expect, it } from 'vitest'
import type { LedgerRun } from '../../../shared/model/ledger.ts'
import { describeOutcome, nameLane, nameOperation } from './run-words.ts'

function runOf(part: Partial<LedgerRun>): LedgerRun {
  return {
    runId: 'run_1',
    operation: 'verify',
    lane: '/data/in',
    status: 'completed',
    source: 'assay',
    startTime: '2026-11-20T21:25:01Z',
    endTime: null,
    durationMs: null,
    eventCount: 0,
    errorCount: 0,
    warningCount: 0,
    body: {},
    host: 'here',
    processId: 1,
    processStart: '',
    position: null,
    previousHash: null,
    hash: null,
    ...part,
  }
}

describe('what a run is called', () => {
  it('has a capital for Assay’s own operations alone', () => {
    expect(nameOperation(runOf({}))).toBe('Verify')
    expect(nameOperation(runOf({ operation: 'nightly_etl', source: 'import' }))).toBe('nightly_etl')
  })

  it('does not say the same twice', () => {
    expect(nameLane(runOf({}))).toBe('in')
    expect(nameLane(runOf({ operation: 'etl', lane: 'etl' }))).toBe('')
  })
})

describe('what came of a run', () => {
  it('is told by its result', () => {
    expect(describeOutcome(runOf({ body: { result: { finding_count: 0, status: 'clean' } } }))).toBe('clean')
    expect(describeOutcome(runOf({ body: { result: { finding_count: 1, status: 'findings' } } }))).toBe('1 finding')
    expect(describeOutcome(runOf({ body: { result: { file_count: 1 } } }))).toBe('1 file')
  })

  it('says when a check could not see everything', () => {
    const body = { result: { finding_count: 0, status: 'incomplete' } }
    expect(describeOutcome(runOf({ body }))).toBe('incomplete, no findings')
  })

  it('is unknown where nothing says so, or what says so is of another kind', () => {
    expect(describeOutcome(runOf({}))).toBeNull()
    expect(describeOutcome(runOf({ body: { result: ['x'] } }))).toBeNull()
  })
})
