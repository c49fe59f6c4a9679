import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatRunLog } from './format-run-log.ts'
import { importRunLogs } from './import-run-log.ts'
import { Ledger } from './ledger.ts'
import { readRunLog } from './read-run-log.ts'

let folder = ''
let path = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-log-'))
  path = join(folder, 'run_log.json')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const at = '2026-11-20T23:30:00.123456+02:00'

function logOf(changes: object = {}): Record<string, unknown> {
  const events = [
    { run_id: 'a1b2c3d4', timestamp: at, event_type: 'run_started', data: { run_id: 'a1b2c3d4' } },
    { run_id: 'a1b2c3d4', timestamp: at, event_type: 'error', data: { message: 'Input not found: x' } },
    { run_id: 'a1b2c3d4', timestamp: at, event_type: 'run_finished', data: { status: 'failed' } },
  ]
  const times = { start_time: at, end_time: '2026-11-20T21:30:00.999+00:00', duration_ms: 875 }
  return { run_id: 'a1b2c3d4', status: 'failed', ...times, event_count: 3, error_count: 1, events, ...changes }
}

async function read(value: unknown) {
  await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value))
  return readRunLog(path)
}

describe('the log of another program', () => {
  it('is read with its times as UTC, and its own numbers', async () => {
    const { start, end, events, warnings } = await read(logOf())
    expect(start).toMatchObject({ runId: 'a1b2c3d4', startTime: '2026-11-20T21:30:00.123456Z', lane: folder })
    expect(end).toMatchObject({ status: 'failed', endTime: '2026-11-20T21:30:00.999Z', durationMs: 875 })
    expect(events.map(({ type }) => type)).toEqual(['run_started', 'error', 'run_finished'])
    expect(warnings).toEqual([])
  })

  it('comes out of the ledger as it went in, but for its times', async () => {
    const { start, end, events } = await read(logOf())
    const ledger = await Ledger.open(folder)
    ledger.importRun(start, end, events)
    const run = ledger.find('a1b2c3d4')!
    const text = [...formatRunLog(run, ledger.events('a1b2c3d4').events)].join('')
    const again = JSON.parse(text) as Record<string, unknown>
    expect(Object.keys(again)).toEqual(Object.keys(logOf()))
    expect(again).toMatchObject({ status: 'failed', duration_ms: 875, event_count: 3, error_count: 1 })
    expect(text).toBe(`${JSON.stringify(again, undefined, 2)}\n`)
    await expect(read(text)).resolves.toMatchObject({ start: { runId: 'a1b2c3d4' } })
    ledger.close()
  })

  it('that completed and met errors did not plainly complete, and a word that is unknown is no success', async () => {
    expect((await read(logOf({ status: 'completed' }))).end.status).toBe('completed-with-errors')
    const fine = logOf({ status: 'SUCCESS', error_count: 0, events: [], event_count: 0 })
    expect((await read(fine)).end.status).toBe('completed')
    expect((await read(logOf({ status: 'exploded' }))).end.status).toBe('failed')
  })

  it('whose numbers do not add up is taken in with warnings', async () => {
    const { warnings } = await read(logOf({ event_count: 9, error_count: 0 }))
    expect(warnings).toEqual(['It says it has 9 events, and has 3.', 'It says it met 0 errors, and tells of 1.'])
  })

  it('that ended before it started is taken in with a warning, however little before', async () => {
    const { warnings, end } = await read(logOf({ end_time: '2026-11-20T21:30:00.123455Z' }))
    const [ended, started] = ['2026-11-20T21:30:00.123455Z', '2026-11-20T21:30:00.123456Z']
    expect(warnings).toEqual([`It says it ended at ${ended}, before it started at ${started}.`])
    expect(end).toMatchObject({ endTime: ended, durationMs: 875 })
    expect((await read(logOf({ end_time: at }))).warnings).toEqual([])
  })

  it.each([
    [logOf({ start_time: '2026-11-20T23:30:00' }), /"start_time": expected an ISO 8601 time with Z or an offset/u],
    [logOf({ events: [{ timestamp: 'noon', event_type: 'x', data: {} }] }), /"events\.0\.timestamp"/u],
    [logOf({ duration_ms: '12' }), /"duration_ms"/u],
    [logOf({ run_id: undefined }), /"run_id"/u],
    ['{"run_id": ', /is no JSON/u],
    ['[]', /has an invalid ""/u],
    ['', /is no JSON/u],
  ])('that is not one is refused by its field: %#', async (value, problem) => {
    await expect(read(value)).rejects.toMatchObject({
      code: 'run-log-invalid',
      path,
      message: expect.stringMatching(problem),
    })
  })

  it('that is not there, or is a folder, is refused by name', async () => {
    await expect(readRunLog(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(readRunLog(folder)).rejects.toMatchObject({ code: 'run-log-invalid', path: folder })
  })
})

it('is written with no events as an empty list', async () => {
  const ledger = await Ledger.open(folder)
  ledger.start({ runId: 'x', operation: 'verify', lane: '/', startTime: '2026-11-21T10:00:00.000Z', body: {} })
  const text = [...formatRunLog(ledger.find('x')!, [])].join('')
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), undefined, 2)}\n`)
  expect(JSON.parse(text)).toMatchObject({ status: 'started', end_time: null, events: [] })
  ledger.close()
})

it('that cannot be kept is named, and keeps none of the others back', async () => {
  const write = async (name: string, value: string): Promise<string> => {
    await writeFile(join(folder, name), value)
    return join(folder, name)
  }
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
  const event = `{"timestamp":"${at}","event_type":"x","data":${deep}}`
  const paths = [
    await write('good.json', JSON.stringify(logOf({ run_id: 'good' }))),
    await write('huge.json', JSON.stringify(logOf({ duration_ms: 1e308 }))),
    await write('deep.json', JSON.stringify(logOf({ run_id: 'deep', events: [] })).replace('[]', `[${event}]`)),
    await write('last.json', JSON.stringify(logOf({ run_id: 'last' }))),
  ]
  const ends = await importRunLogs({ workspace: join(folder, 'workspace'), paths, isRecorded: false })
  expect(ends).toMatchObject([
    { runId: 'good', outcome: 'imported' },
    { error: { code: 'run-log-invalid', path: paths[1] } },
    { error: { code: 'run-log-invalid', path: paths[2] } },
    { runId: 'last', outcome: 'imported' },
  ])
  const ledger = await Ledger.open(join(folder, 'workspace'))
  expect(ledger.list().map(({ runId }) => runId)).toEqual(['last', 'good'])
  expect(ledger.verify().problems).toEqual([])
  ledger.close()
})
