import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Manifest } from './manifest.ts'
import { digestOf, ManifestFolder } from './pipeline-fixtures.ts'
import { PipelineOrchestrator } from './pipeline-orchestrator.ts'

let folder: ManifestFolder
let orchestrator: PipelineOrchestrator
beforeEach(() => {
  folder = new ManifestFolder()
  const metadata = { process: 'download', etl_version: '1.0.0', root_dir: folder.path }
  orchestrator = new PipelineOrchestrator(Manifest.open(join(folder.path, 'a_download.manifest.json'), { metadata }))
})
afterEach(() => folder.remove())

const source = { source_id: 's', dataset: 'd', state: { last_etag: '"1"' } }

describe('the orchestrator', () => {
  it('says that a source is current only while its newest record has the very ETag', async () => {
    expect(await orchestrator.checkState('s', '"1"')).toEqual({ isCurrent: false, record: null })
    const completedAt = new Date('2026-11-20T00:00:00Z')
    const { record } = await orchestrator.completeFile(source, folder.write('one', 'one.txt'), { completedAt })
    expect(await orchestrator.checkState('s', '"1"')).toEqual({ isCurrent: true, record })
    await orchestrator.completeFile(source, folder.write('two', 'two.txt'), { etag: '"2"' })
    expect((await orchestrator.checkState('s', '"1"')).isCurrent).toBe(false)
    for (const etag of [null, undefined, '']) expect((await orchestrator.checkState('s', etag)).isCurrent).toBe(false)
  })

  it('knows a content by its digest, whatever file it is in', async () => {
    const first = await orchestrator.completeFile(source, folder.write('same', 'first.txt'))
    expect(first.record).toMatchObject({ checksum: digestOf('same'), file_size: 4, etag: '"1"' })
    const copy = folder.write('same', 'copy.txt')
    const check = { sha256: digestOf('same'), sizeBytes: 4, record: first.record }
    expect(await orchestrator.checkContent(copy)).toEqual(check)
    expect(await orchestrator.completeFile(source, copy)).toEqual({ isNew: false, record: first.record })
  })

  it('says what is wrong with a file that cannot be registered', async () => {
    const path = folder.write('', 'empty.txt')
    await expect(orchestrator.completeFile(source, path)).rejects.toThrow(/file_size is 0/u)
    rmSync(path)
    await expect(orchestrator.checkContent(path)).rejects.toMatchObject({ code: 'not-found', path })
    const signal = AbortSignal.abort()
    await expect(orchestrator.checkContent(folder.path, { signal })).rejects.toMatchObject({ code: 'cancelled' })
  })
})
