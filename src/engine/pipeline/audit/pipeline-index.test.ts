import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadPipeline } from './audit-pipeline.ts'
import { traceRecord } from './lineage.ts'
import { PipelineBench, sha256Of } from './pipeline-fixtures.ts'
import { findSeenContent } from './seen-content.ts'

let bench: PipelineBench
beforeEach(() => {
  bench = new PipelineBench()
})
afterEach(() => bench.remove())

const day = (at: number) => ({ ts_downloaded: `2026-11-0${at}T00:00:00Z` })

describe('an index of process manifests', () => {
  it('traces a record by its source, its content and its file', async () => {
    const first = bench.record('/data/a', 'first', day(1))
    const second = bench.record('/data/a', 'second', day(2))
    const other = bench.record('/data/other', 'other', { source_id: 'edsm', ...day(3) })
    bench.writeManifest('x_download.manifest.json', [second, first, other])
    bench.writeManifest('x_load.manifest.json', [
      bench.record('/data/../data/copy', 'second', { ...day(4), source_id: 'load' }),
    ])
    const { index } = await loadPipeline({ target: bench.manifests })
    const [record] = index.withContent(sha256Of('second').toUpperCase())
    if (record === undefined) throw new Error('The record is not in the index.')
    const { history, sameContent, samePath } = traceRecord(index, record)
    const keys = (list: typeof history) => list.map(({ key }) => key)
    expect(keys(history)).toEqual([sha256Of('first'), sha256Of('second')])
    expect(sameContent.map(({ manifest }) => manifest)).toEqual([1])
    expect(keys(samePath)).toEqual([sha256Of('first')])
    expect(index.ofFile('/data/copy')).toHaveLength(1)
  })

  it('says where and when a content was seen, and which manifests may have lost it', async () => {
    bench.writeManifest('x_download.manifest.json', [bench.record('/data/a', 'a', day(1))])
    const damaged = bench.writeManifest('x_load.manifest.json', [bench.record('/data/a', 'b', { file_size: 0 })])
    const { index } = await loadPipeline({ target: bench.manifests })
    const seen = findSeenContent(index, sha256Of('a'))
    expect(seen.copies).toMatchObject([{ process: 'extractor', path: '/data/a', time: '2026-11-01T00:00:00Z' }])
    expect(findSeenContent(index, sha256Of('b'))).toEqual({ sha256: sha256Of('b'), copies: [], damaged: [damaged] })
  })
})
