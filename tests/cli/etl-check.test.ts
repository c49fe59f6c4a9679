import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PipelineBench, sha256Of } from '../../src/engine/pipeline/audit/pipeline-fixtures.ts'
import { startStopwatch } from '../helpers/start-stopwatch.ts'
import { Bench, waitForEnd, waitForText, type Json } from './run-assay.ts'

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

function check(...args: string[]) {
  return bench.runJson('etl', 'check', pipeline.manifests, ...args)
}

function kinds(json: Json): string[] {
  return json.findings.map((finding: { kind: string }) => finding.kind)
}

describe('assay etl check', () => {
  it('is clean where all is as recorded, and says what it did', async () => {
    const path = pipeline.writeData('a', 'one')
    pipeline.writeManifest(manifestName, [pipeline.record(path, 'one')])
    const { exitCode, json } = await check()
    expect(exitCode).toBe(0)
    expect(json).toMatchObject({ status: 'clean', record_count: 1, counts: { verified: 1, missing: 0 }, findings: [] })
    expect(json.data_folders).toEqual([join(pipeline.folder, 'data')])
    const { stdout } = await bench.run('etl', 'check', join(pipeline.manifests, manifestName))
    expect(stdout).toMatch(/^= clean: .*\n.*manifests +1\n.*records +1\n.*files +=.1 verified\n/u)
  })

  it('finds what became of files, whether sizes or contents are looked at', async () => {
    const records = [
      pipeline.record(pipeline.writeData('altered', 'AFTER'), 'befor'),
      pipeline.record(pipeline.writeData('resized', 'longer'), 'short'),
      pipeline.record(pipeline.data('gone'), 'gone'),
      pipeline.record(pipeline.writeData('same', 'same'), 'same'),
    ]
    pipeline.writeManifest(manifestName, records)
    pipeline.writeData('stray', 'stray')
    const { exitCode, json } = await check()
    expect([exitCode, kinds(json)]).toEqual([1, ['altered', 'resized', 'missing', 'unknown-file']])
    expect(json.findings[0]).toEqual({
      kind: 'altered',
      manifest: join(pipeline.manifests, manifestName),
      key: sha256Of('befor'),
      path: pipeline.data('altered'),
      evidence: `SHA-256 recorded ${sha256Of('befor')}, there ${sha256Of('AFTER')}`,
    })
    const quick = await check('--quick')
    expect([quick.exitCode, kinds(quick.json)]).toEqual([1, ['resized', 'missing', 'unknown-file']])
    expect(quick.json.counts).toMatchObject({ present: 2, verified: 0 })
  })

  it('is incomplete where a path leads out of its base folder, and clean with the right one', async () => {
    pipeline.writeManifest(manifestName, [pipeline.record('../data/a', 'one')])
    pipeline.writeData('a', 'one')
    const outside = await check()
    expect([outside.exitCode, kinds(outside.json)]).toEqual([2, ['outside-root']])
    pipeline.writeManifest(manifestName, [pipeline.record('data/a', 'one')])
    expect((await check('--base', pipeline.folder)).exitCode).toBe(0)
  })

  it('looks for unknown files where it is told to', async () => {
    pipeline.writeManifest(manifestName, [pipeline.record(pipeline.writeData('a', 'one'), 'one')])
    pipeline.writeData('deep/x', 'x')
    expect((await check()).exitCode).toBe(0)
    const { exitCode, json } = await check('--data', join(pipeline.folder, 'data'))
    expect([exitCode, json.findings]).toMatchObject([1, [{ kind: 'unknown-file', path: pipeline.data('deep/x') }]])
    expect((await check('--data', 'none')).json.error.code).toBe('not-found')
  })

  it('lists copies of recorded files apart, and is clean with nothing else, once contents are read', async () => {
    const path = pipeline.writeData('a', 'one')
    const copy = pipeline.writeData('deep/copy', 'one')
    const manifest = pipeline.writeManifest(manifestName, [pipeline.record(path, 'one')])
    const data = join(pipeline.folder, 'data')
    const { exitCode, json } = await check('--data', data)
    expect([exitCode, json.findings, json.unknown_file_count, json.copy_count]).toEqual([0, [], 0, 1])
    const records = [{ manifest, process: 'extractor', key: sha256Of('one'), path, time: expect.any(String) }]
    expect(json.copies).toEqual([{ path: copy, size_bytes: 3, checksum_sha256: sha256Of('one'), records }])
    const { stdout } = await bench.run('etl', 'check', pipeline.manifests, '--data', data)
    expect(stdout).toContain(`: copy          ${copy}  copy of ${path}, recorded in ${manifestName}\n`)
    expect(stdout).toMatch(/^= clean: .*\n(?:.*\n)*.*copies +1 file whose content is recorded\n/mu)
    const quick = await check('--quick', '--data', data)
    expect([quick.exitCode, kinds(quick.json), quick.json.copies]).toEqual([1, ['unknown-file'], []])
  })

  it('names the same content in several manifests, and what a path held before', async () => {
    const path = pipeline.writeData('a', 'one')
    const older = pipeline.record(path, 'zero', { ts_downloaded: '2026-01-01T00:00:00Z' })
    pipeline.writeManifest(manifestName, [older, pipeline.record(path, 'one')])
    pipeline.writeManifest('loader_v1.0.0.json', [pipeline.moduleRecord(path, 'one')], { process: 'loader' })
    const { exitCode, json } = await check()
    expect([exitCode, kinds(json)]).toEqual([1, ['duplicate']])
    expect(json.findings[0].copies.map((copy: Json) => copy.process).toSorted()).toEqual(['extractor', 'loader'])
    expect(json.counts).toMatchObject({ superseded: 1, verified: 2 })
    expect(json.repeated_paths).toMatchObject([{ path, superseded: [{ key: sha256Of('zero') }] }])
  })

  it('takes a manifest without an update for long for stale', async () => {
    pipeline.writeManifest(manifestName, [], { ts_updated: new Date(Date.now() - 3 * 86_400_000).toISOString() })
    expect((await check()).exitCode).toBe(0)
    expect(kinds((await check('--stale-after', '2d')).json)).toEqual(['stale'])
    expect((await check('--stale-after', 'never')).exitCode).toBe(0)
    expect((await check('--stale-after', 'soon')).json.error.code).toBe('bad-usage')
  })

  it('is a run of the ledger that tells its findings, under a command that repeats it', async () => {
    pipeline.writeManifest(manifestName, [pipeline.record(pipeline.data('gone'), 'gone')])
    const { json } = await check('--quick', '--data', pipeline.folder, '--log', 'log.json')
    const log: Json = JSON.parse(readFileSync(bench.path('log.json'), 'utf8'))
    const types = log.events.map((event: { event_type: string }) => event.event_type)
    expect(types).toEqual(['run_started', 'finding', 'warning', 'audit_ended', 'run_finished'])
    expect(log).toMatchObject({ run_id: json.run_id, status: 'completed' })
    const command = log.events[0].data.command as string[]
    expect(command.slice(0, 3)).toEqual(['assay', 'etl', 'check'])
    const again = await bench.runJson(...command.slice(1))
    expect(kinds(again.json)).toEqual(kinds(json))
  })

  it('tells programs of each finding as it is found, and says what was found when it is interrupted', async () => {
    const huge = pipeline.writeData('huge', '')
    truncateSync(huge, 2 ** 38)
    const records = [pipeline.record(pipeline.data('gone'), 'gone'), pipeline.record(huge, 'x', { file_size: 2 ** 38 })]
    pipeline.writeManifest(manifestName, records)
    const child = bench.start(['etl', 'check', pipeline.manifests, '--progress', 'ndjson'])
    const ended = waitForEnd(child)
    const told = await waitForText(child.stderr, /\{"type":"finding".*/u)
    const manifest = join(pipeline.manifests, manifestName)
    expect(JSON.parse(told)).toEqual({ type: 'finding', kind: 'missing', path: pipeline.data('gone'), manifest })
    const measureMs = startStopwatch()
    child.kill('SIGINT')
    const { exitCode, stderr } = await ended
    expect(measureMs()).toBeLessThan(1000)
    expect(exitCode).toBe(130)
    const [, runId = ''] = /not whole: 1 finding until then \(assay runs show (\w+)\)/u.exec(stderr) ?? []
    const { stdout } = await bench.run('runs', 'show', runId)
    expect(stdout).toContain('cancelled')
    expect(stdout).toContain(pipeline.data('gone'))
  })

  it('refuses what is not there, and a folder that holds no manifests', async () => {
    expect(await check()).toMatchObject({ exitCode: 3, json: { error: { code: 'root-looks-wrong' } } })
    rmSync(pipeline.manifests, { recursive: true })
    const { exitCode, json } = await check()
    expect([exitCode, json.error.code]).toEqual([3, 'not-found'])
  })

  it('is incomplete where a file may not be read', async () => {
    const path = pipeline.writeData('a', 'one')
    mkdirSync(pipeline.data('closed'), { mode: 0 })
    pipeline.writeManifest(manifestName, [
      pipeline.record(path, 'one'),
      pipeline.record(pipeline.data('closed/b'), 'two'),
    ])
    const { exitCode, stderr, stdout } = await bench.runUnprivileged('etl', 'check', pipeline.manifests)
    expect([exitCode, stdout]).toEqual([2, expect.stringContaining('x unreadable')])
    expect(stderr).toContain('EACCES')
  })
})

const formats = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8')

/** The keys that docs/formats.md lists for a row of its table of results. */
function documentedKeys(row: string): string[] {
  const [, keys = ''] = new RegExp(`^\\| ${row} +\\| \`([^\`]+)\``, 'mu').exec(formats) ?? []
  return keys.split(', ')
}

describe('the keys of results', () => {
  it('are those of docs/formats.md', async () => {
    const path = pipeline.writeManifest(manifestName, [pipeline.record('/none', 'a', { file_size: 0 })])
    const { json } = await check()
    expect(Object.keys(json)).toEqual(documentedKeys('`etl check`'))
    expect(Object.keys(json.manifests[0])).toEqual(documentedKeys('a manifest'))
    expect(Object.keys(json.manifests[0].problems[0])).toEqual(
      documentedKeys('a problem').map((key) => key.replace('?', '')),
    )
    expect(documentedKeys('of a check, a finding').map((key) => key.replace('?', ''))).toEqual(
      expect.arrayContaining(Object.keys(json.findings[0])),
    )
    pipeline.writeManifest(manifestName, [pipeline.record(pipeline.writeData('a', 'one'), 'one')])
    pipeline.writeData('copy', 'one')
    expect(Object.keys((await check()).json.copies[0])).toEqual(documentedKeys('of a check, a copy'))
    pipeline.writeManifest(manifestName, [pipeline.record('/none', 'a', { file_size: 0 })])
    const { json: listed } = await bench.runJson('etl', 'list', pipeline.manifests)
    expect(Object.keys(listed)).toEqual(documentedKeys('`etl list`'))
    const { json: repaired } = await bench.runJson('etl', 'repair', path)
    expect(Object.keys(repaired)).toEqual(documentedKeys('`etl repair`'))
  })
})

describe('a damaged manifest', () => {
  const good = () => [pipeline.record('/data/a', 'one'), pipeline.record('/data/b', 'two')]
  const hash = (text: Buffer) => createHash('sha256').update(text).digest('hex')

  it.each([
    ['a bad checksum', (text: string) => text.replace(/"checksum": ".{10}/u, '"checksum": "zzzzzzzzzz'), 'checksum'],
    ['a zero size', (text: string) => text.replace('"file_size": 3', '"file_size": 0'), 'file_size'],
    ['a number as a string', (text: string) => text.replace('"file_size": 3', '"file_size": "3"'), 'file_size'],
    [
      'a key that is not its checksum',
      (text: string) => text.replace(/"[0-9a-f]{64}": \{/u, `"${'0'.repeat(64)}": {`),
      'checksum',
    ],
  ])('with %s is reported with file, field, reason and line, and left as it is', async (_, damage, field) => {
    const path = pipeline.writeManifest(manifestName, good())
    writeFileSync(path, damage(readFileSync(path, 'utf8')))
    const before = hash(readFileSync(path))
    const { exitCode, json } = await check()
    expect(exitCode).toBe(1)
    const finding = json.findings.find((found: Json) => found.kind === 'corrupt')
    expect(finding).toMatchObject({ manifest: path, evidence: expect.stringMatching(/\w+ \w+/u) })
    expect(finding.field).toMatch(new RegExp(`^records\\["[0-9a-f]{12}…"\\]\\.${field}$`, 'u'))
    const line = readFileSync(path, 'utf8').split('\n')[finding.line - 1]
    expect(line).toContain(`"${field}"`)
    // The record that is whole is looked at all the same.
    expect(json).toMatchObject({ record_count: 1, manifests: [{ damaged_count: 1, health: ['corrupt'] }] })
    const { exitCode: shown, stdout } = await bench.run('etl', 'show', path)
    expect([shown, stdout]).toEqual([1, expect.stringContaining(`line ${finding.line}: ${finding.field}`)])
    expect(hash(readFileSync(path))).toBe(before)
  })

  it.each([
    ['cut off', (text: string) => text.slice(0, -150), 'truncated'],
    ['empty', () => '', 'empty-file'],
    ['no JSON', () => 'not json', 'not-json'],
  ])('that is %s is reported as the file itself, and left as it is', async (_, damage, state) => {
    const path = pipeline.writeManifest(manifestName, good())
    writeFileSync(path, damage(readFileSync(path, 'utf8')))
    const before = hash(readFileSync(path))
    const { exitCode, json } = await check()
    expect(exitCode).toBe(1)
    expect(json.manifests).toMatchObject([{ manifest: path, state }])
    expect(json.findings[0]).toMatchObject({ kind: 'corrupt', manifest: path, line: expect.any(Number) })
    const { stdout } = await bench.run('etl', 'check', pipeline.manifests)
    expect(stdout).toContain(`x corrupt       ${path}:${json.findings[0].line}`)
    expect(hash(readFileSync(path))).toBe(before)
  })
})
