import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunEvent } from '../../../shared/model/ledger.ts'
import { Ledger } from '../ledger.ts'
import { LedgerReader } from './ledger-reader.ts'

let workspace: string
let ledger: Ledger
let reader: LedgerReader
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'assay-ledger-reader-'))
  ledger = await Ledger.open(workspace)
  reader = await LedgerReader.open(workspace)
})
afterEach(async () => {
  reader.close()
  ledger.close()
  await rm(workspace, { recursive: true })
})

const startMs = Date.parse('2026-11-20T10:00:00Z')

function timeAt(second: number): string {
  return new Date(startMs + second * 1000).toISOString()
}

function add(runId: string, events: RunEvent[] = [], body: Record<string, unknown> = {}, operation = 'job'): void {
  const start = { runId, operation, lane: '/data', startTime: timeAt(0), body }
  const hasErrors = events.some(({ type }) => type === 'error')
  const status = hasErrors ? ('completed-with-errors' as const) : ('completed' as const)
  ledger.importRun(start, { status, endTime: timeAt(60), durationMs: 60_000, body }, events)
}

function event(second: number, type: string, data: RunEvent['data'] = {}): RunEvent {
  return { timestamp: timeAt(second), type, data }
}

const atOnce = async (): Promise<void> => undefined
const all = { search: '', types: null, isErrorsFirst: false }

describe('pages of runs', () => {
  it('go from the newest row down, each run once, and say when that was all', () => {
    for (const runId of ['a', 'b', 'c', 'd', 'e']) add(runId)
    const first = reader.page({ type: 'older', beforeRow: null }, 2)
    expect(first).toMatchObject({ runId: ['e', 'd'], totalCount: 5, lanes: ['/data'], lane: [0, 0] })
    const second = reader.page({ type: 'older', beforeRow: first.nextRow }, 2)
    expect(second.runId).toEqual(['c', 'b'])
    expect(reader.page({ type: 'older', beforeRow: second.nextRow }, 2)).toMatchObject({ runId: ['a'], nextRow: null })
  })

  it('bring what came since, and anew what had not ended', () => {
    add('a')
    ledger.start({ runId: 'open', operation: 'verify', lane: '/x', startTime: timeAt(1), body: {} })
    const [openRow = 0] = reader.page({ type: 'older', beforeRow: null }, 10).row
    add('b')
    ledger.end('open', { status: 'failed', endTime: timeAt(9), durationMs: 8000, body: {} })
    const changes = reader.page({ type: 'changes', afterRow: openRow, openRows: [openRow] }, 10)
    expect(changes.runId).toEqual(['open', 'b'])
    expect(changes.status.map((status) => changes.statuses[status])).toEqual(['failed', 'completed'])
    expect(changes.endMs).toEqual([startMs + 9000, startMs + 60_000])
  })
})

describe('the events of a run', () => {
  const events = [
    event(0, 'run_started'),
    event(1, 'item', { name: 'Alpha' }),
    event(2, 'error', { message: 'no beta' }),
    event(3, 'item', { name: 'Gamma' }),
    event(4, 'error', { message: 'no delta' }),
  ]

  it('come in the order of time, or errors first, in windows', async () => {
    add('r', events)
    const view = reader.events('r')
    expect(await view.query(all, atOnce)).toEqual({
      rowCount: 5,
      eventCount: 5,
      errorCount: 2,
      warningCount: 0,
      types: [
        { type: 'error', count: 2 },
        { type: 'item', count: 2 },
        { type: 'run_started', count: 1 },
      ],
    })
    expect(view.window(1, 2)).toMatchObject([
      { sequence: 2, timeMs: startMs + 1000, data: { name: 'Alpha' } },
      { sequence: 3 },
    ])
    expect((await view.query({ ...all, isErrorsFirst: true }, atOnce)).rowCount).toBe(5)
    expect(view.window(0, 9).map(({ sequence }) => sequence)).toEqual([3, 5, 1, 2, 4])
  })

  it('are found by part of their type or data, whatever the case, and chosen by type', async () => {
    add('r', events)
    const view = reader.events('r')
    expect((await view.query({ ...all, search: 'ALPHA' }, atOnce)).rowCount).toBe(1)
    expect((await view.query({ ...all, search: 'no ', types: ['error'] }, atOnce)).rowCount).toBe(2)
    expect((await view.query({ ...all, types: [] }, atOnce)).rowCount).toBe(0)
    expect(view.window(0, 9)).toEqual([])
  })

  it('that came since are taken in by the next query', async () => {
    ledger.start({ runId: 'live', operation: 'verify', lane: '/x', startTime: timeAt(0), body: {} }, [event(0, 'a')])
    const view = reader.events('live')
    expect((await view.query(all, atOnce)).rowCount).toBe(1)
    ledger.append('live', [event(1, 'b')])
    expect(view.window(0, 9)).toHaveLength(1)
    expect((await view.query(all, atOnce)).rowCount).toBe(2)
    expect(view.window(0, 9)).toHaveLength(2)
  })

  it('can be looked through no further once the search is broken off', async () => {
    add('r', events)
    const breakOff = async (): Promise<never> => {
      throw new Error('enough')
    }
    await expect(reader.events('r').query({ ...all, search: 'x' }, breakOff)).rejects.toThrow('enough')
  })

  it('are none of a run that is not there', () => {
    expect(() => reader.events('nobody')).toThrow(expect.objectContaining({ code: 'unknown-run' }))
  })
})

