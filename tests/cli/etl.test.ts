import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PipelineBench, sha256Of } from '../../src/engine/pipeline/audit/pipeline-fixtures.ts'
import { Bench, waitForEnd, waitForText } from './run-assay.ts'

let bench: Bench
let pipeline: PipelineBench
beforeEach(() => {
  bench = new Bench()
  pipeline = new PipelineBench()
})
afterEach(() => {
  bench.remove()
  pipeline.remove()
})

const manifestName = 'systems_download.manifest.json'

async function init(): Promise<string> {
  await bench.run('etl', 'init', 'm', manifestName, '--process', 'extractor')
  return bench.path('m', manifestName)
}

function readJson(path: string): {
  metadata: Record<string, unknown>
  records: Record<string, Record<string, unknown>>
} {
  return JSON.parse(readFileSync(path, 'utf8'))
}

it('names its commands where none is named', async () => {
  const { exitCode, stderr } = await bench.run('etl')
  const message = 'assay: Name a command of "etl": init, add, import, list, show, check, has, repair.\n'
  expect([exitCode, stderr]).toEqual([3, message])
})

describe('assay etl init', () => {
  it.each([
    [['systems_download'], 'systems_download.manifest.json', 'download', '1.0.0'],
    [['systems_download', '--process', 'extractor', '--etl-version', '2.0'], manifestName, 'extractor', '2.0'],
    [['extractor_v1.2.0'], 'extractor_v1.2.0.json', 'extractor', '1.2.0'],
    [['extractor', '--etl-version', '3.0.0'], 'extractor_v3.0.0.json', 'extractor', '3.0.0'],
  ])('makes %j into %s, and its folder', async (args, name, process, version) => {
    const { exitCode, json } = await bench.runJson('etl', 'init', 'new/m', ...args)
    expect([exitCode, json]).toEqual([0, { manifest: bench.path('new/m', name), process, etl_version: version }])
    const { metadata, records } = readJson(bench.path('new/m', name))
    expect([metadata, records]).toMatchObject([{ process, etl_version: version, total_records: 0 }, {}])
  })

  it('refuses to overwrite, and a name that says nothing', async () => {
    const path = await init()
    const before = readFileSync(path)
    const again = await bench.runJson('etl', 'init', 'm', manifestName)
    expect([again.exitCode, again.json.error.code]).toEqual([3, 'already-exists'])
    expect(again.json.error.message).toMatch(/already, and it stays as it is\. Add to it,/u)
    expect(readFileSync(path)).toEqual(before)
    for (const name of ['extractor', 'a/b_c', '']) {
      const { exitCode, json } = await bench.runJson('etl', 'init', 'm', name)
      expect([exitCode, json.error.code]).toEqual([3, 'bad-usage'])
    }
  })
})

