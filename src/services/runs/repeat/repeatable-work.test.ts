import { expect, it } from 'vitest'
import type { LedgerRun } from '../../../shared/model/ledger.ts'
import { readWork } from './repeatable-work.ts'

function makeRun(command: readonly string[], change: Partial<LedgerRun> = {}): LedgerRun {
  return {
    runId: 'run_1',
    operation: 'verify',
    lane: '/data',
    status: 'completed',
    source: 'assay',
    startTime: '2026-01-01T00:00:00.000Z',
    endTime: '2026-01-01T00:00:01.000Z',
    durationMs: 1000,
    eventCount: 0,
    errorCount: 0,
    warningCount: 0,
    body: { command },
    host: 'here',
    processId: 1,
    processStart: '',
    position: 1,
    previousHash: null,
    hash: null,
    ...change,
  }
}

const notOnRecord = 'What it was asked to do is not on record in full.'

it('does nothing again whose paths would depend on where the app was started', () => {
  expect(readWork(makeRun(['assay', 'verify', '/m.json', '/data']))).toMatchObject({ type: 'run' })
  const commands = [
    ['assay', 'verify', 'm.json', '/data'],
    ['assay', 'compare', '/a', '../b'],
    ['assay', 'snapshot', '.'],
    ['assay', 'snapshot', '/data', '--base', 'm.json'],
    ['assay', 'watch', '/data', '--against', ''],
    ['assay', 'etl', 'add', 'a_b.manifest.json', '/file'],
    ['assay', 'etl', 'check', '/etl', '--data', 'data'],
    ['assay', 'runs', 'import', '/log.json', 'other.json'],
  ]
  expect(commands.map((command) => readWork(makeRun(command)))).toEqual(commands.map(() => notOnRecord))
})

it('does nothing again that is no work of Assay, whatever a log calls it', () => {
  const command = ['assay', 'snapshot', '/data']
  expect(readWork(makeRun(command, { source: 'import' }))).toContain('Another program')
  expect(readWork(makeRun(command, { source: 'import', operation: 'build' }))).toContain('Another program')
  const others = [[], ['sh', '-c', 'ls'], ['assay', 'serve'], ['assay', 'matrix', 'build', '/p.plan.json']]
  expect(others.map((other) => readWork(makeRun(other)))).toEqual(others.map(() => notOnRecord))
})