describe('the throughput of a run', () => {
  it('is told by its summaries', () => {
    const done = (second: number, files: number, bytes: number): RunEvent =>
      event(second, 'items_processed', { files_done: files, bytes_done: bytes })
    add('r', [done(1, 1000, 500), done(3, 5000, 2500), event(4, 'error')])
    expect(reader.throughput('r')).toEqual({
      unit: 'items',
      stretches: [
        { startMs, endMs: startMs + 1000, perSecond: 1000, bytesPerSecond: 500 },
        { startMs: startMs + 1000, endMs: startMs + 3000, perSecond: 2000, bytesPerSecond: 1000 },
      ],
      errorsMs: [startMs + 4000],
    })
  })

  it('is of its events where it wrote none', () => {
    add(
      'r',
      [0, 1, 2, 3, 4, 5, 6, 8].map((second) => event(second, 'item')),
    )
    const { unit, stretches } = reader.throughput('r')
    expect(unit).toBe('events')
    expect(stretches.map(({ perSecond }) => perSecond * 4)).toEqual([4, 4])
  })

  it('has at most 500 stretches, whatever the number of summaries', () => {
    add(
      'r',
      Array.from({ length: 3000 }, (_, n) => event(n + 1, 'items_processed', { files_done: (n + 1) * 1000 })),
    )
    const { stretches } = reader.throughput('r')
    expect(stretches.length).toBeLessThanOrEqual(500)
    expect(stretches.every(({ perSecond }) => perSecond === 1000)).toBe(true)
  })
})

describe('what the library asks', () => {
  function addVerify(runId: string, second: number, status: string, isQuick = false): void {
    const result = {
      kind: 'verify',
      finished_utc: timeAt(second),
      status,
      finding_count: status === 'clean' ? 0 : 2,
      counts: status === 'clean' ? { unchanged: 3 } : { edited: 2 },
      is_quick: isQuick,
      right: { location: '/data', file_count: 3, total_size_bytes: 30 },
    }
    const body = { manifest: '/m.json', finished_utc: timeAt(second), result }
    ledger.start({ runId, operation: 'verify', lane: '/data', startTime: timeAt(second), body: {} })
    ledger.end(runId, { status: 'completed', endTime: timeAt(second), durationMs: 1, body })
  }

  it('is the newest verify of a manifest, and the newest that proved it', () => {
    addVerify('v1', 1, 'clean')
    addVerify('v2', 2, 'clean', true)
    addVerify('v3', 3, 'findings')
    const { verifies } = reader.library()
    expect(verifies.map(({ runId, status, isQuick }) => [runId, status, isQuick])).toEqual([
      ['v3', 'findings', false],
      ['v1', 'clean', false],
    ])
    expect(verifies[0]).toMatchObject({ manifest: '/m.json', directory: '/data', counts: { edited: 2 } })
    const before = reader.version()
    addVerify('v4', 4, 'clean')
    expect(reader.version()).not.toBe(before)
    expect(reader.library().verifies[0]).toMatchObject({ runId: 'v4' })
  })

  it('is the history of a folder, oldest first, with when it was last proven good', () => {
    addVerify('v1', 1, 'clean')
    addVerify('v2', 2, 'findings')
    expect(reader.history('/data')).toMatchObject({
      totalCount: 2,
      lastProvenGoodMs: startMs + 1000,
      points: [
        { runId: 'v1', status: 'clean', fileCount: 3, totalSizeBytes: 30, findingCount: 0 },
        { runId: 'v2', status: 'findings', counts: { edited: 2 } },
      ],
    })
    expect(reader.history('/elsewhere')).toEqual({ points: [], totalCount: 0, lastProvenGoodMs: null })
  })
})

it('gives a ledger of the version before what it lacks, and loses nothing', async () => {
  add('old', [event(1, 'error')])
  reader.close()
  ledger.close()
  const database = new DatabaseSync(join(workspace, 'ledger.sqlite'))
  database.exec('DROP INDEX events_of_errors; PRAGMA user_version = 1')
  database.close()
  ledger = await Ledger.open(workspace)
  reader = await LedgerReader.open(workspace)
  expect(ledger.verify()).toMatchObject({ checkedCount: 1, problems: [] })
  const [row = 0] = reader.page({ type: 'older', beforeRow: null }, 1).row
  expect(reader.errorTicks([row])).toEqual([{ row, timesMs: [startMs + 1000] }])
})