describe('assay etl add', () => {
  it('records files by their content, and recognises one that is recorded', async () => {
    const path = await init()
    writeFileSync(bench.path('a.csv'), 'one')
    writeFileSync(bench.path('b.csv'), 'one')
    const options = ['--source-id', 'spansh', '--dataset', 'd', '--etag', 'e1', '--record-version', '9']
    const { exitCode, json } = await bench.runJson('etl', 'add', path, 'a.csv', 'b.csv', ...options)
    expect(exitCode).toBe(0)
    expect(json.files).toMatchObject([
      { path: bench.path('a.csv'), status: 'added', size_bytes: 3, checksum_sha256: sha256Of('one') },
      { path: bench.path('b.csv'), status: 'known', record: { file_path: bench.path('a.csv') } },
    ])
    const fields = { source_id: 'spansh', dataset: 'd', etag: 'e1', version: '9', file_size: 3 }
    expect(readJson(path).records[sha256Of('one')]).toMatchObject({ ...fields, file_path: bench.path('a.csv') })
    const again = await bench.run('etl', 'add', path, 'b.csv')
    expect(again.stdout).toMatch(/^= known {2}.*b\.csv {2}already recorded on \d{4}-\d\d-\d\dT.*, as .*a\.csv\n$/u)
  })

  it('goes on past files that cannot be recorded, and exits with 2', async () => {
    const path = await init()
    writeFileSync(bench.path('empty'), '')
    writeFileSync(bench.path('a.csv'), 'one')
    const { exitCode, stdout, stderr } = await bench.run('etl', 'add', path, 'empty', 'none', 'tree', path, 'a.csv')
    expect(exitCode).toBe(2)
    expect(stdout).toContain('+ added')
    expect(stderr).toMatch(
      /empty: empty-file: is empty.*\n.*none: ENOENT.*\n.*tree: EISDIR.*\n.*is the manifest itself/u,
    )
    expect(Object.keys(readJson(path).records)).toEqual([sha256Of('one')])
  })

  it('writes the shape of the records there, else the one the name goes with', async () => {
    await bench.run('etl', 'init', 'm', 'extractor_v1.0.0')
    writeFileSync(bench.path('a.csv'), 'one')
    const { exitCode } = await bench.run('etl', 'add', 'm/extractor_v1.0.0.json', 'a.csv')
    expect(exitCode).toBe(0)
    const [record] = Object.values(readJson(bench.path('m/extractor_v1.0.0.json')).records)
    expect(record).toMatchObject({ filename: 'a.csv', filepath: bench.path('a.csv'), content_length_bytes: 3 })
  })

  it('records what a link leads to, so that a check finds it', async () => {
    const path = await init()
    writeFileSync(bench.path('2026.csv'), 'one')
    symlinkSync('2026.csv', bench.path('latest.csv'))
    await bench.run('etl', 'add', path, 'latest.csv')
    expect(readJson(path).records[sha256Of('one')]).toMatchObject({ file_path: bench.path('2026.csv') })
  })

  it('refuses a manifest that is not there, and never writes to a damaged one', async () => {
    writeFileSync(bench.path('a.csv'), 'one')
    const missing = await bench.runJson('etl', 'add', 'none.manifest.json', 'a.csv')
    expect([missing.exitCode, missing.json.error.code]).toEqual([3, 'not-found'])
    const path = pipeline.writeManifest(manifestName, [pipeline.record('/a', 'a', { file_size: 0 })])
    const before = readFileSync(path)
    const damaged = await bench.runJson('etl', 'add', path, 'a.csv')
    expect([damaged.exitCode, damaged.json.error.code]).toEqual([3, 'manifest-invalid'])
    expect(damaged.json.error.message).toMatch(/records\["[0-9a-f]+…"\]\.file_size is 0/u)
    expect(readFileSync(path)).toEqual(before)
  })

  it('is a run of the ledger, with its log where one is asked for', async () => {
    const path = await init()
    writeFileSync(bench.path('a.csv'), 'one')
    const { json } = await bench.runJson('etl', 'add', path, 'a.csv', 'none', '--log', 'log.json')
    const log = JSON.parse(readFileSync(bench.path('log.json'), 'utf8'))
    expect(log).toMatchObject({ run_id: json.run_id, status: 'completed-with-errors', error_count: 1 })
    const { json: shown } = await bench.runJson('runs', 'list')
    expect(shown.runs).toMatchObject([{ operation: 'import', lane: bench.path('m') }])
  })
})

