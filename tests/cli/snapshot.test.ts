import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, type Json } from './run-assay.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
  mkdirSync(join(bench.tree, 'x'))
  writeFileSync(join(bench.tree, 'x/a.csv'), 'hello\n')
  writeFileSync(join(bench.tree, 'b.bin'), 'world!')
  symlinkSync('b.bin', join(bench.tree, 'link'))
})
afterEach(() => bench.remove())

function readJson(path: string): Json {
  return JSON.parse(readFileSync(path, 'utf8'))
}

describe('assay snapshot', () => {
  it('writes a manifest and prints what it holds, with exactly the keys that are documented', async () => {
    const { exitCode, json } = await bench.runJson('snapshot', 'tree', '-o', 'out.manifest.json', '--run-id', 'r1')
    expect(exitCode).toBe(0)
    expect(Object.keys(json).join()).toBe(
      'run_id,manifest,directory,status,file_count,total_size_bytes,error_count,skipped_count,algorithms,seal,started_utc,finished_utc,duration_ms',
    )
    expect(json).toMatchObject({
      run_id: 'r1',
      manifest: bench.path('out.manifest.json'),
      directory: bench.tree,
      status: 'completed',
      file_count: 2,
      total_size_bytes: 12,
      error_count: 0,
      algorithms: ['sha256'],
    })
    const manifest = readJson(bench.path('out.manifest.json'))
    expect(json.seal).toEqual(manifest.seal)
    expect(manifest.files.map((file: Json) => file.relative_path)).toEqual(['b.bin', 'link', 'x/a.csv'])
    const { stdout } = spawnSync('sha256sum', [join(bench.tree, 'x/a.csv')], { encoding: 'utf8' })
    expect(stdout).toContain(manifest.files[2].checksum_sha256)
  })

  it('writes into the workspace by default, under the name of folder and run', async () => {
    const { exitCode, json } = await bench.runJson('snapshot', 'tree')
    expect(exitCode).toBe(0)
    expect(json.run_id).toMatch(/^run_\d{8}_\d{6}$/u)
    expect(json.manifest).toBe(join(bench.workspace, 'manifests', `tree_${json.run_id}.manifest.json`))
    expect(existsSync(json.manifest)).toBe(true)
  })

  it('gives each of two runs started in one second a name of its own', async () => {
    const runs = await Promise.all([bench.runJson('snapshot', 'tree'), bench.runJson('snapshot', 'tree')])
    expect(runs.map((run) => run.exitCode)).toEqual([0, 0])
    expect(new Set(runs.map((run) => run.json.manifest)).size).toBe(2)
  })

  it('leaves its output, and the workspace, out of the folder it reads', async () => {
    const { json } = await bench.runJson('snapshot', '.', '-o', 'tree/own.manifest.json')
    const manifest = readJson(bench.path('tree/own.manifest.json'))
    expect(json.exitCode).toBeUndefined()
    expect(manifest.files.map((file: Json) => file.relative_path)).toEqual(['tree/b.bin', 'tree/link', 'tree/x/a.csv'])
  })

  it('takes several digests, and applies the filters', async () => {
    writeFileSync(join(bench.tree, 'Thumbs.db'), 'junk')
    const args = ['snapshot', 'tree', '-o', 'o.json', '--algorithm', 'md5,blake3', '--exclude', '*.bin']
    expect((await bench.run(...args)).exitCode).toBe(0)
    expect(readJson(bench.path('o.json')).files.map((file: Json) => file.relative_path)).toEqual(['link', 'x/a.csv'])
    expect(readJson(bench.path('o.json')).files[1]).toMatchObject({
      checksum_md5: 'b1946ac92492d2347c6235b4d2611184',
      checksum_blake3: expect.stringMatching(/^[0-9a-f]{64}$/u),
    })
    await bench.run('snapshot', 'tree', '-o', 'junk.json', '--keep-junk', '--include', 'Thumbs.db')
    expect(readJson(bench.path('junk.json')).files.map((file: Json) => file.relative_path)).toEqual(['Thumbs.db'])
  })

  it('writes a run manifest with MD5 by default', async () => {
    const { exitCode, json } = await bench.runJson('snapshot', 'tree', '-o', 'o.json', '--format', 'run-manifest')
    expect(exitCode).toBe(0)
    expect(json).toMatchObject({ algorithms: ['md5'], seal: null })
    expect(readJson(bench.path('o.json')).files[0]).toHaveProperty('checksum_md5')
  })

  it('goes on past an unreadable file, names it on stderr, and exits with 2', async () => {
    writeFileSync(join(bench.tree, 'secret\u001b[31m'), 'x')
    chmodSync(join(bench.tree, 'secret\u001b[31m'), 0)
    const { exitCode, stdout, stderr } = await bench.runUnprivileged('snapshot', 'tree', '-o', 'o.json', '--json')
    expect(exitCode).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ status: 'completed-with-errors', file_count: 2, error_count: 1 })
    expect(stderr).toContain('error: secret\\x1b[31m: EACCES')
    const failed = readJson(bench.path('o.json')).files.filter((file: Json) => file.error !== undefined)
    expect(failed).toMatchObject([{ relative_path: 'secret\u001b[31m', error: { code: 'EACCES' } }])
  })

  it('exits with 3, and says so as JSON, where it cannot run', async () => {
    const missing = await bench.runJson('snapshot', 'nowhere')
    expect(missing.exitCode).toBe(3)
    expect(missing.json).toEqual({
      error: { code: 'not-found', message: expect.stringContaining('nowhere'), path: bench.path('nowhere') },
    })
    expect((await bench.runJson('snapshot', 'tree/b.bin')).json.error.code).toBe('not-a-directory')
    expect((await bench.runJson('snapshot', 'tree', '-o', '/dev/null')).json.error.code).toBe('output-refused')
    const usage = await bench.runJson('snapshot', 'tree', '--algoritm', 'md5')
    expect(usage.exitCode).toBe(3)
    expect(usage.json.error).toEqual({ code: 'bad-usage', message: expect.stringContaining('--algorithm') })
    expect(usage.stderr).toMatch(/^assay: [^\n]+\n$/u)
  })

  it('exits with 2 where the result cannot be written', async () => {
    const command = `"${bench.node}" "${bench.entry}" snapshot tree -o o.json --json > /dev/full`
    const env = { ...process.env, ASSAY_HOME: bench.workspace }
    const ended = spawnSync('sh', ['-c', command], { cwd: bench.folder, env, encoding: 'utf8' })
    expect(ended.status).toBe(2)
    expect(ended.stderr).toContain('ENOSPC')
  })

  it('takes over digests from a base', async () => {
    await bench.run('snapshot', 'tree', '-o', 'base.json')
    const { exitCode } = await bench.run('snapshot', 'tree', '-o', 'next.json', '--base', 'base.json')
    expect(exitCode).toBe(0)
    expect(readJson(bench.path('next.json')).files).toEqual(readJson(bench.path('base.json')).files)
  })

  it('shows progress as NDJSON on stderr, and nothing but the result on stdout', async () => {
    const { stdout, stderr } = await bench.run('snapshot', 'tree', '-o', 'o.json', '--progress', 'ndjson', '--json')
    expect(JSON.parse(stdout)).toHaveProperty('file_count', 2)
    const records = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(records.at(-1)).toMatchObject({ type: 'progress', files_done: 2, bytes_done: 12 })
  })
})

