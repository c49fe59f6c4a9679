import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SnapshotResult } from '../../shared/model/run.ts'
import { subtreeLeaves } from '../manifest/seal.ts'
import { readEntryLines, SnapshotBench } from './snapshot-fixtures.ts'

const hourMs = 3_600_000

let bench: SnapshotBench
beforeEach(() => {
  bench = new SnapshotBench()
})
afterEach(() => {
  vi.useRealTimers()
  bench.remove()
})

/** From now on the clock says an hour later: what was just written is clearly older than a snapshot taken now. */
function waitAnHour(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hourMs })
}

/** Writes other bytes of the same length, and puts size and modification time back. */
function rewriteSecretly(path: string): void {
  const { atime, mtime } = statSync(path)
  writeFileSync(path, readFileSync(path, 'latin1').toUpperCase())
  utimesSync(path, atime, mtime)
}

function cacheFiles(): string[] {
  return readdirSync(join(bench.workspace, 'cache')).map((name) => join(bench.workspace, 'cache', name))
}

function snapshotAgain(changes: Parameters<SnapshotBench['snapshot']>[0] = {}): Promise<SnapshotResult> {
  return bench.snapshot({ base: bench.path('m.json'), output: bench.path('again.json'), ...changes })
}

describe('a snapshot with a base', () => {
  beforeEach(async () => {
    for (const path of ['a', 'b', 'x/c', 'x/d', 'é/\uE000', 'é/😀']) bench.write(path, `content of ${path}`)
    waitAnHour()
    await bench.snapshot()
  })

  it('takes over every digest where nothing changed, and gives the same entries', async () => {
    const result = await snapshotAgain()
    expect(result).toMatchObject({ reusedCount: 6, fileCount: 6, warnings: [] })
    expect(readEntryLines(bench.path('again.json'))).toEqual(readEntryLines(bench.path('m.json')))
  })

  it('takes over from one that took over itself', async () => {
    await snapshotAgain()
    const result = await bench.snapshot({ base: bench.path('again.json'), output: bench.path('third.json') })
    expect(result.reusedCount).toBe(6)
  })

  it.each<[string, (path: string) => void]>([
    ['its size', (path) => writeFileSync(path, 'longer than it was before')],
    ['its modification time', (path) => utimesSync(path, 1, 1)],
    ['its change time, by a write with the modification time put back', rewriteSecretly],
    ['its change time, by its mode', (path) => chmodSync(path, 0o600)],
    [
      'its inode, by another file in its place',
      (path) => {
        const { atime, mtime } = statSync(path)
        writeFileSync(`${path}.new`, readFileSync(path, 'latin1').toUpperCase())
        utimesSync(`${path}.new`, atime, mtime)
        renameSync(`${path}.new`, path)
      },
    ],
  ])('reads a file again after a change of %s', async (_, change) => {
    change(join(bench.tree, 'x/c'))
    const result = await snapshotAgain()
    expect(result).toMatchObject({ reusedCount: 5, fileCount: 6, errorCount: 0 })
    await bench.snapshot({ output: bench.path('fresh.json'), isParanoid: true })
    expect(readEntryLines(bench.path('again.json'))).toEqual(readEntryLines(bench.path('fresh.json')))
  })

  it('finds its place again after files that came and went', async () => {
    bench.write('0-first')
    bench.write('x/cc')
    bench.write('z-last')
    rmSync(join(bench.tree, 'b'))
    const result = await snapshotAgain()
    expect(result).toMatchObject({ reusedCount: 5, fileCount: 8 })
  })

  it('reads every file again when paranoid', async () => {
    expect((await snapshotAgain({ isParanoid: true })).reusedCount).toBe(0)
  })

  it('reads every file, and says so, where the digests kept are of other algorithms', async () => {
    const result = await snapshotAgain({ algorithms: ['md5'] })
    expect(result).toMatchObject({ reusedCount: 0, warnings: [expect.stringContaining('every file was read')] })
  })
})

