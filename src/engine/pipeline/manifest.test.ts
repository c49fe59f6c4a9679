import { readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemFilePort, type FilePort } from '../atomic/file-port.ts'
import { lockManifest } from './file-lock.ts'
import { Manifest, type ManifestOptions } from './manifest.ts'
import { digestOf, ManifestFolder, manifestText, moduleRecord, strategyRecord } from './pipeline-fixtures.ts'

let folder: ManifestFolder
beforeEach(() => {
  folder = new ManifestFolder()
})
afterEach(() => folder.remove())

const metadata = { process: 'extractor', etl_version: '2.0.0', root_dir: '/data/manifests' }
const params = (name: string): Record<string, unknown> => ({
  source_id: 'spansh',
  dataset: 'systems',
  checksum: digestOf(name),
  file_path: `/data/${name}`,
  file_size: 10,
})

/** Counts the files that saves make. */
function countingPort(): FilePort & { created: number } {
  const port = {
    ...systemFilePort,
    created: 0,
    create: (path: string, mode: number) => {
      port.created += 1
      return systemFilePort.create(path, mode)
    },
  }
  return port
}

function open(name = 'systems_download.manifest.json', options: ManifestOptions = {}): Manifest {
  return Manifest.open(join(folder.path, name), { metadata, ...options })
}

/** Lets another process's write be seen: one that knows nothing of this instance. */
function writeOver(path: string, text: string): void {
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
}