describe('the log of a run', () => {
  it('is what the ledger has of it, with a summary now and then instead of an event a file', async () => {
    for (let index = 0; index < 2100; index += 1) writeFileSync(join(bench.tree, `f${index}`), '')
    const { json } = await bench.runJson('snapshot', 'tree', '-o', 'o.json', '--log', 'log.json')
    const log = readJson(bench.path('log.json'))
    expect(Object.keys(log).join()).toBe('run_id,status,start_time,end_time,duration_ms,event_count,error_count,events')
    expect(log).toMatchObject({ run_id: json.run_id, status: 'completed', error_count: 0 })
    const types = new Set(log.events.map((event: Json) => event.event_type))
    expect([...types]).toEqual(['run_started', 'items_processed', 'snapshot_ended', 'run_finished'])
    expect(log.event_count).toBe(log.events.length)
    expect((await bench.runJson('runs', 'show', json.run_id)).json).toEqual(log)
  })

  it('is written when the run fails', async () => {
    const { exitCode } = await bench.run('snapshot', 'nowhere', '--log', 'log.json', '--run-id', 'night')
    expect(exitCode).toBe(3)
    const log = readJson(bench.path('log.json'))
    expect(log).toMatchObject({ run_id: 'night', status: 'failed', error_count: 1 })
    expect(log.events[1]).toMatchObject({ event_type: 'error', data: { code: 'not-found' } })
  })

  it('makes the run incomplete where it cannot be written', async () => {
    const { exitCode, stderr } = await bench.run('snapshot', 'tree', '-o', 'o.json', '--log', 'no/such/folder/log.json')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('the log')
    expect(existsSync(bench.path('o.json'))).toBe(true)
  })
})

it('leaves nothing but what was asked for beside the manifest', async () => {
  await bench.run('snapshot', 'tree', '-o', 'results/../o.json')
  expect(
    readdirSync(bench.folder)
      .filter((name) => name !== basename(bench.workspace))
      .toSorted(),
  ).toEqual(['o.json', 'tree'])
})
