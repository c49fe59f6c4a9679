import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { scanFolder } from './scan-folder.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-cancel-'))
  const names = Array.from({ length: 12_000 }, (_, i) => join(root, `f${i}`))
  await Promise.all(names.map((name) => writeFile(name, name)))
})
afterEach(() => rm(root, { recursive: true }))

it('ends when cancelled while every thread is busy and batches wait in line', async () => {
  const cancelling = new AbortController()
  let batchCount = 0
  const scan = scanFolder({
    root,
    include: [],
    exclude: [],
    isJunkExcluded: false,
    algorithms: ['sha256'],
    mode: 'contents',
    hasLines: true,
    ownPaths: new Set(),
    workerCount: 2,
    control: { signal: cancelling.signal },
    sink: () => {
      batchCount += 1
      // Later than the sink, so that no error of its own ends the scan: the scan must notice while it waits.
      if (batchCount === 1) setImmediate(() => cancelling.abort())
    },
  })
  await expect(scan).rejects.toMatchObject({ code: 'cancelled' })
})