describe('assay etl import', () => {
  it('records every file of a folder but junk, the manifests and their locks', async () => {
    const path = await init()
    for (const name of ['a', 'b', 'Thumbs.db']) writeFileSync(bench.path('m', name), name)
    mkdirSync(bench.path('m/deep'))
    writeFileSync(bench.path('m/deep/a2'), 'a')
    writeFileSync(bench.path('m/deep/empty'), '')
    symlinkSync('a', bench.path('m/link'))
    expect(existsSync(bench.path(`m/.${manifestName}.lock`))).toBe(true)
    const { exitCode, json } = await bench.runJson('etl', 'import', path, 'm')
    expect(exitCode).toBe(2)
    expect(json).toMatchObject({ status: 'incomplete', added_count: 2, known_count: 1, error_count: 1 })
    expect(json.errors).toEqual([{ path: bench.path('m/deep/empty'), code: 'empty-file', message: expect.any(String) }])
    const records = Object.values(readJson(path).records)
    expect(new Set(records.map((record) => record['source_id']))).toEqual(new Set(['a', 'b']))
  })

  it('keeps what was added when it is interrupted', async () => {
    const path = await init()
    for (let i = 0; i < 2000; i += 1) writeFileSync(bench.path('tree', `f${i}`), `content ${i}`)
    // Takes minutes to read: the import cannot be over before it is interrupted.
    writeFileSync(bench.path('tree', 'huge'), '')
    truncateSync(bench.path('tree', 'huge'), 2 ** 38)
    const child = bench.start(['etl', 'import', path, 'tree', '--json', '--progress', 'ndjson', '--workers', '1'])
    await waitForText(child.stderr, /"files_done":2000\b/u)
    child.kill('SIGINT')
    const { exitCode, stdout } = await waitForEnd(child)
    expect(exitCode).toBe(130)
    const json = JSON.parse(stdout)
    expect(json.added_count).toBeGreaterThan(0)
    expect([json.status, Object.keys(readJson(path).records).length]).toEqual(['cancelled', json.added_count])
    rmSync(bench.path('tree', 'huge'))
    const rest = await bench.runJson('etl', 'import', path, 'tree')
    expect([rest.exitCode, rest.json.added_count + rest.json.known_count]).toEqual([0, 2000])
    expect(Object.keys(readJson(path).records)).toHaveLength(2000)
  })
})

describe('assay etl list and show', () => {
  it('lists how each manifest stands, and exits with 1 where one is corrupt', async () => {
    const path = pipeline.writeData('a', 'one')
    pipeline.writeManifest(manifestName, [pipeline.record(path, 'one')])
    pipeline.writeManifest('extractor_v1.0.0.json', [], { ts_updated: '2020-01-01T00:00:00Z' })
    const fine = await bench.runJson('etl', 'list', pipeline.manifests)
    expect(fine.exitCode).toBe(0)
    expect(fine.json.manifests).toMatchObject([
      { health: ['stale', 'empty'], domain: null, updated_utc: '2020-01-01T00:00:00.000Z', adds: null },
      { health: ['valid'], domain: 'systems', record_count: 1, total_size_bytes: 3, shape: 'strategy' },
    ])
    writeFileSync(pipeline.manifests + '/x_load.manifest.json', '')
    const { exitCode, stdout } = await bench.run('etl', 'list', pipeline.manifests)
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/! stale, - empty .*\n= valid {3,}1 {4}3 B .*\nx corrupt .*x_load\.manifest\.json\n$/u)
  })

  it('says of a folder without manifests that there are none, and refuses one that is not there', async () => {
    expect(await bench.run('etl', 'list', 'tree')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('no process manifests'),
    })
    expect((await bench.runJson('etl', 'list', 'none')).json.error.code).toBe('not-found')
  })

  it('shows the newest records, those of a source, or those with a text', async () => {
    const of = (name: string, day: number, source: string) =>
      pipeline.record(`/data/${name}`, name, { ts_downloaded: `2026-11-0${day}T00:00:00Z`, source_id: source })
    const path = pipeline.writeManifest(manifestName, [of('a', 1, 'x'), of('Été.csv', 3, 'y'), of('c', 2, 'x')])
    const names = async (...args: string[]) => {
      const { json } = await bench.runJson('etl', 'show', path, ...args)
      return [json.records.map((record: { file_path: string }) => record.file_path), json.matched_count]
    }
    expect(await names()).toEqual([['/data/Été.csv', '/data/c', '/data/a'], 3])
    expect(await names('--limit', '1')).toEqual([['/data/Été.csv'], 3])
    expect(await names('--source', 'x')).toEqual([['/data/c', '/data/a'], 2])
    expect(await names('--search', 'É'.normalize('NFD').toLowerCase())).toEqual([['/data/Été.csv'], 1])
    const { exitCode, stdout } = await bench.run('etl', 'show', path, '--limit', '2')
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('The newest 2 of 3 records')])
    expect((await bench.runJson('etl', 'show', pipeline.manifests)).json.error.code).toBe('not-a-file')
  })

  it('escapes what a manifest says on a terminal and elsewhere, and is exact in JSON', async () => {
    const hostile = '/data/\u001b[31mred\u202egpj.exe'
    const record = pipeline.record(hostile, 'a', { source_id: '\u001b]0;title\u0007', version: '\u0000' })
    const path = pipeline.writeManifest(manifestName, [record], { process: 'ex\u001b[2J' })
    for (const command of ['show', 'list', 'check']) {
      const target = command === 'show' ? path : pipeline.manifests
      const { stdout, stderr } = await bench.run('etl', command, target)
      // oxlint-disable-next-line no-control-regex -- what must not be there
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u)
    }
    const { json } = await bench.runJson('etl', 'show', path)
    expect(json.records[0]).toEqual(record)
  })
})

