import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestServices } from '../../../tests/helpers/start-services.ts'
import type { PipelineDetail, RecordQuery, RecordRow } from '../../shared/ipc/pipeline-schemas.ts'

let services: TestServices
let folder: string

beforeEach(async () => {
  services = await TestServices.start()
  folder = join(services.root, 'manifests')
  await mkdir(folder)
})
afterEach(() => services.close())

type Fields = Record<string, unknown>

function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** A record of a content under a name of the data folder, which may be there or not. */
function recordOf(name: string, content: string, changes: Fields = {}): Fields {
  return {
    source_id: 'spansh',
    dataset: 'systems',
    checksum: digestOf(content),
    file_path: join(services.data, name),
    file_size: content.length,
    etag: null,
    ts_downloaded: '2026-11-20T21:25:01.123456Z',
    version: '1.0.0',
    ...changes,
  }
}

function textOf(records: readonly Fields[], metadata: Fields = {}): string {
  const byChecksum = Object.fromEntries(records.map((record) => [record['checksum'], record]))
  const now = new Date().toISOString()
  const said = { process: 'extractor', etl_version: '1.0.0', root_dir: folder, total_records: records.length }
  return JSON.stringify(
    { metadata: { ...said, ts_created: now, ts_updated: now, ...metadata }, records: byChecksum },
    null,
    4,
  )
}

/** Written aside and renamed, as pipelines do. */
async function writeManifest(name: string, records: readonly Fields[], metadata: Fields = {}): Promise<string> {
  const path = join(folder, name)
  await writeFile(`${path}.tmp`, textOf(records, metadata))
  await rename(`${path}.tmp`, path)
  return path
}

/** Long enough ago for nobody to take a damaged file for one that is being written. */
async function age(path: string): Promise<void> {
  await utimes(path, new Date('2026-01-01'), new Date('2026-01-01'))
}

async function add(): Promise<string> {
  return (await services.call('pipelines.add', { token: services.tokenOf(folder) })).pipelineId
}

/** Resolves with a pipeline once it is as wanted; asked again after each change. */
async function detailWhen(pipelineId: string, isWanted: (detail: PipelineDetail) => boolean): Promise<PipelineDetail> {
  for (;;) {
    services.events.length = 0
    const detail = await services.call('pipeline.read', { pipelineId })
    if (isWanted(detail)) return detail
    await services.event(({ channel }) => channel === 'pipelines.changed')
  }
}

const isLookedAt = ({ fileCounts }: PipelineDetail): boolean => fileCounts.unchecked === 0

const everything: RecordQuery = {
  search: '',
  manifestKeys: [],
  states: [],
  versions: [],
  sources: [],
  isDuplicate: false,
  sort: { column: 'path', isDescending: false },
}

async function rowsOf(viewId: string): Promise<RecordRow[]> {
  return (await services.call('records.window', { viewId, offset: 0, limit: 500 })).rows
}

/** All records of a pipeline by their files' names, in a view that is opened anew. */
async function openRows(pipelineId: string): Promise<{ viewId: string; rows: Map<string, RecordRow> }> {
  const { viewId } = await services.call('records.open', { pipelineId })
  await services.call('records.query', { viewId, query: everything })
  const rows = (await rowsOf(viewId)).map((row) => [row.path.slice(services.data.length + 1), row] as const)
  return { viewId, rows: new Map(rows) }
}

async function checkFiles(pipelineId: string, readsContents: boolean): Promise<PipelineDetail> {
  await services.call('pipeline.check', { pipelineId, readsContents })
  return detailWhen(pipelineId, ({ check }) => check.state !== 'running')
}

