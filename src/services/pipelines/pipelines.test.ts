import { mkdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestOf, everyRecord, isLookedAt, makeOld, TestPipeline } from '../../../tests/helpers/pipeline-services.ts'
import { TestServices } from '../../../tests/helpers/start-services.ts'

let services: TestServices
let pipeline: TestPipeline

beforeEach(async () => {
  services = await TestServices.start()
  pipeline = await TestPipeline.create(services)
})
afterEach(() => services.close())

describe('a folder of process manifests', () => {
  it('shows a card for each manifest, and is still in the list after a restart', async () => {
    await pipeline.write('systems_download.manifest.json', [
      pipeline.record('a', 'aaa'),
      pipeline.record('b', 'bb', { version: '2' }),
    ])
    await pipeline.write('extractor_v1.0.0.json', [])
    const pipelineId = await pipeline.add()
    expect(await pipeline.add()).toBe(pipelineId)
    const detail = await pipeline.detailWhen(pipelineId, isLookedAt)
    expect(detail.manifests.map(({ fileName, health, recordCount }) => [fileName, health, recordCount])).toEqual([
      ['extractor_v1.0.0.json', ['empty'], 0],
      ['systems_download.manifest.json', ['mixed-versions'], 2],
    ])
    expect(detail.fileCounts).toMatchObject({ missing: 2, unchecked: 0 })
    expect(detail.folder).toMatchObject({ state: 'watching', manifestCount: 2, health: 'mixed-versions' })
    await services.restart()
    await pipeline.detailWhen(pipelineId, isLookedAt)
    const { folders } = await services.call('pipelines.list', {})
    expect(folders).toMatchObject([
      { pipelineId, name: basename(services.root), manifestCount: 2, health: 'mixed-versions' },
    ])
    await services.call('pipelines.remove', { pipelineId })
    expect((await services.call('pipelines.list', {})).folders).toEqual([])
    await expect(services.call('pipeline.read', { pipelineId })).rejects.toMatchObject({ code: 'bad-usage' })
  })

  it('has all folders in its list after a restart, also those added in one moment', async () => {
    const folders = await Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        const folder = join(services.root, `folder-${i}`)
        await mkdir(folder)
        await services.call('pipelines.add', { token: services.tokenOf(folder) })
        return folder
      }),
    )
    await services.restart()
    expect((await services.call('pipelines.list', {})).folders).toHaveLength(folders.length)
  })

  it('answers the list at once, and tells of what is in the folder once it was read', async () => {
    await pipeline.write('a_b.manifest.json', [pipeline.record('a', 'aaa')])
    const pipelineId = await pipeline.add()
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
    await pipeline.write('a_b.manifest.json', [pipeline.record('a', 'aaa')])
    const pipelineId = await pipeline.add()
    const { viewId } = await pipeline.openRows(pipelineId)
    services.events.length = 0
    await pipeline.write('a_b.manifest.json', [pipeline.record('a', 'aaa'), pipeline.record('b', 'bbb')])
    await services.event(({ channel, payload }) => channel === 'pipelines.changed' && payload.hasNewRecords)
    expect(await pipeline.rows(viewId)).toHaveLength(1)
    expect((await pipeline.openRows(pipelineId)).rows.length).toBe(2)
  })

  it('that goes is missing, and is back by itself with what came meanwhile', async () => {
    await pipeline.write('a_b.manifest.json', [pipeline.record('a', 'aaa')])
    const pipelineId = await pipeline.add()
    await pipeline.detailWhen(pipelineId, ({ manifests }) => manifests.length === 1)
    await rename(pipeline.folder, `${pipeline.folder}-away`)
    const gone = await pipeline.detailWhen(pipelineId, ({ manifests }) => manifests.length === 0)
    expect(gone.folder).toMatchObject({ state: 'missing' })
    await rename(`${pipeline.folder}-away`, pipeline.folder)
    await pipeline.write('c_d.manifest.json', [pipeline.record('b', 'bbb')])
    const back = await pipeline.detailWhen(pipelineId, ({ manifests }) => manifests.length === 2)
    expect(back.folder.state).toBe('watching')
  })
})

