import { chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench } from './run-assay.ts'

let bench: Bench
beforeEach(async () => {
  bench = new Bench()
  writeFileSync(join(bench.tree, 'a'), 'content')
  await bench.run('snapshot', 'tree', '-o', 'm.json', '--run-id', 'first')
})
afterEach(() => bench.remove())

function logOf(runId: string, changes: object = {}): string {
  const at = '2026-11-20T21:30:00.123456+00:00'
  const events = [{ run_id: runId, timestamp: at, event_type: 'error', data: { message: 'Input not found: x' } }]
  const times = { start_time: at, end_time: '2026-11-20T21:30:07.5+00:00', duration_ms: 7376 }
  const log = { run_id: runId, status: 'failed', ...times, event_count: 1, error_count: 1, events, ...changes }
  const path = bench.path(`${runId}.json`)
  writeFileSync(path, JSON.stringify(log))
  return path
}

describe('assay runs list', () => {
  it('has every run, newest first, of Assay and of others', async () => {
    await bench.run('verify', 'm.json', '--report', 'report.html')
    await bench.run('runs', 'import', logOf('a1b2c3d4'))
    const { exitCode, json } = await bench.runJson('runs', 'list')
    expect(exitCode).toBe(0)
    expect(json.runs).toMatchObject([
      { operation: 'import', status: 'completed', lane: bench.folder },
      { operation: 'export', status: 'completed', lane: bench.tree },
      { operation: 'verify', status: 'completed', lane: bench.tree },
      { run_id: 'first', operation: 'snapshot', status: 'completed', error_count: 0 },
      { run_id: 'a1b2c3d4', status: 'failed', source: 'import', duration_ms: 7376, error_count: 1 },
    ])
  })

  it.each([
    [['--status', 'failed'], ['a1b2c3d4']],
    [
      ['--status', 'failed', '--status', 'completed'],
      ['first', 'a1b2c3d4'],
    ],
    [['--longer-than', '5s'], ['a1b2c3d4']],
    [['--longer-than', '7376ms'], []],
    [['--with-errors'], ['a1b2c3d4']],
    [
      ['--since', '2026-11-20T21:30:00Z'],
      ['first', 'a1b2c3d4'],
    ],
    [['--since', '1m'], ['first']],
  ])('narrows by %j, with the import itself left out', async (args, expected) => {
    await bench.run('runs', 'import', logOf('a1b2c3d4'))
    const { json } = await bench.runJson('runs', 'list', ...args)
    const runs = (json.runs as { run_id: string; operation: string }[]).filter((run) => run.operation !== 'import')
    expect(runs.map((run) => run.run_id)).toEqual(expected)
  })

  it.each([
    ['--status', 'fine'],
    ['--longer-than', '5'],
    ['--since', 'yesterday'],
    ['--since', '2026-11-20T21:30'],
  ])('refuses %s %s', async (...args) => {
    const { exitCode, json } = await bench.runJson('runs', 'list', ...args)
    expect([exitCode, json.error.code]).toEqual([3, 'bad-usage'])
  })
})

describe('assay runs show', () => {
  it('prints a run log as JSON, of Assay as of others', async () => {
    const { json } = await bench.runJson('runs', 'show', 'first')
    expect(Object.keys(json)).toEqual([
      'run_id',
      'status',
      'start_time',
      'end_time',
      'duration_ms',
      'event_count',
      'error_count',
      'events',
    ])
    expect(json).toMatchObject({
      run_id: 'first',
      status: 'completed',
      error_count: 0,
      event_count: json.events.length,
    })
    expect(json.events[0]).toMatchObject({ run_id: 'first', event_type: 'run_started' })
    const path = logOf('a1b2c3d4')
    await bench.run('runs', 'import', path)
    const { status, duration_ms, event_count, error_count } = JSON.parse(readFileSync(path, 'utf8'))
    expect((await bench.runJson('runs', 'show', 'a1b2c3d4')).json).toMatchObject({
      status,
      duration_ms,
      event_count,
      error_count,
    })
  })

  it('names a run that is not there', async () => {
    const { exitCode, json } = await bench.runJson('runs', 'show', 'nothing')
    expect([exitCode, json.error.code]).toEqual([3, 'unknown-run'])
  })

  it('tells people the errors first, with nothing in a name that a terminal obeys', async () => {
    const events = [
      { timestamp: '2026-11-20T21:30:00Z', event_type: 'item', data: { item: '\u001b[31m' } },
      { timestamp: '2026-11-20T21:30:01Z', event_type: 'error', data: { message: 'no' } },
    ]
    await bench.run('runs', 'import', logOf('a1b2c3d4', { events, event_count: 2 }))
    const { stdout } = await bench.run('runs', 'show', 'a1b2c3d4')
    expect(stdout.indexOf('"no"')).toBeLessThan(stdout.indexOf('item '))
    expect(stdout).not.toContain('\u001b')
  })
})

