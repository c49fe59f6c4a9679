import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ScanProgress } from '../../shared/model/run.ts'
import { SealLookup } from '../compare/known-seals.ts'
import { checkManifestSeal } from '../manifest/check-seal.ts'
import { PauseGate } from '../run/run-control.ts'
import { readEntryLines, SnapshotBench } from './snapshot-fixtures.ts'

let bench: SnapshotBench
beforeEach(() => {
  bench = new SnapshotBench()
})
afterEach(() => {
  vi.useRealTimers()
  bench.remove()
})

describe('a snapshot', () => {
  it('writes a sealed manifest that says what was read', async () => {
    bench.write('x/a.csv', 'twelve bytes')
    bench.write('x/z', '')
    symlinkSync('a.csv', join(bench.tree, 'x/l'))
    const result = await bench.snapshot({ runId: 'run_1' })
    const manifest = JSON.parse(readFileSync(bench.path('m.json'), 'utf8'))
    expect(manifest).toMatchObject({
      format: 'assay-manifest',
      version: 1,
      run_id: 'run_1',
      directory: bench.tree,
      status: 'completed',
      file_count: 2,
      total_size_bytes: 12,
      seal: { kind: 'merkle-sha256', root: result.seal, entries: 3 },
    })
    expect(manifest.files.map((file: { relative_path: string }) => file.relative_path)).toEqual([
      'x/a.csv',
      'x/l',
      'x/z',
    ])
    expect(await checkManifestSeal(bench.path('m.json'), {})).toMatchObject({ state: 'intact', root: result.seal })
  })

  it('that is large is known by its bytes at once, so that no comparison has to check its seal', async () => {
    const deep = Array.from({ length: 14 }, (_, i) => String(i).repeat(250).slice(0, 250)).join('/')
    mkdirSync(join(bench.tree, deep), { recursive: true })
    for (let i = 0; i < 2300; i += 1) writeFileSync(join(bench.tree, deep, `${i}`), '')
    const { seal } = await bench.snapshot()
    const lookup = await SealLookup.create(bench.path('m.json'), bench.workspace)
    lookup.add(readFileSync(bench.path('m.json')))
    const known = await lookup.checkOnce(() => {
      throw new Error('checked all the same')
    })
    expect(known).toEqual({ state: 'intact', root: seal })
    expect(await checkManifestSeal(bench.path('m.json'), {})).toEqual(known)
  })

  it('of an empty folder has the seal of nothing', async () => {
    const { seal } = await bench.snapshot()
    expect(seal).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(await checkManifestSeal(bench.path('m.json'), {})).toMatchObject({ state: 'intact' })
  })

  it.each([1, 511, 512, 513, 1024, 1025])('of %d files is sealed as it is read', async (count) => {
    for (let i = 0; i < count; i += 1) writeFileSync(join(bench.tree, `f${i}`), `${i}`)
    await bench.snapshot()
    expect(readEntryLines(bench.path('m.json'))).toHaveLength(count)
    expect(await checkManifestSeal(bench.path('m.json'), {})).toMatchObject({ state: 'intact' })
  })

  it('seals batches that large files hold up just the same', async () => {
    for (let i = 0; i < 600; i += 1) bench.write(`f${i}`)
    for (const name of ['a-large', 'f5-large', 'z-large']) bench.write(name, Buffer.alloc(9 * 1024 * 1024, name))
    await bench.snapshot()
    expect(await checkManifestSeal(bench.path('m.json'), {})).toMatchObject({ state: 'intact' })
    expect((await bench.verify()).result).toMatchObject({ status: 'clean', counts: { unchanged: 603 } })
  })

  it('leaves out its output and the workspace inside the folder, and says so', async () => {
    bench.write('a')
    await bench.snapshot({ output: join(bench.tree, 'm.json'), workspace: join(bench.tree, 'home') })
    const { files, filters, skipped_count: skippedCount } = JSON.parse(readFileSync(join(bench.tree, 'm.json'), 'utf8'))
    expect(files).toHaveLength(1)
    expect(filters.own).toEqual(['home', 'm.json'])
    expect(skippedCount).toBeGreaterThan(0)
    expect(readdirSync(bench.tree).toSorted()).toEqual(['a', 'home', 'm.json'])
  })

  it('names its manifest after folder and run in the workspace by default', async () => {
    const { manifest } = await bench.snapshot({ output: undefined, runId: 'r' })
    expect(manifest).toBe(join(bench.workspace, 'manifests', 'tree_r.manifest.json'))
  })

  it.each([
    ['no algorithm', { algorithms: [] }],
    ['an algorithm twice', { algorithms: ['md5', 'md5'] as const }],
    ['an empty glob', { exclude: [''] }],
  ])('refuses %s', async (_, changes) => {
    await expect(bench.snapshot(changes)).rejects.toMatchObject({ code: 'bad-usage' })
  })

  it('says what is wrong with its folder', async () => {
    writeFileSync(bench.path('file'), '')
    await expect(bench.snapshot({ directory: bench.path('missing') })).rejects.toMatchObject({ code: 'not-found' })
    await expect(bench.snapshot({ directory: bench.path('file') })).rejects.toMatchObject({ code: 'not-a-directory' })
  })

  it('follows a link that is named as the folder itself', async () => {
    bench.write('a')
    symlinkSync('tree', bench.path('link'))
    expect(await bench.snapshot({ directory: bench.path('link') })).toMatchObject({ fileCount: 1 })
  })

  it('waits while paused, and goes on', async () => {
    for (let i = 0; i < 1500; i += 1) bench.write(`f${i}`)
    const pause = new PauseGate()
    pause.pause()
    const seen: ScanProgress[] = []
    const onProgress = (progress: ScanProgress): void => {
      seen.push(progress)
      if (seen.length === 3) pause.resume()
    }
    expect(await bench.snapshot({}, { pause, onProgress })).toMatchObject({ fileCount: 1500 })
    expect(seen[2]?.filesDone).toBeLessThan(1500)
    expect(seen.at(-1)).toMatchObject({ filesDone: 1500, filesTotal: 1500 })
  })

  it('never lasts less than no time, although the clock is set back', async () => {
    bench.write('a')
    const onProgress = (): void => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 })
    }
    expect((await bench.snapshot({}, { onProgress })).durationMs).toBe(0)
  })

  it('of a folder that is the workspace leaves nothing half done', async () => {
    mkdirSync(bench.workspace, { recursive: true })
    const { status } = await bench.snapshot({ directory: bench.workspace })
    expect(status).toMatch(/^completed/u)
  })
})