describe('a damaged manifest', () => {
  it('is shown with the very field, and is mended with the damaged file set aside byte for byte', async () => {
    const bad = pipeline.record('b', 'bbb', { file_size: 0 })
    const path = await pipeline.write('a_b.manifest.json', [pipeline.record('a', 'aaa'), bad])
    await makeOld(path)
    const before = await readFile(path)
    const pipelineId = await pipeline.add()
    const { manifests } = await services.call('pipeline.read', { pipelineId })
    expect(manifests).toMatchObject([{ health: ['corrupt'], recordCount: 1, damagedCount: 1, problemCount: 1 }])
    const [problem] = manifests[0]?.problems ?? []
    expect(problem?.field).toMatch(/^records\["[0-9a-f]+…"\]\.file_size$/u)
    expect(problem).toMatchObject({ key: bad['checksum'], line: 26 })
    const job = { pipelineId, manifestKey: manifests[0]?.manifestKey ?? '', copyToken: null }
    const plan = await services.call('pipeline.planRepair', job)
    expect(plan).toMatchObject({ keptCount: 1, leftOutCount: 1, setAside: null })
    expect(await readFile(path)).toEqual(before)
    expect(plan).toMatchObject({ process: 'extractor', isProcessOpen: false, lostCount: 0, runId: null })
    const done = await services.call('pipeline.repair', { ...job, process: null })
    expect(done).toMatchObject({ keptCount: 1, leftOutCount: 1 })
    const { run } = await services.call('ledger.run', { runId: done.runId ?? '' })
    expect(run).toMatchObject({ operation: 'import', status: 'completed', lane: pipeline.folder })
    expect(await readFile(done.setAside?.displayPath ?? '')).toEqual(before)
    const after = await services.call('pipeline.read', { pipelineId })
    expect(after.manifests).toMatchObject([{ recordCount: 1, problemCount: 0 }])
    expect(after.setAside.map(({ displayPath }) => displayPath)).toEqual([done.setAside?.displayPath])
    await expect(services.call('pipeline.planRepair', job)).rejects.toMatchObject({ code: 'bad-usage' })
  })

  it('takes back from a good copy what it has lost', async () => {
    const records = [pipeline.record('a', 'aaa'), pipeline.record('b', 'bbb'), pipeline.record('c', 'ccc')]
    const path = await pipeline.write('a_b.manifest.json', records)
    const copy = join(services.root, 'copy.json')
    await writeFile(copy, pipeline.text(records))
    await truncate(path, pipeline.text(records).length - 400)
    await makeOld(path)
    const pipelineId = await pipeline.add()
    const { manifests } = await services.call('pipeline.read', { pipelineId })
    expect(manifests).toMatchObject([{ recordCount: 2 }])
    expect(manifests[0]?.health).toContain('corrupt')
    const copyToken = services.tokenOf(copy)
    const job = { pipelineId, manifestKey: manifests[0]?.manifestKey ?? '', copyToken, process: null }
    expect(await services.call('pipeline.repair', job)).toMatchObject({ keptCount: 3, addedFromCopyCount: 1 })
    expect((await pipeline.openRows(pipelineId)).rows.length).toBe(3)
  })

  it('that says its process no more is made one of the process that is chosen', async () => {
    const path = join(pipeline.folder, 'nameless.json')
    await writeFile(path, pipeline.text([pipeline.record('a', 'aaa')]).replace('"extractor"', '""'))
    await makeOld(path)
    const pipelineId = await pipeline.add()
    const subject = { pipelineId, manifestKey: 'nameless.json', copyToken: null }
    const plan = await services.call('pipeline.planRepair', subject)
    expect(plan).toMatchObject({ keptCount: 1, process: null, isProcessOpen: true, isMetadataRebuilt: true })
    const refusal = services.call('pipeline.repair', { ...subject, process: null })
    await expect(refusal).rejects.toMatchObject({ code: 'bad-usage' })
    expect(await services.call('pipeline.repair', { ...subject, process: 'loader' })).toMatchObject({ keptCount: 1 })
    const { manifests } = await services.call('pipeline.read', { pipelineId })
    expect(manifests).toMatchObject([{ process: 'loader', problemCount: 0 }])
  })

  it('is not believed while somebody writes it in place', async () => {
    const path = await pipeline.write('a_b.manifest.json', [pipeline.record('a', 'aaa')])
    const pipelineId = await pipeline.add()
    await pipeline.detailWhen(pipelineId, ({ manifests }) => manifests.length === 1)
    const text = pipeline.text([pipeline.record('a', 'aaa'), pipeline.record('b', 'bbb')])
    await writeFile(path, text.slice(0, 700))
    services.events.length = 0
    const seen = pipeline.detailWhen(
      pipelineId,
      ({ manifests }) => manifests[0]?.health[0] === 'corrupt' || manifests[0]?.recordCount === 2,
    )
    await writeFile(path, text)
    expect((await seen).manifests).toMatchObject([{ health: ['valid'], recordCount: 2 }])
  })
})