describe('assay runs verify', () => {
  it('finds the chain intact, and the run that was altered by its name', async () => {
    await bench.run('verify', 'm.json')
    const intact = await bench.runJson('runs', 'verify')
    expect([intact.exitCode, intact.json.status, intact.json.checked_count]).toEqual([0, 'clean', 2])
    const database = new DatabaseSync(join(bench.workspace, 'ledger.sqlite'))
    database.exec("UPDATE runs SET body = replace(body, '\"file_count\":1', '\"file_count\":2') WHERE run_id = 'first'")
    database.close()
    const altered = await bench.runJson('runs', 'verify')
    expect([altered.exitCode, altered.json.status]).toEqual([1, 'findings'])
    expect(altered.json.problems).toMatchObject([{ run_id: 'first', position: 1 }])
    expect((await bench.run('runs', 'verify')).stdout).toMatch(/broken.*first/u)
  })
})

describe('assay runs import', () => {
  it('takes the same file in once, and another run of the same name beside it', async () => {
    const path = logOf('a1b2c3d4')
    expect((await bench.runJson('runs', 'import', path)).json.runs).toMatchObject([{ outcome: 'imported' }])
    expect((await bench.runJson('runs', 'import', path)).json.runs).toMatchObject([{ outcome: 'known' }])
    const other = logOf('a1b2c3d4', { duration_ms: 1 })
    expect((await bench.runJson('runs', 'import', other)).json.runs).toMatchObject([{ run_id: 'a1b2c3d4_2' }])
    expect((await bench.runJson('runs', 'verify')).json.status).toBe('clean')
  })

  it('takes in what it can, and says which file it could not by its field', async () => {
    const bad = logOf('bad', { start_time: '2026-11-20T21:30:00' })
    const { exitCode, json, stderr } = await bench.runJson('runs', 'import', bad, logOf('good'))
    expect(exitCode).toBe(2)
    expect(json.runs).toMatchObject([{ error: { code: 'run-log-invalid' } }, { run_id: 'good' }])
    expect(stderr).toMatch(/bad\.json has an invalid "start_time"/u)
    expect((await bench.run('runs', 'import', bad)).exitCode).toBe(3)
  })
})

function insertOrphan(database: DatabaseSync): void {
  const columns = 'operation, lane, source, start_ms, start_time, event_count, error_count, warning_count, body, host'
  database.exec(
    `INSERT INTO runs (run_id, status, ${columns}, process_id, process_start)
     SELECT 'cut', 'started', ${columns.replace('event_count', '0')}, 4194999, 'x' FROM runs WHERE run_id = 'first'`,
  )
}

it('closes a run whose process was killed as aborted', async () => {
  const database = new DatabaseSync(join(bench.workspace, 'ledger.sqlite'))
  insertOrphan(database)
  database.close()
  const { json } = await bench.runJson('runs', 'list', '--status', 'aborted')
  expect(json.runs).toMatchObject([{ run_id: 'cut' }])
  expect((await bench.runJson('runs', 'verify')).json.status).toBe('clean')
})

describe.runIf(process.platform === 'linux')('in a workspace that can only be read', () => {
  const ends = ['', '-wal', '-shm']

  function ledger(end = ''): string {
    return join(bench.workspace, `ledger.sqlite${end}`)
  }

  function forbidWriting(): void {
    for (const end of ends) if (existsSync(ledger(end))) chmodSync(ledger(end), 0o444)
    chmodSync(bench.workspace, 0o555)
  }

  /** As a kill leaves it: what came last is in the log alone, with the files named beside the database. */
  function leaveAsKilled(left: readonly string[]): void {
    const database = new DatabaseSync(ledger())
    insertOrphan(database)
    for (const end of left) copyFileSync(ledger(end), bench.path(`kept${end}`))
    database.close()
    for (const end of left) copyFileSync(bench.path(`kept${end}`), ledger(end))
  }

  afterEach(() => chmodSync(bench.workspace, 0o755))

  it('lists, shows and verifies what is there, and imports nothing', async () => {
    const before = readFileSync(ledger())
    forbidWriting()
    const list = await bench.runUnprivileged('runs', 'list')
    expect(list).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('first'), stderr: '' })
    const show = await bench.runUnprivileged('runs', 'show', 'first', '--json')
    expect(JSON.parse(show.stdout)).toMatchObject({ run_id: 'first', status: 'completed' })
    expect((await bench.runUnprivileged('runs', 'verify')).exitCode).toBe(0)
    const imported = await bench.runUnprivileged('runs', 'import', logOf('a1b2c3d4'))
    expect([imported.exitCode, imported.stderr]).toEqual([3, expect.stringMatching(/permission/iu)])
    expect(readFileSync(ledger())).toEqual(before)
  })

  it('refuses the ledger of a later version as elsewhere', async () => {
    const database = new DatabaseSync(ledger())
    database.exec('PRAGMA user_version = 3')
    database.close()
    forbidWriting()
    const { exitCode, stderr } = await bench.runUnprivileged('runs', 'list')
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('Use a newer Assay')])
  })

  it.each([[ends], [['', '-wal']]])('has what is in the log that a killed program left, of %j', async (left) => {
    leaveAsKilled(left)
    forbidWriting()
    const { exitCode, stdout, stderr } = await bench.runUnprivileged('runs', 'list', '--json')
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout).runs).toMatchObject([{ run_id: 'cut', status: 'started' }, { run_id: 'first' }])
    expect(stderr).toContain('can only be read here, so that 1 run whose process is gone is still shown as started')
    expect((await bench.runUnprivileged('runs', 'verify')).exitCode).toBe(0)
  })
})