describe('a manifest', () => {
  it('is one instance a path, by whatever way that is reached', () => {
    symlinkSync(folder.path, `${folder.path}-link`)
    try {
      const linked = Manifest.open(join(`${folder.path}-link`, 'x', '..', 'a.json'))
      expect(linked).toBe(Manifest.open(join(folder.path, 'a.json')))
    } finally {
      rmSync(`${folder.path}-link`)
    }
  })

  it('is made as a skeleton at its first use, in the layout of Python', async () => {
    const manifest = await open('deeper/extractor_v2.0.0.json').load()
    const text = readFileSync(manifest.path, 'utf8')
    const { ts_created: time } = manifest.metadata
    const lines = Object.entries({ ...metadata, total_records: 0, ts_created: time, ts_updated: time })
    const body = lines.map(([key, value]) => `        ${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n')
    expect(text).toBe(`{\n    "metadata": {\n${body}\n    },\n    "records": {}\n}`)
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/u)
  })

  it('is an error where there is none and nothing to make it of', async () => {
    const manifest = Manifest.open(join(folder.path, 'a.json'))
    await expect(manifest.load()).rejects.toMatchObject({ code: 'not-found' })
    expect(() => manifest.records).toThrow(/not loaded/u)
    await manifest.create(metadata)
    await expect(manifest.create(metadata)).rejects.toMatchObject({ code: 'already-exists' })
  })

  it('keeps a record with what was left out filled in, and finds it again', async () => {
    const manifest = open()
    const { isNew, record } = await manifest.addRecord(params('a'))
    expect(isNew).toBe(true)
    expect(Object.keys(record)).toEqual(Object.keys(strategyRecord('a')))
    expect(record).toMatchObject({ ...params('a'), etag: null, version: '2.0.0' })
    expect(Object.isFrozen(record)).toBe(true)
    expect(await manifest.hasChecksum(digestOf('a').toUpperCase())).toBe(true)
    expect(await manifest.hasChecksum(digestOf('b'))).toBe(false)
    await expect(manifest.hasChecksum('abc')).rejects.toMatchObject({ code: 'bad-usage' })
    expect(JSON.parse(readFileSync(manifest.path, 'utf8'))).toMatchObject({
      metadata: { total_records: 1 },
      records: { [digestOf('a')]: record },
    })
  })

  it('recognises a content that was added before, and keeps its first record', async () => {
    const manifest = open()
    const first = await manifest.addRecord({ ...params('a'), source_id: 'first' })
    const bytes = readFileSync(manifest.path)
    const again = await manifest.addRecord({ ...params('a'), source_id: 'second' })
    expect(again).toEqual({ isNew: false, record: first.record })
    expect(readFileSync(manifest.path).equals(bytes)).toBe(true)
    const both = await Promise.all([manifest.addRecord(params('b')), manifest.addRecord(params('b'))])
    expect(both.map(({ isNew }) => isNew)).toEqual([true, false])
  })

  it('refuses a record that is not right with every field that is not, and writes nothing', async () => {
    const manifest = await open().load()
    const bytes = readFileSync(manifest.path)
    const wrong = manifest.addRecord({ ...params('a'), file_size: 0, dataset: 5 })
    await expect(wrong).rejects.toThrow(/dataset is 5.*file_size is 0/u)
    await expect(manifest.addRecord({ ...params('a'), ts_downloaded: new Date(Number.NaN) })).rejects.toThrow(
      /ts_down/u,
    )
    expect(readFileSync(manifest.path).equals(bytes)).toBe(true)
  })

  it("takes the source's last ETag where an event has none, in either shape", async () => {
    const source = { source_id: 's', dataset: 'd', state: { last_etag: '"last"' } }
    const event = {
      sha256: digestOf('e'),
      file_path: '/data/e.gz',
      file_size_bytes: 5,
      ts_download_completed: new Date(0),
    }
    const strategy = await open().addFromEvent(source, event)
    expect(strategy.record).toEqual({
      source_id: 's',
      dataset: 'd',
      checksum: digestOf('e'),
      file_path: '/data/e.gz',
      file_size: 5,
      etag: '"last"',
      ts_downloaded: '1970-01-01T00:00:00Z',
      version: '2.0.0',
    })
    const module = await open('extractor_v2.0.0.json').addFromEvent(source, { ...event, etag: '"own"' })
    expect(module.record).toMatchObject({ filename: 'e.gz', filepath: '/data/e.gz', etag: '"own"', is_verified: false })
    expect(Object.keys(module.record)).toEqual(Object.keys(moduleRecord('a')))
  })

  it('finds the most recent record of a source, and of two at the same time the one added last', async () => {
    const manifest = open()
    const at = (name: string, time: string) => manifest.addRecord({ ...params(name), ts_downloaded: time })
    await at('new', '2026-11-20T10:00:00Z')
    await at('old', '2026-11-19T23:00:00+00:00')
    expect((await manifest.getRecordBySource('spansh'))?.file_path).toBe('/data/new')
    await at('same', '2026-11-20T12:00:00+02:00')
    expect((await manifest.getRecordBySource('spansh'))?.file_path).toBe('/data/same')
    expect(await manifest.getRecordBySource('nobody')).toBeNull()
  })

  it('writes a burst of ten thousand records in a handful of writes, and answers each', async () => {
    const port = countingPort()
    const manifest = await open('burst_download.manifest.json', { port }).load()
    const added = await Promise.all(Array.from({ length: 10_000 }, (_, i) => manifest.addRecord(params(`r${i}`))))
    expect(added.every(({ isNew }) => isNew)).toBe(true)
    expect(Object.keys((JSON.parse(readFileSync(manifest.path, 'utf8')) as { records: object }).records).length).toBe(
      10_000,
    )
    expect(port.created).toBeLessThan(6)
  })

  it('gathers what is added while it saves into the next save', async () => {
    const port = countingPort()
    const manifest = await open('steady_download.manifest.json', { port }).load()
    const adds: Promise<unknown>[] = []
    for (let i = 0; i < 200; i += 1) {
      adds.push(manifest.addRecord(params(`r${i}`)))
      await new Promise(setImmediate)
    }
    await manifest.save()
    expect(manifest.records.size).toBe(200)
    await Promise.all(adds)
    expect(port.created).toBeLessThan(100)
  })

  it('rejects every add that a failed save held, keeps the file, and adds again afterwards', async () => {
    let isFull = false
    const create = (path: string, mode: number) =>
      isFull ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) : systemFilePort.create(path, mode)
    const manifest = await open('full_download.manifest.json', { port: { ...systemFilePort, create } }).load()
    isFull = true
    const failed = await Promise.allSettled([manifest.addRecord(params('a')), manifest.addRecord(params('b'))])
    expect(failed.map((end) => end.status === 'rejected' && (end.reason as { code: string }).code)).toEqual([
      'disk-full',
      'disk-full',
    ])
    expect(await manifest.hasChecksum(digestOf('a'))).toBe(false)
    isFull = false
    expect((await manifest.addRecord(params('a'))).isNew).toBe(true)
  })

  it('sees what another program has added, and keeps every other byte of it', async () => {
    const manifest = await open().load()
    await manifest.addRecord(params('a'))
    const odd = manifestText([strategyRecord('x', { note: 'é' })]).replace('"file_size": 101', '"file_size":   101.0')
    const own = manifest.records.get(digestOf('a'))
    const text = odd.replace('"records": {', `"records": {\n        "${digestOf('a')}": ${JSON.stringify(own)},`)
    writeOver(manifest.path, text.replace('"total_records": 1', '"total_records": 2'))
    expect(await manifest.hasChecksum(digestOf('x'))).toBe(true)
    await manifest.addRecord(params('b'))
    const written = readFileSync(manifest.path, 'utf8')
    expect(written).toContain('"file_size":   101.0')
    expect(written).toContain('"note": "é"')
    expect([...manifest.records.values()].map((record) => record['file_path'])).toEqual([
      '/data/a',
      '/data/x.json.gz',
      '/data/b',
    ])
    expect(written).toContain('"total_records": 3')
  })

  it('never writes to a damaged manifest, and says what is wrong with it', async () => {
    const text = manifestText([strategyRecord('a', { file_size: 0 }), strategyRecord('b')])
    const path = folder.write(text)
    const adding = open().addRecord(params('c'))
    await expect(adding).rejects.toMatchObject({ code: 'manifest-invalid', path })
    await expect(open().addRecord(params('c'))).rejects.toThrow(
      /records\["ca978112ca1b…"\]\.file_size is 0, .*line 16/u,
    )
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('refuses to go on when the file is gone, damaged or has lost records, and never makes it anew', async () => {
    const manifest = await open().load()
    await manifest.addRecord(params('a'))
    await manifest.addRecord(params('b'))
    const whole = readFileSync(manifest.path, 'utf8')
    rmSync(manifest.path)
    await expect(manifest.addRecord(params('c'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(manifest.addRecord(params('a'))).rejects.toThrow(/was there with 2 records/u)
    expect(readdirSync(folder.path).filter((name) => !name.startsWith('.'))).toEqual([])
    writeOver(manifest.path, whole.slice(0, 300))
    await expect(manifest.addRecord(params('c'))).rejects.toMatchObject({ code: 'manifest-invalid' })
    expect(readFileSync(manifest.path, 'utf8')).toBe(whole.slice(0, 300))
    writeOver(manifest.path, manifestText([]))
    await expect(manifest.hasChecksum(digestOf('a'))).rejects.toThrow(/no longer holds 2 of the records/u)
    await manifest.load()
    expect(await manifest.hasChecksum(digestOf('a'))).toBe(false)
    expect((await manifest.addRecord(params('c'))).isNew).toBe(true)
  })

  it('writes nothing when it is saved and nothing was added', async () => {
    const path = folder.write(manifestText([strategyRecord('a')]).replaceAll('\n', '\r\n'))
    const before = readFileSync(path)
    const port = countingPort()
    const manifest = await open('systems_download.manifest.json', { port }).load()
    await manifest.save()
    expect([port.created, readFileSync(path).equals(before)]).toEqual([0, true])
  })

  it('waits for another writer only so long', async () => {
    const manifest = await open('held_download.manifest.json', { lockTimeoutMs: 30 }).load()
    const lock = await lockManifest(manifest.path, 1000)
    await expect(manifest.addRecord(params('a'))).rejects.toThrow(/being saved by another program/u)
    lock.release()
    expect((await manifest.addRecord(params('a'))).isNew).toBe(true)
  })

  it('takes by update only what its type takes', async () => {
    const manifest = open()
    await expect(manifest.update('k', {})).rejects.toThrow(/checksum, etag, file_path, file_size/u)
    const value = { ...params('a'), etag: '"x"' }
    await expect(manifest.update(digestOf('b'), value)).rejects.toThrow(/is not the checksum/u)
    expect((await manifest.update(digestOf('a'), value)).isNew).toBe(true)
  })
})
