import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { everyRecord, isLookedAt, TestPipeline } from '../../../tests/helpers/pipeline-services.ts'
import { TestServices } from '../../../tests/helpers/start-services.ts'
import { startStopwatch } from '../../../tests/helpers/start-stopwatch.ts'

let services: TestServices
let pipeline: TestPipeline

beforeEach(async () => {
  services = await TestServices.start()
  pipeline = await TestPipeline.create(services)
})
afterEach(() => services.close())

describe('a check of the files', () => {
  it('finds what is missing, resized, altered, verified and known to no record, as a run of the ledger', async () => {
    for (const name of ['good', 'altered', 'resized']) await writeFile(join(services.data, name), `content of ${name}`)
    await writeFile(join(services.data, 'moved'), 'content of missing')
    await writeFile(join(services.data, 'stray'), 'stray')
    await pipeline.write('a_b.manifest.json', [
      pipeline.record('good', 'content of good'),
      pipeline.record('altered', 'CONTENT of altered'),
      pipeline.record('resized', 'content of resized once'),
      pipeline.record('missing', 'content of missing'),
    ])
    const pipelineId = await pipeline.add()
    const looked = await pipeline.detailWhen(pipelineId, isLookedAt)
    expect(looked.fileCounts).toMatchObject({ present: 2, resized: 1, missing: 1 })
    expect(looked).toMatchObject({ unknownCount: null, check: { state: 'never' } })
    const checked = await pipeline.check(pipelineId, true)
    // Two of the recorded files, and the one that may be a copy of a recorded content.
    expect(checked.check).toMatchObject({ state: 'completed', readsContents: true, filesDone: 3, failure: null })
    expect(checked.check.findingCount).toBe(4)
    expect(checked.fileCounts).toMatchObject({ verified: 1, altered: 1, resized: 1, missing: 1, present: 0 })
    const { files, fileCount } = await services.call('pipeline.unknown', { pipelineId, offset: 0, limit: 10 })
    expect([fileCount, checked.unknownCount, checked.copyCount]).toEqual([2, 1, 1])
    const paths = files.map(({ location }) => location.displayPath)
    expect(paths).toEqual(['stray', 'moved'].map((name) => join(services.data, name)))
    expect(files[1]?.recordedAs.map(({ path }) => path)).toEqual([join(services.data, 'missing')])
    const { run, command } = await services.call('ledger.run', { runId: checked.check.runId ?? '' })
    expect(run).toMatchObject({ operation: 'audit', status: 'completed', lane: pipeline.folder })
    expect(command?.slice(0, 4)).toEqual(['assay', 'etl', 'check', pipeline.folder])
  })

  it('holds for what is the same, until a file or record is another', async () => {
    await writeFile(join(services.data, 'a'), 'aaa')
    await writeFile(join(services.data, 'b'), 'bbb')
    await pipeline.write('a_b.manifest.json', [pipeline.record('a', 'aaa'), pipeline.record('b', 'bbb')])
    const pipelineId = await pipeline.add()
    expect((await pipeline.check(pipelineId, true)).fileCounts).toMatchObject({ verified: 2 })
    await writeFile(join(services.data, 'b'), 'BBB')
    await pipeline.write('a_b.manifest.json', [
      pipeline.record('a', 'aaa'),
      pipeline.record('b', 'bbb'),
      pipeline.record('c', 'ccc'),
    ])
    const after = await pipeline.detailWhen(pipelineId, ({ fileCounts }) => fileCounts.missing === 1)
    expect(after.fileCounts).toMatchObject({ verified: 1, present: 1, missing: 1 })
    expect(after.check.state).toBe('completed')
  })

  /** A file that takes minutes to read, beside those that are soon done with. */
  async function writeHuge(): Promise<void> {
    await writeFile(join(services.data, 'altered'), 'content of altered')
    await writeFile(join(services.data, 'huge'), '')
    await truncate(join(services.data, 'huge'), 64 * 1024 ** 3)
    await pipeline.write('a_b.manifest.json', [
      pipeline.record('altered', 'CONTENT of altered'),
      pipeline.record('missing', 'content of missing'),
      pipeline.record('huge', 'x', { file_size: 64 * 1024 ** 3 }),
    ])
  }

  it('shows what it finds while it goes on', async () => {
    await writeHuge()
    const pipelineId = await pipeline.add()
    await pipeline.detailWhen(pipelineId, isLookedAt)
    await services.call('pipeline.check', { pipelineId, readsContents: true })
    const found = await pipeline.detailWhen(pipelineId, ({ fileCounts }) => fileCounts.altered === 1)
    expect(found.check).toMatchObject({ state: 'running', phase: 'looking', findingCount: 2, filesTotal: 2 })
    const { viewId } = await services.call('records.open', { pipelineId })
    const { stateCounts } = await services.call('records.query', { viewId, query: everyRecord })
    expect(stateCounts).toMatchObject({ altered: 1, missing: 1, present: 1 })
    await services.call('pipeline.cancelCheck', { pipelineId })
  })

  it('is cancelled within a second, and keeps what it had found', async () => {
    await writeHuge()
    const pipelineId = await pipeline.add()
    await services.call('pipeline.check', { pipelineId, readsContents: true })
    await pipeline.detailWhen(pipelineId, ({ check }) => check.findingCount === 2)
    const measureMs = startStopwatch()
    await services.call('pipeline.cancelCheck', { pipelineId })
    expect(measureMs()).toBeLessThan(1000)
    const { check, fileCounts, unknownCount } = await services.call('pipeline.read', { pipelineId })
    expect(check).toMatchObject({ state: 'cancelled', findingCount: 2, filesDone: 1, filesTotal: 2 })
    expect([fileCounts.altered, fileCounts.missing, unknownCount]).toEqual([1, 1, null])
    const { run } = await services.call('ledger.run', { runId: check.runId ?? '' })
    // Its start, both findings, how far it was, and its end.
    expect(run).toMatchObject({ status: 'cancelled', eventCount: 5 })
  })

  it('looks for unknown files where it was told to', async () => {
    const inbox = join(services.root, 'inbox')
    await mkdir(join(inbox, 'deep'), { recursive: true })
    await writeFile(join(inbox, 'deep', 'stray'), 'stray')
    await pipeline.write('a_b.manifest.json', [pipeline.record('a', 'aaa')])
    const pipelineId = await pipeline.add()
    const dataFolderTokens = [services.tokenOf(inbox)]
    await services.call('pipeline.configure', { pipelineId, dataFolderTokens, staleAfterDays: 30 })
    const { dataFolders, staleAfterDays, unknownCount } = await pipeline.check(pipelineId, false)
    expect([dataFolders.map(({ displayPath }) => displayPath), staleAfterDays, unknownCount]).toEqual([[inbox], 30, 1])
  })
})
