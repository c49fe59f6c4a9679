import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { auditPipeline, type AuditOptions, type PipelineAudit } from './audit-pipeline.ts'
import { listCopies } from './list-copies.ts'
import { judgeAudit, listFindings } from './list-findings.ts'
import { PipelineBench, sha256Of } from './pipeline-fixtures.ts'

let bench: PipelineBench
beforeEach(() => {
  bench = new PipelineBench()
})
afterEach(() => bench.remove())

function audit(options: Partial<AuditOptions> = {}): Promise<PipelineAudit> {
  return auditPipeline({ target: bench.manifests, readContents: true, workerCount: 1, ...options })
}

function kinds(result: PipelineAudit): string[] {
  return [...listFindings(result)].map(({ kind }) => kind)
}

function statesOf(result: PipelineAudit): string[] {
  return result.files.map(({ state }) => state)
}

describe('an audit of a pipeline', () => {
  it('is clean where every recorded file is there and nothing else', async () => {
    const path = bench.writeData('a.csv', 'one')
    bench.writeManifest('systems_download.manifest.json', [bench.record(path, 'one')])
    const result = await audit()
    expect([judgeAudit(result), statesOf(result), kinds(result)]).toEqual(['clean', ['verified'], []])
    expect(result.facts[0]).toMatchObject({
      health: ['valid'],
      process: 'extractor',
      domain: 'systems',
      recordCount: 1,
    })
    const quick = await audit({ readContents: false })
    expect(statesOf(quick)).toEqual(['present'])
  })

  it('tells what became of the file of each record', async () => {
    const { record, writeData, data } = {
      record: bench.record.bind(bench),
      writeData: bench.writeData.bind(bench),
      data: bench.data.bind(bench),
    }
    mkdirSync(data('folder'))
    symlinkSync('same', data('link'))
    spawnSync('mkfifo', [data('fifo')])
    const records = [
      record(writeData('same', 'same'), 'same'),
      record(writeData('altered', 'after!'), 'before'),
      record(writeData('resized', 'longer'), 'short'),
      record(data('missing'), 'gone'),
      record(data('folder'), 'was a file'),
      record(data('link'), 'link'),
      record(data('fifo'), 'fifo'),
      record('../outside', 'outside'),
    ]
    bench.writeManifest('x_download.manifest.json', records)
    const result = await audit()
    expect(statesOf(result)).toEqual([
      'verified',
      'altered',
      'resized',
      'missing',
      'not-a-file',
      'not-a-file',
      'not-a-file',
      'outside-root',
    ])
    expect(judgeAudit(result)).toBe('incomplete')
    const quick = await audit({ readContents: false })
    expect(statesOf(quick).slice(0, 3)).toEqual(['present', 'present', 'resized'])
    expect(result.files[1]?.evidence).toBe(`SHA-256 recorded ${sha256Of('before')}, there ${sha256Of('after!')}`)
  })

  it('does not follow a link of a relative path out of the base folder', async () => {
    const outside = bench.writeData('secret', 'secret')
    symlinkSync(join(bench.folder, 'data'), join(bench.manifests, 'in'))
    bench.writeManifest('x_download.manifest.json', [bench.record('in/secret', 'secret')])
    const result = await audit()
    expect(statesOf(result)).toEqual(['outside-root'])
    expect(result.files[0]?.location).toBeNull()
    expect(readFileSync(outside, 'utf8')).toBe('secret')
  })

  it('resolves relative paths against the base folder that is named', async () => {
    bench.writeData('a', 'one')
    bench.writeManifest('x_download.manifest.json', [bench.record('data/a', 'one')])
    expect(statesOf(await audit())).toEqual(['missing'])
    expect(statesOf(await audit({ baseFolder: bench.folder }))).toEqual(['verified'])
  })

  it('lets the contents decide where a size is only what a server announced', async () => {
    const path = bench.writeData('a.gz', 'unpacked')
    const records = [bench.moduleRecord(path, 'unpacked', { content_length_bytes: 3 })]
    bench.writeManifest('extractor_v1.0.0.json', records)
    expect(statesOf(await audit({ readContents: false }))).toEqual(['resized'])
    expect(statesOf(await audit())).toEqual(['verified'])
  })

  it('expects only the newest of several contents recorded for one path', async () => {
    const path = bench.writeData('daily.csv', 'new')
    const older = bench.record(path, 'old', { ts_downloaded: '2026-11-01T00:00:00Z' })
    const newer = bench.record(path, 'new', { ts_downloaded: '2026-11-02T00:00:00.000001Z' })
    bench.writeManifest('x_download.manifest.json', [newer, older])
    const result = await audit()
    expect(statesOf(result)).toEqual(['verified', 'superseded'])
    expect(kinds(result)).toEqual([])
    const [repeated] = result.index.repeatedPaths()
    expect(repeated?.superseded.map(({ key }) => key)).toEqual([sha256Of('old')])
  })

  it('names a content that several manifests record, whatever the case of its digest', async () => {
    const path = bench.writeData('a', 'one')
    const lower = bench.record(path, 'one', { ts_downloaded: '2026-11-01T00:00:00Z' })
    const upper = { ...lower, checksum: sha256Of('one').toUpperCase() }
    bench.writeManifest('x_download.manifest.json', [lower])
    bench.writeManifest('x_load.manifest.json', [upper])
    const result = await audit()
    const [finding] = listFindings(result)
    expect(kinds(result)).toEqual(['duplicate'])
    expect(finding?.copies?.map(({ manifest }) => manifest)).toEqual([
      join(bench.manifests, 'x_download.manifest.json'),
      join(bench.manifests, 'x_load.manifest.json'),
    ])
  })

  it('finds files no record knows beside recorded ones, and deeper where data folders are named', async () => {
    const path = bench.writeData('a', 'one')
    bench.writeData('stray', 'x')
    bench.writeData('.DS_Store', 'x')
    bench.writeData('deep/er', 'x')
    bench.writeManifest('x_download.manifest.json', [bench.record(path, 'one')])
    const near = await audit()
    expect(near.unknown.files.map((file) => file.path)).toEqual([bench.data('stray')])
    const far = await audit({ dataFolders: [join(bench.folder, 'data'), join(bench.folder, 'data/deep')] })
    expect(far.unknown.files.map((file) => file.path)).toEqual([bench.data('deep/er'), bench.data('stray')])
  })

  it('takes a file whose content is recorded for a copy, and says of a missing one where its content is', async () => {
    const kept = bench.record(bench.writeData('a', 'one'), 'one')
    const gone = bench.record(bench.data('gone'), 'two')
    bench.writeData('copy', 'one')
    const moved = bench.writeData('moved', 'two')
    bench.writeManifest('x_download.manifest.json', [kept, gone])
    const result = await audit()
    const evidence = [...listFindings(result)].map((finding) => finding.evidence)
    expect(evidence).toEqual([`there is no such file; its content is at ${moved}`])
    expect([...listCopies(result)].map(({ path, records }) => [path, records[0]?.path])).toEqual([
      [bench.data('copy'), bench.data('a')],
      [moved, bench.data('gone')],
    ])
  })

  it('is clean where nothing but copies is without a record, which only reading tells', async () => {
    const path = bench.writeData('a', 'one')
    bench.writeData('copy', 'one')
    bench.writeManifest('x_download.manifest.json', [bench.record(path, 'one')])
    const read = await audit()
    expect([judgeAudit(read), kinds(read)]).toEqual(['clean', []])
    const quick = await audit({ readContents: false })
    expect([judgeAudit(quick), kinds(quick), [...listCopies(quick)]]).toEqual(['findings', ['unknown-file'], []])
    bench.writeData('other', 'two')
    expect(kinds(await audit())).toEqual(['unknown-file'])
  })

  it('knows a copy of what has no recorded size, and of what a neighbour of the one audited manifest records', async () => {
    const own = bench.moduleRecord(bench.writeData('a', 'unpacked'), 'unpacked', { content_length_bytes: null })
    const one = bench.writeManifest('extractor_v1.0.0.json', [own])
    bench.writeManifest('x_load.manifest.json', [
      bench.record(bench.writeData('b', 'of the neighbour'), 'of the neighbour'),
    ])
    bench.writeData('copy of a', 'unpacked')
    bench.writeData('copy of b', 'of the neighbour')
    const result = await audit({ target: one })
    expect(kinds(result)).toEqual([])
    expect([...listCopies(result)].map(({ records }) => records[0]?.path)).toEqual([bench.data('a'), bench.data('b')])
  })

  it('knows a file under another name of its folder', async () => {
    bench.writeData('a', 'one')
    symlinkSync(join(bench.folder, 'data'), join(bench.folder, 'mount'))
    bench.writeManifest('x_download.manifest.json', [bench.record(join(bench.folder, 'mount/a'), 'one')])
    const result = await audit({ dataFolders: [join(bench.folder, 'data')] })
    expect([statesOf(result), kinds(result)]).toEqual([['verified'], []])
  })

  it('does not call unknown what a neighbour of the one audited manifest records, nor manifests and their locks', async () => {
    const one = bench.writeManifest('x_download.manifest.json', [bench.record(join(bench.manifests, 'a'), 'a')])
    bench.writeManifest('x_load.manifest.json', [bench.record(join(bench.manifests, 'b'), 'b')])
    for (const name of [
      'a',
      'b',
      'c',
      '.x_download.manifest.json.lock',
      '.x_download.manifest.json.lock-journal',
      'x_load.manifest.damaged-20261120T000000Z.json',
    ]) {
      writeFileSync(join(bench.manifests, name), name)
    }
    const result = await audit({ target: one })
    expect(result.unknown.files.map((file) => file.path)).toEqual([join(bench.manifests, 'c')])
  })

  it('says what is wrong with each damaged manifest, and looks at the records that are whole', async () => {
    const path = bench.writeData('a', 'one')
    const bad = bench.record(bench.data('b'), 'two', { file_size: '3' })
    const manifest = bench.writeManifest('x_download.manifest.json', [bench.record(path, 'one'), bad])
    const result = await audit()
    const [finding] = listFindings(result)
    expect(finding).toMatchObject({ kind: 'corrupt', manifest, key: sha256Of('two'), line: expect.any(Number) })
    expect(finding?.field).toMatch(/^records\["[0-9a-f]{12}…"\]\.file_size$/u)
    expect([statesOf(result), result.facts[0]?.health]).toEqual([['verified'], ['corrupt']])
    expect(result.facts[0]?.damagedCount).toBe(1)
  })

  it('warns of a wrong place rather than of each file where none is there', async () => {
    bench.writeManifest('x_download.manifest.json', [bench.record('/nowhere/a', 'a'), bench.record('/nowhere/b', 'b')])
    const { warnings, unknown } = await audit()
    expect(warnings).toEqual([expect.stringContaining('None of the 2 recorded files is there')])
    expect(unknown.folders).toEqual([])
  })

  it('tells a manifest that is stale, empty or of several versions', async () => {
    const old = '2020-01-01T00:00:00Z'
    bench.writeManifest('a_one.manifest.json', [], { ts_updated: old, ts_created: old })
    const versions = [{ version: '1.0.0' }, { version: '1.1.0' }, { version: '1.1.0' }]
    const records = versions.map((version, i) => bench.record(bench.writeData(`f${i}`, `f${i}`), `f${i}`, version))
    bench.writeManifest('b_two.manifest.json', records)
    const result = await audit()
    expect(result.facts.map(({ health }) => health)).toEqual([['stale', 'empty'], ['mixed-versions']])
    expect(result.facts[1]?.versions).toEqual([
      { version: '1.1.0', recordCount: 2 },
      { version: '1.0.0', recordCount: 1 },
    ])
    expect(kinds(result)).toEqual(['stale'])
    expect((await audit({ staleAfterMs: Number.POSITIVE_INFINITY })).facts[0]?.health).toEqual(['empty'])
  })

  it('goes on past a manifest that cannot be read, and is incomplete', async () => {
    const path = bench.writeData('a', 'one')
    bench.writeManifest('x_download.manifest.json', [bench.record(path, 'one')])
    symlinkSync('x_download.manifest.json', join(bench.manifests, 'x_load.manifest.json'))
    const result = await audit()
    expect([judgeAudit(result), statesOf(result)]).toEqual(['incomplete', ['verified']])
    expect(result.errors.map((error) => error.path)).toEqual([join(bench.manifests, 'x_load.manifest.json')])
  })

  it('refuses a folder that is not there, and a data folder that is not there', async () => {
    rmSync(join(bench.folder, 'data'), { recursive: true })
    await expect(audit({ target: join(bench.folder, 'none') })).rejects.toMatchObject({ code: 'not-found' })
    bench.writeManifest('x_download.manifest.json', [])
    const missing = audit({ dataFolders: [join(bench.folder, 'data')] })
    await expect(missing).rejects.toMatchObject({ code: 'not-found' })
  })

  it('refuses a folder without manifests, which is the wrong one', async () => {
    await expect(audit()).rejects.toMatchObject({ code: 'root-looks-wrong' })
  })

  it('warns that a file without a record may be in one that is damaged', async () => {
    const path = bench.writeData('a', 'one')
    const lost = bench.record(bench.writeData('b', 'two'), 'two', { file_size: 0 })
    bench.writeManifest('x_download.manifest.json', [bench.record(path, 'one'), lost])
    const { warnings, unknown } = await audit()
    expect(unknown.files.map((file) => file.path)).toEqual([bench.data('b')])
    expect(warnings).toEqual([expect.stringContaining('x_download.manifest.json')])
  })

  it('stops when it is cancelled', async () => {
    const path = bench.writeData('a', 'one')
    bench.writeManifest('x_download.manifest.json', [bench.record(path, 'one')])
    const controller = new AbortController()
    const onProgress = (): void => controller.abort()
    const options = { target: bench.manifests, readContents: true, workerCount: 1 }
    const cancelled = auditPipeline(options, { signal: controller.signal, onProgress })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  })
})
