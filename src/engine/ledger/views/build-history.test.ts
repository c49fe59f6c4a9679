import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunEvent } from '../../../shared/model/ledger.ts'
import { Ledger } from '../ledger.ts'
import { BuildHistory } from './build-history.ts'

const start = '2026-11-20T10:00:00.000Z'
const at = (second: number): string => `2026-11-20T10:00:0${second}.000Z`

let workspace: string
let ledger: Ledger
let history: BuildHistory
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'assay-builds-'))
  ledger = await Ledger.open(workspace)
  history = await BuildHistory.open(workspace)
})
afterEach(async () => {
  history.close()
  ledger.close()
  await rm(workspace, { recursive: true })
})

const body = { permutation_id: 'a_p', output_path: '/out/a_p.db' }
function begin(runId: string, events: readonly RunEvent[] = [], operation = 'build'): void {
  ledger.start({ runId, operation, lane: 'cells', startTime: start, body }, events)
}
function end(runId: string, status: 'completed' | 'failed', events: readonly RunEvent[] = []): void {
  ledger.end(runId, { status, endTime: at(9), durationMs: 9000, body, errorCount: 0, lane: 'cells' }, events)
}
const phase = (number: number, type: 'phase_started' | 'phase_completed', second: number): RunEvent => ({
  timestamp: at(second),
  type,
  data: { phase: number, name: 'x' },
})
const artifact: RunEvent = {
  timestamp: at(8),
  type: 'artifact',
  data: { permutation_id: 'a_p', path: '/out/a_p.db', size_bytes: 3, modified_utc: at(7), sha256: 'ab' },
}

describe('the builds on record', () => {
  it('are told once when they begin and once when they end', () => {
    begin('one')
    begin('other', [], 'verify')
    expect(history.refresh().map(({ runId, status, durationMs }) => [runId, status, durationMs])).toEqual([
      ['one', 'started', null],
    ])
    expect(history.refresh()).toEqual([])
    end('one', 'completed', [artifact])
    expect(history.refresh()).toMatchObject([
      { runId: 'one', status: 'completed', durationMs: 9000, fact: { sha256: 'ab' } },
    ])
    const { version } = history
    expect(history.refresh().map(({ status }) => status)).toEqual([])
    expect(history.version).toBe(version)
    expect(history.ofCell('cells', 'a_p')).toHaveLength(1)
    expect(history.ofCell('others', 'a_p')).toEqual([])
    expect([...history.ofLane('cells')]).toMatchObject([{ outputPath: '/out/a_p.db', permutationId: 'a_p' }])
    expect(history.find('one')?.status).toBe('completed')
    expect(history.find('other')).toBeUndefined()
  })

  it('tell when each phase was done, whichever attempt did it', () => {
    begin('one')
    end('one', 'failed', [phase(1, 'phase_started', 1), phase(1, 'phase_completed', 2), phase(2, 'phase_started', 3)])
    begin('two')
    end('two', 'completed', [phase(2, 'phase_started', 5), phase(2, 'phase_completed', 6), artifact])
    history.refresh()
    expect(Object.fromEntries(history.phasesOf(['one', 'two']))).toEqual({
      1: { startedMs: Date.parse(at(1)), completedMs: Date.parse(at(2)) },
      2: { startedMs: Date.parse(at(5)), completedMs: Date.parse(at(6)) },
    })
    expect(history.ofCell('cells', 'a_p').map(({ fact }) => fact?.sizeBytes)).toEqual([undefined, 3])
  })
})