describe('a folder of process manifests', () => {
  it('shows a card for each manifest, and is still in the list after a restart', async () => {
    await writeManifest('systems_download.manifest.json', [recordOf('a', 'aaa'), recordOf('b', 'bb', { version: '2' })])
    await writeManifest('extractor_v1.0.0.json', [])
    const pipelineId = await add()
    expect(await add()).toBe(pipelineId)
    const detail = await detailWhen(pipelineId, isLookedAt)
    expect(detail.manifests.map(({ fileName, health, recordCount }) => [fileName, health, recordCount])).toEqual([
      ['extractor_v1.0.0.json', ['empty'], 0],
      ['systems_download.manifest.json', ['mixed-versions'], 2],
    ])
    expect(detail.fileCounts).toMatchObject({ missing: 2, unchecked: 0 })
    expect(detail.folder).toMatchObject({ state: 'watching', manifestCount: 2, health: 'mixed-versions' })
    await services.restart()
    await detailWhen(pipelineId, isLookedAt)
    const { folders } = await services.call('pipelines.list', {})
    expect(folders).toMatchObject([{ pipelineId, name: 'manifests', manifestCount: 2, health: 'mixed-versions' }])
    await services.call('pipelines.remove', { pipelineId })
    expect((await services.call('pipelines.list', {})).folders).toEqual([])
    await expect(services.call('pipeline.read', { pipelineId })).rejects.toMatchObject({ code: 'bad-usage' })
  })

  it('answers the list at once, and tells of what is in the folder once it was read', async () => {
    await writeManifest('a_b.manifest.json', [recordOf('a', 'aaa')])
    const pipelineId = await add()
    const isRead = async (): Promise<boolean> => {
      const { folders } = await services.call('pipelines.list', {})
      return folders[0]?.isReading === false && folders[0].manifestCount === 1
    }
    expect(await isRead()).toBe(false)
    for (; !(await isRead()); services.events.length = 0) {
      await services.event(
        ({ channel, payload }) => channel === 'pipelines.changed' && payload.pipelineId === pipelineId,
      )
    }
  })

  it('shows what another process adds, and which view is of before', async () => {
    await writeManifest('a_b.manifest.json', [recordOf('a', 'aaa')])
    const pipelineId = await add()
    const { viewId } = await openRows(pipelineId)
    services.events.length = 0
    await writeManifest('a_b.manifest.json', [recordOf('a', 'aaa'), recordOf('b', 'bbb')])
    await services.event(({ channel, payload }) => channel === 'pipelines.changed' && payload.hasNewRecords)
    expect(await rowsOf(viewId)).toHaveLength(1)
    expect((await openRows(pipelineId)).rows.size).toBe(2)
  })

  it('that goes is missing, and is back by itself with what came meanwhile', async () => {
    await writeManifest('a_b.manifest.json', [recordOf('a', 'aaa')])
    const pipelineId = await add()
    await detailWhen(pipelineId, ({ manifests }) => manifests.length === 1)
    await rename(folder, `${folder}-away`)
    const gone = await detailWhen(pipelineId, ({ manifests }) => manifests.length === 0)
    expect(gone.folder).toMatchObject({ state: 'missing' })
    await rename(`${folder}-away`, folder)
    await writeManifest('c_d.manifest.json', [recordOf('b', 'bbb')])
    const back = await detailWhen(pipelineId, ({ manifests }) => manifests.length === 2)
    expect(back.folder.state).toBe('watching')
  })
})

describe('a damaged manifest', () => {
  it('is shown with the very field, and is mended with the damaged file set aside byte for byte', async () => {
    const bad = recordOf('b', 'bbb', { file_size: 0 })
    const path = await writeManifest('a_b.manifest.json', [recordOf('a', 'aaa'), bad])
    await age(path)
    const before = await readFile(path)
    const pipelineId = await add()
    const { manifests } = await services.call('pipeline.read', { pipelineId })
    expect(manifests).toMatchObject([{ health: ['corrupt'], recordCount: 1, damagedCount: 1, problemCount: 1 }])
    const [problem] = manifests[0]?.problems ?? []
    expect(problem?.field).toMatch(/^records\["[0-9a-f]+…"\]\.file_size$/u)
    expect(problem).toMatchObject({ key: bad['checksum'], line: 26 })
    const job = { pipelineId, manifestKey: manifests[0]?.manifestKey ?? '', copyToken: null }
    const plan = await services.call('pipeline.planRepair', job)
    expect(plan).toMatchObject({ keptCount: 1, leftOutCount: 1, setAside: null })
    expect(await readFile(path)).toEqual(before)
    const done = await services.call('pipeline.repair', job)
    expect(done).toMatchObject({ keptCount: 1, leftOutCount: 1 })
    expect(await readFile(done.setAside?.displayPath ?? '')).toEqual(before)
    const after = await services.call('pipeline.read', { pipelineId })
    expect(after.manifests).toMatchObject([{ recordCount: 1, problemCount: 0 }])
    expect(after.setAside.map(({ displayPath }) => displayPath)).toEqual([done.setAside?.displayPath])
    await expect(services.call('pipeline.planRepair', job)).rejects.toMatchObject({ code: 'bad-usage' })
  })

  it('takes back from a good copy what it has lost', async () => {
    const records = [recordOf('a', 'aaa'), recordOf('b', 'bbb'), recordOf('c', 'ccc')]
    const path = await writeManifest('a_b.manifest.json', records)
    const copy = join(services.root, 'copy.json')
    await writeFile(copy, textOf(records))
    await truncate(path, textOf(records).length - 400)
    await age(path)
    const pipelineId = await add()
    const { manifests } = await services.call('pipeline.read', { pipelineId })
    expect(manifests).toMatchObject([{ recordCount: 2 }])
    expect(manifests[0]?.health).toContain('corrupt')
    const copyToken = services.tokenOf(copy)
    const job = { pipelineId, manifestKey: manifests[0]?.manifestKey ?? '', copyToken }
    expect(await services.call('pipeline.repair', job)).toMatchObject({ keptCount: 3, addedFromCopyCount: 1 })
    expect((await openRows(pipelineId)).rows.size).toBe(3)
  })

  it('is not believed while somebody writes it in place', async () => {
    const path = await writeManifest('a_b.manifest.json', [recordOf('a', 'aaa')])
    const pipelineId = await add()
    await detailWhen(pipelineId, ({ manifests }) => manifests.length === 1)
    const text = textOf([recordOf('a', 'aaa'), recordOf('b', 'bbb')])
    await writeFile(path, text.slice(0, 700))
    services.events.length = 0
    const seen = detailWhen(
      pipelineId,
      ({ manifests }) => manifests[0]?.health[0] === 'corrupt' || manifests[0]?.recordCount === 2,
    )
    await writeFile(path, text)
    expect((await seen).manifests).toMatchObject([{ health: ['valid'], recordCount: 2 }])
  })
})

