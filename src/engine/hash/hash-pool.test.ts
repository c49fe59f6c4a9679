import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPathFilter } from '../walk/filters.ts'
import { batchEntries } from '../walk/batch-entries.ts'
import { FolderWalk } from '../walk/walk-folder.ts'
import { workerUrl } from '../worker-url.ts'
import { HashPool } from './hash-pool.ts'
import type { BatchResult, EntryBatch, HashWorkerData, LargeResult } from './hash-protocol.ts'

let root: string
const pools: HashPool[] = []
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-pool-'))
})
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
  rmSync(root, { recursive: true, force: true })
})

/** The real worker, in which opening a file of that name ends the thread, as a crash in native code would. */
function createFragileThread(deadlyName: string, how: string): (data: HashWorkerData) => Worker {
  const code = `
    const fs = require('node:fs')
    const { syncBuiltinESMExports } = require('node:module')
    const { openSync } = fs
    fs.openSync = (path, ...rest) => {
      if (String(path).endsWith(${JSON.stringify(deadlyName)})) { ${how} }
      return openSync(path, ...rest)
    }
    syncBuiltinESMExports()
    import(${JSON.stringify(workerUrl('hash-worker').href)})
  `
  return (data) => new Worker(code, { eval: true, workerData: data })
}

function readBatches(): EntryBatch[] {
  const filter = createPathFilter({ include: [], exclude: [], isJunkExcluded: false })
  return [...batchEntries(new FolderWalk({ root, filter, ownPaths: new Set() }).entries())]
}

interface Outcome {
  readonly results: BatchResult[]
  readonly large: LargeResult[]
  readonly fault: unknown
}

/** Runs the batches through a pool until all have come back, or it is of no use. */
function runPool(
  batches: readonly EntryBatch[],
  createThread?: (data: HashWorkerData) => Worker,
  beforeLarge: () => void = () => {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const results: BatchResult[] = []
    const large: LargeResult[] = []
    let waiting = batches.length
    const finishOne = (): void => {
      waiting -= 1
      if (waiting === 0) resolve({ results, large, fault: undefined })
    }
    const pool = new HashPool({
      root,
      algorithms: ['sha256'],
      mode: 'contents',
      hasLines: true,
      workerCount: 2,
      onBatch: (result) => {
        results.push(result)
        waiting += result.deferred.length
        beforeLarge()
        const paths = batches.find((batch) => batch.id === result.id)?.paths.split('\0') ?? []
        pool.submitLarge(
          result.deferred.map((file) => ({ ...file, batchId: result.id, path: paths[file.index] ?? '' })),
        )
        finishOne()
      },
      onLarge: (result) => {
        large.push(result)
        finishOne()
      },
      onFault: (fault) => resolve({ results, large, fault }),
      ...(createThread === undefined ? {} : { createThread }),
    })
    pools.push(pool)
    for (const batch of batches) pool.submitBatch(batch)
  })
}

function errorsOf({ results }: Outcome): string[] {
  const decoder = new TextDecoder()
  return results.flatMap((result) =>
    Array.from(result.errors, ([i, error]) => {
      const path = decoder.decode(result.pathBytes.subarray(result.pathOffsets[i], result.pathOffsets[i + 1]))
      return `${path} ${error.code}`
    }),
  )
}

describe('a thread that dies', () => {
  it.each([
    ['ends', 'process.exit(1)'],
    ['throws', 'throw Object.assign(new Error("a bug"))'],
  ])('costs the file it was on, by name, and no other (it %s)', async (_, how) => {
    for (let i = 0; i < 1200; i += 1) writeFileSync(join(root, `f${String(i).padStart(4, '0')}`), `content ${i}`)
    const outcome = await runPool(readBatches(), createFragileThread('f0700', how))
    expect(outcome.fault).toBeUndefined()
    expect(errorsOf(outcome)).toEqual(['f0700 worker-died'])
    const read = outcome.results.reduce(
      (sum, result) => sum + result.digestFlags.filter((flags) => flags === 1).length,
      0,
    )
    expect(read).toBe(1199)
  })

  it('costs a large file alone too', async () => {
    for (const name of ['big-1', 'big-2', 'big-3']) writeFileSync(join(root, name), Buffer.alloc(5 * 1024 * 1024, name))
    // Opened once to see that it is large, and again to be read.
    const how =
      'globalThis.opened = (globalThis.opened ?? 0) + 1; if (rest[0] && require("node:worker_threads").workerData.sawBig?.[0]) process.exit(1)'
    const saw = new Int32Array(new SharedArrayBuffer(4))
    const create = createFragileThread('big-2', `${how}; require('node:worker_threads').workerData.sawBig[0] = 1`)
    const outcome = await runPool(readBatches(), (data) => create({ ...data, sawBig: saw } as HashWorkerData))
    expect(outcome.fault).toBeUndefined()
    expect(outcome.large.map((large) => `${large.index} ${large.error?.code ?? 'read'}`).toSorted()).toEqual([
      '0 read',
      '1 worker-died',
      '2 read',
    ])
  })

  it('again and again is a fault of the pool, not of the files', async () => {
    writeFileSync(join(root, 'a'), 'x')
    const outcome = await runPool(
      readBatches(),
      (data) => new Worker('process.exit(1)', { eval: true, workerData: data }),
    )
    expect(outcome.fault).toMatchObject({ code: 'worker-failed' })
  })

  it('for want of its program is a fault of the pool', async () => {
    writeFileSync(join(root, 'a'), 'x')
    const outcome = await runPool(
      readBatches(),
      (data) => new Worker(new URL('no-such-worker.js', workerUrl('hash-worker')), { workerData: data }),
    )
    expect(outcome.fault).toMatchObject({ code: 'worker-failed' })
  })
})

it('gives no digest of a large file that took the name of the one the batch met', async () => {
  writeFileSync(join(root, 'big'), Buffer.alloc(5 * 1024 * 1024, 'a'))
  const outcome = await runPool(readBatches(), undefined, () => {
    writeFileSync(join(root, 'other'), Buffer.alloc(5 * 1024 * 1024, 'b'))
    renameSync(join(root, 'other'), join(root, 'big'))
  })
  expect(outcome.large).toMatchObject([{ error: { code: 'changed-while-reading' }, digests: [] }])
})

it('gives every batch once, however many there are', async () => {
  for (let i = 0; i < 3000; i += 1) writeFileSync(join(root, `f${i}`), `content ${i}`)
  const batches = readBatches()
  const outcome = await runPool(batches)
  expect(outcome.results.map((result) => result.id).toSorted((a, b) => a - b)).toEqual(batches.map((batch) => batch.id))
  expect(outcome.results.reduce((sum, result) => sum + result.count, 0)).toBe(3000)
})
