import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, realpath, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestServices } from '../../../tests/helpers/start-services.ts'
import { measureLongestHold } from '../../../tests/helpers/thread-load.ts'
import { Ledger } from '../../engine/index.ts'
import type { RecordQuery } from '../../shared/ipc/pipeline-schemas.ts'
import { Pipelines } from './pipelines.ts'

const everything: RecordQuery = {
  search: '',
  manifestKeys: [],
  states: [],
  versions: [],
  sources: [],
  isDuplicate: false,
  sort: { column: 'time', isDescending: true },
}

function manifestText(folder: string, count: number, from = 0): string {
  const records = Array.from({ length: count }, (_, at) => {
    const checksum = createHash('sha256')
      .update(String(from + at))
      .digest('hex')
    const record = {
      source_id: `source_${at % 500}`,
      dataset: 'systems',
      checksum,
      file_path: `/nowhere/${at % 100}/file_${from + at}.json.gz`,
      file_size: 1000 + at,
      etag: `"${at}"`,
      ts_downloaded: new Date(1.7e12 + at * 60_000).toISOString(),
      version: `1.${at % 3}.0`,
    }
    return [checksum, record] as const
  })
  const metadata = { process: 'extractor', etl_version: '1.0.0', root_dir: folder, total_records: count }
  return JSON.stringify({ metadata, records: Object.fromEntries(records) }, null, 4)
}

describe('a hundred thousand records', () => {
  let services: TestServices
  let folder: string
  beforeEach(async () => {
    services = await TestServices.start()
    folder = join(services.root, 'manifests')
    await mkdir(folder)
  })
  afterEach(() => services.close())

  it('are read, searched, sorted and looked at while the host stays free', async () => {
    await writeFile(join(folder, 'a_b.manifest.json'), manifestText(folder, 100_000))
    await writeFile(join(folder, 'c_d.manifest.json'), manifestText(folder, 1000, 99_500))
    const held = await measureLongestHold(async () => {
      const { pipelineId } = await services.call('pipelines.add', { token: services.tokenOf(folder) })
      const { viewId } = await services.call('records.open', { pipelineId })
      const all = await services.call('records.query', { viewId, query: everything })
      expect(all).toMatchObject({ rowCount: 101_000, totalCount: 101_000, duplicateCount: 1000 })
      const { rows } = await services.call('records.window', { viewId, offset: 0, limit: 500 })
      expect(rows[0]?.path).toBe('/nowhere/99/file_99999.json.gz')
      const query = { ...everything, search: 'FILE_9999', sort: { column: 'path' as const, isDescending: false } }
      expect(await services.call('records.query', { viewId, query })).toMatchObject({ rowCount: 21 })
      const copied = await services.call('records.copy', { viewId, records: null })
      expect(copied).toMatchObject({ copiedCount: 21, matchedCount: 21 })
      for (;;) {
        services.events.length = 0
        const { fileCounts, duplicateCount } = await services.call('pipeline.read', { pipelineId })
        expect(duplicateCount).toBe(500)
        if (fileCounts.missing === 101_000) break
        await services.event(({ channel }) => channel === 'pipelines.changed')
      }
    })
    expect(held).toBeLessThan(50)
  })

  it('that another process adds to show all the time, and never half', async () => {
    const path = join(folder, 'extractor_v1.0.0.json')
    await writeFile(path, manifestText(folder, 0))
    const { pipelineId } = await services.call('pipelines.add', { token: services.tokenOf(folder) })
    await services.call('pipeline.read', { pipelineId })
    const entry = new URL('../../engine/pipeline/package-entry.ts', import.meta.url).href
    const script = `
      import { createHash } from 'node:crypto'
      import { setTimeout } from 'node:timers/promises'
      import { ManifestManager } from ${JSON.stringify(entry)}
      const manifest = ManifestManager.open({ rootDir: ${JSON.stringify(folder)}, etlVersion: '1.0.0' }).get('extractor')
      for (let i = 0; i < 150; i++) {
        const checksum = createHash('sha256').update('added ' + i).digest('hex')
        const file = { file_path: '/nowhere/' + i, file_size: 1, version: '1.0.0' }
        const ts_downloaded = new Date().toISOString()
        await manifest.addRecord({ source_id: 's', dataset: 'd', checksum, ts_downloaded, ...file })
        await setTimeout(10)
      }`
    const writer = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const exited = once(writer, 'exit')
    let exitCode: unknown
    void exited.then(([code]) => (exitCode = code))
    const counts = new Set<number>()
    while (!counts.has(150)) {
      services.events.length = 0
      const { manifests } = await services.call('pipeline.read', { pipelineId })
      expect(manifests.map(({ health }) => health[0])).not.toContain('corrupt')
      counts.add(manifests[0]?.recordCount ?? -1)
      expect(exitCode ?? 0).toBe(0)
      if (!counts.has(150)) await services.event(({ channel }) => channel === 'pipelines.changed')
    }
    expect(await exited).toEqual([0, null])
    expect(counts.size).toBeGreaterThan(3)
  })
})

describe('a pipeline whose thread is lost', () => {
  it('ends its check as failed in the ledger, and answers again', async () => {
    const root = await realpath(await mkdtemp(join(tmpdir(), 'assay-lost-pipeline-')))
    const folder = join(root, 'manifests')
    await mkdir(folder)
    await writeFile(join(root, 'huge'), '')
    await truncate(join(root, 'huge'), 64 * 1024 ** 3)
    const text = manifestText(folder, 1).replace(/"\/nowhere[^"]*"/u, JSON.stringify(join(root, 'huge')))
    await writeFile(
      join(folder, 'a_b.manifest.json'),
      text.replace('"file_size": 1000', `"file_size": ${64 * 1024 ** 3}`),
    )
    const workspace = join(root, 'workspace')
    const warnings: string[] = []
    const pipelines = await Pipelines.start({
      workspace,
      version: '0',
      emit: () => undefined,
      warn: (words) => warnings.push(words),
    })
    const { pipelineId, thread } = await pipelines.add(folder)
    await thread.call('check', { readsContents: true })
    const { check } = await thread.call('read', {})
    expect(check.state).toBe('running')
    const { openViews } = pipelines.use(pipelineId)
    openViews.add('view')
    await thread.call('openRecords', { viewId: 'view' })
    const asking = expect(thread.call('summary', {}).then(() => thread.call('cancelCheck', {}))).rejects.toMatchObject({
      code: 'worker-failed',
    })
    await thread.abandon()
    await asking
    expect(() => pipelines.ofView('view')).toThrow(expect.objectContaining({ code: 'unknown-view' }))
    expect(await thread.call('summary', {})).toMatchObject({ manifestCount: 1 })
    const ledger = await Ledger.open(workspace)
    expect(ledger.find(check.runId ?? '')).toMatchObject({ status: 'failed', errorCount: 1 })
    ledger.close()
    await pipelines.close()
    expect(warnings).toEqual([])
    await rm(root, { recursive: true })
  })
})