describe('a check of the files', () => {
  it('finds what is missing, resized, altered, verified and known to no record, as a run of the ledger', async () => {
    for (const name of ['good', 'altered', 'resized', 'unknown']) {
      await writeFile(join(services.data, name), `content of ${name}`)
    }
    await writeManifest('a_b.manifest.json', [
      recordOf('good', 'content of good'),
      recordOf('altered', 'CONTENT of altered'),
      recordOf('resized', 'content of resized once'),
      recordOf('missing', 'content of missing'),
    ])
    const pipelineId = await add()
    const looked = await detailWhen(pipelineId, isLookedAt)
    expect(looked.fileCounts).toMatchObject({ present: 2, resized: 1, missing: 1 })
    expect(looked).toMatchObject({ unknownCount: null, check: { state: 'never' } })
    const checked = await checkFiles(pipelineId, true)
    expect(checked.check).toMatchObject({ state: 'completed', readsContents: true, filesDone: 2, failure: null })
    expect(checked.fileCounts).toMatchObject({ verified: 1, altered: 1, resized: 1, missing: 1, present: 0 })
    const { files, fileCount } = await services.call('pipeline.unknown', { pipelineId, offset: 0, limit: 10 })
    expect([fileCount, files[0]?.location.displayPath]).toEqual([1, join(services.data, 'unknown')])
    const { run, command } = await services.call('ledger.run', { runId: checked.check.runId ?? '' })
    expect(run).toMatchObject({ operation: 'audit', status: 'completed', lane: folder })
    expect(command?.slice(0, 4)).toEqual(['assay', 'etl', 'check', folder])
  })

  it('holds for what is the same, until a file or record is another', async () => {
    await writeFile(join(services.data, 'a'), 'aaa')
    await writeFile(join(services.data, 'b'), 'bbb')
    await writeManifest('a_b.manifest.json', [recordOf('a', 'aaa'), recordOf('b', 'bbb')])
    const pipelineId = await add()
    expect((await checkFiles(pipelineId, true)).fileCounts).toMatchObject({ verified: 2 })
    await writeFile(join(services.data, 'b'), 'BBB')
    await writeManifest('a_b.manifest.json', [recordOf('a', 'aaa'), recordOf('b', 'bbb'), recordOf('c', 'ccc')])
    const after = await detailWhen(pipelineId, ({ fileCounts }) => fileCounts.missing === 1)
    expect(after.fileCounts).toMatchObject({ verified: 1, present: 1, missing: 1 })
    expect(after.check.state).toBe('completed')
  })

  it('is cancelled within a second, which the ledger knows', async () => {
    await writeFile(join(services.data, 'huge'), '')
    await truncate(join(services.data, 'huge'), 64 * 1024 ** 3)
    const huge = recordOf('huge', 'x', { file_size: 64 * 1024 ** 3 })
    await writeManifest('a_b.manifest.json', [huge])
    const pipelineId = await add()
    await services.call('pipeline.check', { pipelineId, readsContents: true })
    await detailWhen(pipelineId, ({ check }) => check.bytesTotal > 0)
    const startedMs = performance.now()
    await services.call('pipeline.cancelCheck', { pipelineId })
    expect(performance.now() - startedMs).toBeLessThan(1000)
    const { check } = await services.call('pipeline.read', { pipelineId })
    expect(check.state).toBe('cancelled')
    const { run } = await services.call('ledger.run', { runId: check.runId ?? '' })
    expect(run.status).toBe('cancelled')
  })

  it('looks for unknown files where it was told to', async () => {
    const inbox = join(services.root, 'inbox')
    await mkdir(join(inbox, 'deep'), { recursive: true })
    await writeFile(join(inbox, 'deep', 'stray'), 'stray')
    await writeManifest('a_b.manifest.json', [recordOf('a', 'aaa')])
    const pipelineId = await add()
    const dataFolderTokens = [services.tokenOf(inbox)]
    await services.call('pipeline.configure', { pipelineId, dataFolderTokens, staleAfterDays: 30 })
    const { dataFolders, staleAfterDays, unknownCount } = await checkFiles(pipelineId, false)
    expect([dataFolders.map(({ displayPath }) => displayPath), staleAfterDays, unknownCount]).toEqual([[inbox], 30, 1])
  })
})

