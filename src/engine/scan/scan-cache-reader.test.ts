import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BaseSlice, EntryBatch } from '../hash/hash-protocol.ts'
import { openScanCache } from './scan-cache-reader.ts'
import { ScanCacheWriter } from './scan-cache-writer.ts'
import { scanFolder } from './scan-folder.ts'

const algorithms = ['sha256', 'xxh3'] as const
const inAnHourNs = BigInt(Date.now() + 3_600_000) * 1_000_000n

let folder: string
let tree: string
let cache: string
let batches: EntryBatch[]

/** Scans the tree and keeps its digests, as if it had been started at that time. */
async function keepDigests(startedNs: bigint): Promise<void> {
  const writer = new ScanCacheWriter(cache, { algorithms, startedNs })
  batches = []
  await writer.open()
  await scanFolder({
    root: tree,
    include: [],
    exclude: [],
    isJunkExcluded: false,
    algorithms,
    mode: 'contents',
    hasLines: false,
    ownPaths: new Set(),
    workerCount: 1,
    control: {},
    sink: async (result, batch) => {
      batches.push(batch)
      await writer.append(result, batch)
    },
  })
  await writer.finish(undefined)
  expect(writer.problem).toBeUndefined()
}

/** What the cache says of the tree's batches; nothing when it cannot be opened at all. */
function readSlices(): BaseSlice[] {
  const reader = openScanCache(cache, algorithms)
  const slices = reader === undefined ? [] : batches.map((batch) => reader.sliceFor(batch))
  reader?.close()
  return slices
}

function knownCount(slices: readonly BaseSlice[]): number {
  return slices.reduce((sum, slice) => sum + slice.known.reduce((known, flag) => known + flag, 0), 0)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-cache-'))
  tree = join(folder, 'tree')
  cache = join(folder, 'kept.scan')
  mkdirSync(join(tree, 'x'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string | Buffer): void {
  writeFileSync(Buffer.concat([Buffer.from(`${tree}/`), Buffer.from(name)]), name)
}

describe('kept digests', () => {
  it('know every file that was read, and none whose name is not UTF-8', async () => {
    const invalid = [Buffer.from('\x80', 'latin1'), Buffer.from('x/\xff', 'latin1')]
    for (const name of ['a', 'é', 'x/a', 'x/\uE000', 'x/😀', 'z', ...invalid]) write(name)
    await keepDigests(inAnHourNs)
    expect(knownCount(readSlices())).toBe(6)
  })

  it('are found after files came that sort between them, whatever their names', async () => {
    for (const name of ['a', 'é', 'x/😀', 'z']) write(name)
    await keepDigests(inAnHourNs)
    const invalid = [Buffer.from('\x80', 'latin1'), Buffer.from('a\xff', 'latin1'), Buffer.from('x/\xf0', 'latin1')]
    for (const name of ['0', 'b', '\uE000', ...invalid]) write(name)
    const kept = readFileSync(cache)
    cache = join(folder, 'other.scan')
    await keepDigests(inAnHourNs)
    cache = join(folder, 'kept.scan')
    writeFileSync(cache, kept)
    expect(knownCount(readSlices())).toBe(4)
  })

  it('of a file written at about the time of the scan are not believed', async () => {
    write('a')
    await keepDigests(BigInt(Date.now()) * 1_000_000n)
    expect(knownCount(readSlices())).toBe(0)
  })

  it('are for their very algorithms, in their order', async () => {
    write('a')
    await keepDigests(inAnHourNs)
    expect(openScanCache(cache, ['sha256'])).toBeUndefined()
    expect(openScanCache(cache, ['xxh3', 'sha256'])).toBeUndefined()
    expect(openScanCache(join(folder, 'missing'), algorithms)).toBeUndefined()
    expect(openScanCache(folder, algorithms)).toBeUndefined()
  })

  it('are not believed when a bit of the file has flipped, wherever it is', async () => {
    for (const name of ['a', 'b', 'x/c']) write(name)
    await keepDigests(inAnHourNs)
    expect(knownCount(readSlices())).toBe(3)
    const good = readFileSync(cache)
    for (const at of good.keys()) {
      for (const bit of [0, 3, 7]) {
        const bad = Buffer.from(good)
        bad[at] = (bad[at] ?? 0) ^ (1 << bit)
        writeFileSync(cache, bad)
        expect(knownCount(readSlices()), `bit ${bit} of byte ${at}`).toBe(0)
      }
    }
  })

  it('are believed up to where the file was cut short', async () => {
    for (let i = 0; i < 600; i += 1) write(`f${i}`)
    await keepDigests(inAnHourNs)
    const good = readFileSync(cache)
    expect(knownCount(readSlices())).toBe(600)
    writeFileSync(cache, good.subarray(0, good.length - 1))
    expect(knownCount(readSlices())).toBe(512)
    for (const length of [0, 3, 11, 40, 100]) {
      writeFileSync(cache, good.subarray(0, length))
      expect(knownCount(readSlices())).toBe(0)
    }
  })
})