it('reads again what was written so late that a later write may have left the same times', async () => {
  bench.write('young')
  await bench.snapshot()
  expect((await snapshotAgain()).reusedCount).toBe(0)
  waitAnHour()
  await bench.snapshot({ output: bench.path('late.json') })
  const result = await bench.snapshot({ base: bench.path('late.json'), output: bench.path('again.json') })
  expect(result.reusedCount).toBe(1)
})

it('reads everything again when the clock was set back after the base', async () => {
  bench.write('a')
  const realMs = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: realMs - hourMs })
  await bench.snapshot()
  vi.useRealTimers()
  expect((await snapshotAgain()).reusedCount).toBe(0)
})

it('keeps going without a cache where none can be kept, and says so', async () => {
  bench.write('a')
  await bench.snapshot()
  rmSync(join(bench.workspace, 'cache'), { recursive: true })
  writeFileSync(join(bench.workspace, 'cache'), 'not a folder')
  const result = await snapshotAgain()
  expect(result).toMatchObject({ status: 'completed', fileCount: 1 })
  expect(result.warnings).toEqual([
    expect.stringContaining('every file was read'),
    expect.stringContaining('could not be kept for a later --base'),
  ])
})

describe('a snapshot after one that was cancelled', () => {
  const smallCount = 2 * subtreeLeaves + 100

  beforeEach(() => {
    for (let i = 0; i < smallCount; i += 1) bench.write(`f${String(i).padStart(4, '0')}`, `content ${i}`)
    waitAnHour()
  })

  /** Cancels a snapshot that a file without an end holds up, once the small files before it are done and kept. */
  async function cancelHalfWay(): Promise<void> {
    const endless = bench.write('z-endless', '')
    truncateSync(endless, 2 ** 40)
    const cancelling = new AbortController()
    let ticks = 0
    const onProgress = ({ filesDone }: { filesDone: number }): void => {
      ticks += filesDone >= smallCount ? 1 : 0
      if (ticks > 2) cancelling.abort()
    }
    await expect(bench.snapshot({}, { signal: cancelling.signal, onProgress })).rejects.toMatchObject({
      code: 'cancelled',
    })
    rmSync(endless)
  }

  it('goes on from the digests kept, and gives the manifest of an uninterrupted one', async () => {
    await bench.snapshot({ output: bench.path('whole.json') })
    await cancelHalfWay()
    expect(existsSync(bench.path('m.json'))).toBe(false)
    const result = await bench.snapshot()
    expect(result).toMatchObject({ reusedCount: 2 * subtreeLeaves, fileCount: smallCount })
    expect(readEntryLines(bench.path('m.json'))).toEqual(readEntryLines(bench.path('whole.json')))
  })

  it('checks what was kept as it would a base', async () => {
    await cancelHalfWay()
    rewriteSecretly(join(bench.tree, 'f0000'))
    const result = await bench.snapshot()
    expect(result.reusedCount).toBe(2 * subtreeLeaves - 1)
    await bench.snapshot({ output: bench.path('fresh.json'), isParanoid: true })
    expect(readEntryLines(bench.path('m.json'))).toEqual(readEntryLines(bench.path('fresh.json')))
  })

  it('keeps none of it when paranoid, and clears it away at its end', async () => {
    await cancelHalfWay()
    expect((await bench.snapshot({ isParanoid: true })).reusedCount).toBe(0)
    expect(cacheFiles().filter((path) => path.includes('partial'))).toEqual([])
  })
})

it('lets two snapshots of one folder at once clear nothing from under each other', async () => {
  for (let i = 0; i < 600; i += 1) bench.write(`f${i}`)
  const outputs = ['1.json', '2.json', '3.json'].map((name) => bench.path(name))
  const results = await Promise.all(outputs.map((output) => bench.snapshot({ output })))
  expect(new Set(results.map((result) => result.runId)).size).toBe(3)
  for (const result of results) expect(result).toMatchObject({ status: 'completed', fileCount: 600, warnings: [] })
})

it('keeps no digests for later of a snapshot whose format has no seal to keep them under', async () => {
  bench.write('a')
  waitAnHour()
  await bench.snapshot({ format: 'gnu-checksums' })
  expect(cacheFiles()).toEqual([])
  expect((await bench.snapshot()).reusedCount).toBe(0)
})