describe('assay etl has', () => {
  it('exits with 0 where a content was seen, says where and when, and with 1 where not', async () => {
    const data = pipeline.writeData('a', 'one')
    pipeline.writeManifest(manifestName, [pipeline.record(data, 'one', { ts_downloaded: '2026-11-01T00:00:00Z' })])
    const seen = `seen in extractor (${manifestName}) on 2026-11-01T00:00:00Z, as ${data}\n`
    for (const subject of [data, sha256Of('one'), sha256Of('one').toUpperCase()]) {
      const { exitCode, stdout } = await bench.run('etl', 'has', pipeline.manifests, subject)
      expect([exitCode, stdout]).toEqual([0, seen])
    }
    const { exitCode, json } = await bench.runJson('etl', 'has', pipeline.manifests, sha256Of('two'))
    expect([exitCode, json]).toMatchObject([1, { seen: false, records: [], damaged: [] }])
    expect((await bench.run('etl', 'has', pipeline.manifests, pipeline.writeData('b', 'two'))).exitCode).toBe(1)
  })

  it.each(['abc', 'a'.repeat(63), 'a'.repeat(65), 'f'.repeat(128)])('takes %s for no digest', async (digest) => {
    pipeline.writeManifest(manifestName, [])
    const { exitCode, json } = await bench.runJson('etl', 'has', pipeline.manifests, digest)
    expect([exitCode, json.error.code]).toEqual([3, 'bad-usage'])
  })

  it('cannot tell where a damaged manifest may have lost the record, and can where another has it', async () => {
    pipeline.writeManifest('a_load.manifest.json', [pipeline.record('/data/a', 'one')])
    const damaged = `${pipeline.manifests}/${manifestName}`
    writeFileSync(damaged, '{"metadata": {')
    expect((await bench.run('etl', 'has', pipeline.manifests, sha256Of('one'))).exitCode).toBe(0)
    const { exitCode, stdout, stderr } = await bench.run('etl', 'has', pipeline.manifests, sha256Of('two'))
    expect([exitCode, stdout]).toEqual([2, expect.stringContaining('cannot tell')])
    expect(stderr).toContain(`${damaged} is damaged`)
    const { json } = await bench.runJson('etl', 'has', pipeline.manifests, sha256Of('two'))
    expect([json.seen, json.damaged]).toEqual([null, [damaged]])
  })

  it('refuses a file that is not there, a folder, and manifests that are not there', async () => {
    pipeline.writeManifest(manifestName, [])
    expect((await bench.runJson('etl', 'has', pipeline.manifests, 'none.csv')).json.error.code).toBe('not-found')
    expect((await bench.runJson('etl', 'has', pipeline.manifests, 'tree')).json.error.code).toBe('not-a-file')
    expect((await bench.runJson('etl', 'has', 'none', sha256Of(''))).json.error.code).toBe('not-found')
  })
})