describe('a record', () => {
  it('has its fields, its history, and its file read when asked', async () => {
    await writeFile(join(services.data, 'new'), 'new content')
    await pipeline.write('a_b.manifest.json', [
      pipeline.record('old', 'old content', { ts_downloaded: '2026-01-01T00:00:00Z', extra: [1] }),
      pipeline.record('new', 'new content'),
    ])
    await pipeline.write('c_d.manifest.json', [pipeline.record('new', 'new content', { source_id: 'elsewhere' })])
    const pipelineId = await pipeline.add()
    await pipeline.detailWhen(pipelineId, isLookedAt)
    const { viewId } = await services.call('records.open', { pipelineId })
    const query = { ...everyRecord, search: 'NEW', manifestKeys: ['a_b.manifest.json'] }
    expect(await services.call('records.query', { viewId, query })).toMatchObject({ rowCount: 1, totalCount: 3 })
    const [row] = await pipeline.rows(viewId)
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

  it('has its numbers as its file spells them, and as they were read once the file is another', async () => {
    const path = await pipeline.write('a_b.manifest.json', [])
    const fields = { ...pipeline.record('ä', 'content'), etag: 'ä', weight: 9_007_199_254 }
    const spelt = pipeline.text([fields]).replace('"weight": 9007199254', '"weight": 1.0').replaceAll('ä', '\\u00e4')
    await writeFile(path, `\n${spelt}`)
    const pipelineId = await pipeline.add()
    await pipeline.detailWhen(pipelineId, isLookedAt)
    const { viewId, rows } = await pipeline.openRows(pipelineId)
    const shown = async (): Promise<unknown[]> => {
      const { fields: known } = await services.call('records.detail', { viewId, record: rows[0]?.record ?? -1 })
      return ['etag', 'weight', 'file_size'].map((name) => known.find((field) => field.name === name)?.json)
    }
    expect(await shown()).toEqual(['"ä"', '1.0', '7'])
    await rm(path)
    expect(await shown()).toEqual(['"ä"', '1', '7'])
  })

  it('is found by what it is a copy of, and leaves as lines of a table', async () => {
    await pipeline.write('a_b.manifest.json', [pipeline.record('a', 'same'), pipeline.record('b', 'other')])
    await pipeline.write('c_d.manifest.json', [pipeline.record('=c', 'same')])
    const pipelineId = await pipeline.add()
    expect((await services.call('pipeline.read', { pipelineId })).duplicateCount).toBe(1)
    const { viewId } = await services.call('records.open', { pipelineId })
    const query = { ...everyRecord, isDuplicate: true }
    expect(await services.call('records.query', { viewId, query })).toMatchObject({ rowCount: 2, duplicateCount: 2 })
    const [first] = await pipeline.rows(viewId)
    expect(await services.call('records.locate', { viewId, record: first?.record ?? -1 })).toEqual({ offset: 0 })
    const copied = await services.call('records.copy', { viewId, records: null })
    expect(copied).toMatchObject({ copiedCount: 2, matchedCount: 2 })
    expect(copied.text.split('\n')[0]).toMatch(/^time\tprocess\tpath\t/u)
  })
})

describe('the question whether a content was seen', () => {
  it('is answered for a file and for a digest, with what is not sure', async () => {
    await pipeline.write('a_b.manifest.json', [pipeline.record('a', 'content of a')])
    const damaged = await pipeline.write('c_d.manifest.json', [pipeline.record('b', 'b', { file_size: '1' })])
    await makeOld(damaged)
    await writeFile(join(services.root, 'dropped'), 'content of a')
    const pipelineId = await pipeline.add()
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