describe('a record', () => {
  it('has its fields, its history, and its file read when asked', async () => {
    await writeFile(join(services.data, 'new'), 'new content')
    await writeManifest('a_b.manifest.json', [
      recordOf('old', 'old content', { ts_downloaded: '2026-01-01T00:00:00Z', extra: [1] }),
      recordOf('new', 'new content'),
    ])
    await writeManifest('c_d.manifest.json', [recordOf('new', 'new content', { source_id: 'elsewhere' })])
    const pipelineId = await add()
    await detailWhen(pipelineId, isLookedAt)
    const { viewId } = await services.call('records.open', { pipelineId })
    const query = { ...everything, search: 'NEW', manifestKeys: ['a_b.manifest.json'] }
    expect(await services.call('records.query', { viewId, query })).toMatchObject({ rowCount: 1, totalCount: 3 })
    const [row] = await rowsOf(viewId)
    const record = row?.record ?? -1
    const detail = await services.call('records.detail', { viewId, record })
    expect(detail).toMatchObject({ shape: 'strategy', historyCount: 2, file: { state: 'present', sha256: null } })
    expect(detail.row.copyCount).toBe(2)
    expect(detail.history.map(({ path }) => path.slice(services.data.length + 1))).toEqual(['new', 'old'])
    expect(detail.sameContent.map(({ manifestKey }) => manifestKey)).toEqual(['c_d.manifest.json'])
    expect(detail.fields.find(({ name }) => name === 'file_size')).toEqual({ name: 'file_size', json: '11' })
    const verified = await services.call('records.verify', { viewId, record })
    expect(verified.file).toMatchObject({ state: 'verified', sha256: digestOf('new content') })
    expect(verified.file.location?.displayPath).toBe(join(services.data, 'new'))
    expect((await services.call('pipeline.read', { pipelineId })).fileCounts).toMatchObject({ verified: 1 })
    await services.call('records.close', { viewId })
    await expect(services.call('records.detail', { viewId, record })).rejects.toMatchObject({ code: 'unknown-view' })
  })

  it('is found by what it is a copy of, and leaves as lines of a table', async () => {
    await writeManifest('a_b.manifest.json', [recordOf('a', 'same'), recordOf('b', 'other')])
    await writeManifest('c_d.manifest.json', [recordOf('=c', 'same')])
    const pipelineId = await add()
    expect((await services.call('pipeline.read', { pipelineId })).duplicateCount).toBe(1)
    const { viewId } = await services.call('records.open', { pipelineId })
    const query = { ...everything, isDuplicate: true }
    expect(await services.call('records.query', { viewId, query })).toMatchObject({ rowCount: 2, duplicateCount: 2 })
    const [first] = await rowsOf(viewId)
    expect(await services.call('records.locate', { viewId, record: first?.record ?? -1 })).toEqual({ offset: 0 })
    const copied = await services.call('records.copy', { viewId, records: null })
    expect(copied).toMatchObject({ copiedCount: 2, matchedCount: 2 })
    expect(copied.text.split('\n')[0]).toMatch(/^time\tprocess\tpath\t/u)
  })
})

describe('the question whether a content was seen', () => {
  it('is answered for a file and for a digest, with what is not sure', async () => {
    await writeManifest('a_b.manifest.json', [recordOf('a', 'content of a')])
    const damaged = await writeManifest('c_d.manifest.json', [recordOf('b', 'b', { file_size: '1' })])
    await age(damaged)
    await writeFile(join(services.root, 'dropped'), 'content of a')
    const pipelineId = await add()
    const token = services.tokenOf(join(services.root, 'dropped'))
    const seen = await services.call('pipeline.seen', { pipelineId, subject: { type: 'file', token } })
    expect(seen).toMatchObject({
      sha256: digestOf('content of a'),
      file: { sizeBytes: 12 },
      damaged: ['c_d.manifest.json'],
    })
    expect(seen.records.map(({ manifestKey }) => manifestKey)).toEqual(['a_b.manifest.json'])
    const subject = { type: 'digest' as const, sha256: '0'.repeat(64) }
    expect(await services.call('pipeline.seen', { pipelineId, subject })).toMatchObject({ file: null, records: [] })
    await rm(join(services.root, 'dropped'))
    await expect(
      services.call('pipeline.seen', { pipelineId, subject: { type: 'file', token } }),
    ).rejects.toMatchObject({
      code: 'read-failed',
    })
  })
})
