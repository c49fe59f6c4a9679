import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunEvent } from '../../shared/model/ledger.ts'
import { genesisHash } from './chain-hash.ts'
import { ledgerPath } from './ledger-database.ts'
import { Ledger } from './ledger.ts'

let workspace = ''
let ledger: Ledger

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'ledger-'))
  ledger = await Ledger.open(workspace)
})

afterEach(async () => {
  ledger.close()
  await rm(workspace, { recursive: true, force: true })
})

const startTime = '2026-11-21T10:00:00.000Z'
const endTime = '2026-11-21T10:00:05.000Z'

function event(type: string, data: RunEvent['data'] = {}): RunEvent {
  return { timestamp: '2026-11-21T10:00:01.000Z', type, data }
}

function start(runId: string, changes: object = {}): void {
  ledger.start({ runId, operation: 'verify', lane: '/data', startTime, body: { note: runId }, ...changes })
}

function end(runId: string, changes: object = {}, events: readonly RunEvent[] = []) {
  return ledger.end(
    runId,
    { status: 'completed', endTime, durationMs: 5000, body: { note: runId }, ...changes },
    events,
  )
}

describe('a run', () => {
  it('is there as soon as it is started, for other processes too, and sealed when it has ended', async () => {
    start('a')
    const other = await Ledger.open(workspace)
    expect(other.find('a')).toMatchObject({ status: 'started', endTime: null, hash: null, position: null })
    ledger.append('a', [event('run_started'), event('error', { message: 'no' }), event('warning')])
    const head = end('a', { status: 'completed-with-errors' }, [event('run_finished')])
    expect(other.find('a')).toMatchObject({
      eventCount: 4,
      errorCount: 1,
      warningCount: 1,
      position: 1,
      durationMs: 5000,
    })
    expect(other.find('a')?.previousHash).toBe(genesisHash)
    expect(other.head()).toEqual({ position: 1, runId: 'a', hash: head.hash })
    expect(other.events('a').events.map(({ type }) => type)).toEqual([
      'run_started',
      'error',
      'warning',
      'run_finished',
    ])
    other.close()
  })

  it('has a name of its own, and takes nothing more once it has ended', () => {
    start('a')
    expect(() => start('a')).toThrow(expect.objectContaining({ code: 'run-id-taken' }))
    end('a')
    expect(() => end('a')).toThrow(expect.objectContaining({ code: 'unknown-run' }))
    expect(() => ledger.append('a', [event('late')])).toThrow(expect.objectContaining({ code: 'unknown-run' }))
    expect(ledger.verify()).toMatchObject({ checkedCount: 1, problems: [] })
  })

  it('whose process is gone is closed as aborted at its last sign of life when the ledger is next opened', async () => {
    start('gone')
    start('here')
    ledger.append('gone', [event('run_started')])
    const database = new DatabaseSync(ledgerPath(workspace))
    database.exec("UPDATE runs SET process_id = 4194999, process_start = 'x' WHERE run_id = 'gone'")
    database.close()
    const next = await Ledger.open(workspace)
    expect(next.find('gone')).toMatchObject({
      status: 'aborted',
      endTime: '2026-11-21T10:00:01.000Z',
      durationMs: 1000,
    })
    expect(next.find('here')?.status).toBe('started')
    expect(next.events('gone').events.at(-1)).toMatchObject({ type: 'run_finished', data: { status: 'aborted' } })
    expect(next.verify()).toMatchObject({ checkedCount: 1, openCount: 1, problems: [] })
    next.close()
  })
})

describe('runs', () => {
  beforeEach(() => {
    for (const [at, runId] of ['one', 'two', 'three'].entries()) {
      start(runId, { startTime: `2026-11-2${at + 1}T10:00:00.000Z`, lane: at === 2 ? '/other' : '/data' })
    }
    end('one', { durationMs: 100 })
    end('two', { durationMs: 9000, status: 'failed' }, [event('error')])
  })

  it.each([
    [{}, ['three', 'two', 'one']],
    [{ statuses: ['started', 'failed'] as const }, ['three', 'two']],
    [{ longerThanMs: 5000 }, ['two']],
    [{ hasErrors: true }, ['two']],
    [{ sinceMs: Date.parse('2026-11-22') }, ['three', 'two']],
    [{ untilMs: Date.parse('2026-11-22') }, ['one']],
    [{ lane: '/other' }, ['three']],
    [{ operations: ['snapshot'] }, []],
    [{ limit: 1, offset: 1 }, ['two']],
  ])('are listed newest first, by %o', (query, expected) => {
    expect(ledger.list(query).map(({ runId }) => runId)).toEqual(expected)
    if (!('limit' in query)) expect(ledger.count(query)).toBe(expected.length)
  })

  it('have their events searched and windowed', () => {
    const events = Array.from({ length: 50 }, (_, at) =>
      event(at % 10 === 0 ? 'error' : 'item', { item: `File ${at}` }),
    )
    ledger.append('three', events)
    expect(ledger.events('three', { types: ['error'] }).total).toBe(5)
    expect(ledger.events('three', { search: 'FILE 1', limit: 2 })).toMatchObject({
      total: 11,
      events: [{ data: { item: 'File 1' } }, { data: { item: 'File 10' } }],
    })
  })
})

describe('a ledger', () => {
  it('that is no database is refused by name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ledger-'))
    await writeFile(ledgerPath(folder), 'this is no database, and long enough to be looked at as one'.repeat(20))
    await expect(Ledger.open(folder)).rejects.toMatchObject({ code: 'ledger-damaged', path: ledgerPath(folder) })
    await rm(folder, { recursive: true })
  })

  it('of a newer Assay is left as it is', async () => {
    const database = new DatabaseSync(ledgerPath(workspace))
    database.exec('PRAGMA user_version = 3')
    database.close()
    await expect(Ledger.open(workspace)).rejects.toMatchObject({ code: 'ledger-version-unsupported' })
  })

  it('takes in a run of another program whole', () => {
    const events = Array.from({ length: 1000 }, (_, at) => event('item_processed', { index: at }))
    const imported = { runId: 'abc', operation: 'import', lane: 'etl', startTime, body: {} }
    ledger.importRun(imported, { status: 'failed', endTime, durationMs: 1, body: {} }, events)
    expect(ledger.find('abc')).toMatchObject({ source: 'import', eventCount: 1000, status: 'failed' })
    expect(() => ledger.importRun(imported, { status: 'failed', endTime, durationMs: 1, body: {} }, [])).toThrow(
      expect.objectContaining({ code: 'run-id-taken' }),
    )
    expect(ledger.verify().problems).toEqual([])
  })
})
