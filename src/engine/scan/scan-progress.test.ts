import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { scanFolder } from './scan-folder.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'assay-progress-'))
  for (const name of ['a', 'b', 'c']) await writeFile(join(root, name), name)
  await writeFile(join(root, 'huge'), '')
  await truncate(join(root, 'huge'), 2 ** 40)
})
afterEach(() => rm(root, { recursive: true }))

it('names the large file that is being read, and not a small one long done', async () => {
  const cancelling = new AbortController()
  const scan = scanFolder({
    root,
    include: [],
    exclude: [],
    isJunkExcluded: false,
    algorithms: ['sha256'],
    mode: 'contents',
    hasLines: true,
    ownPaths: new Set(),
    workerCount: 1,
    control: {
      signal: cancelling.signal,
      // Of a scan that never gets there the test runs out of time: a terabyte takes longer.
      onProgress: ({ currentPath }) => {
        if (currentPath === 'huge') cancelling.abort()
      },
    },
    sink: () => undefined,
  })
  await expect(scan).rejects.toMatchObject({ code: 'cancelled' })
})
