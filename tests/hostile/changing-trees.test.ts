import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PauseGate } from '../../src/engine/index.ts'
import { describeFindings, readEntryLines, SnapshotBench } from '../../src/engine/snapshot/snapshot-fixtures.ts'
import type { ScanProgress } from '../../src/shared/model/run.ts'
import { isRoot, readKinds } from './hostile-fixtures.ts'
import { startStopwatch } from '../helpers/start-stopwatch.ts'

let bench: SnapshotBench
beforeEach(() => {
  bench = new SnapshotBench()
})
afterEach(() => bench.remove())

/** Does something once, when the walk has given its first batch and not yet its second. */
class AfterFirstBatch extends PauseGate {
  private readonly action: () => void
  private isDone = false

  constructor(action: () => void) {
    super()
    this.action = action
  }

  override async wait(): Promise<void> {
    if (!this.isDone) this.action()
    this.isDone = true
    await Promise.resolve()
  }
}

describe('a folder swapped for a link during the walk', () => {
  const swappedNames = [
    ['its own name', 'a'],
    ['a name that is not UTF-8', Buffer.from('\xff', 'latin1')],
  ] as const

  it.each(swappedNames)('lets nothing of what the link leads to into the manifest (%s)', async (_, name) => {
    const folder = Buffer.concat([Buffer.from(`${bench.tree}/`), Buffer.from(name)])
    const inFolder = (path: string): Buffer => Buffer.concat([folder, Buffer.from(path)])
    mkdirSync(inFolder('/z/deep'), { recursive: true })
    for (let i = 0; i < 600; i += 1) writeFileSync(inFolder(`/${String(i).padStart(4, '0')}`), `inside ${i}`)
    writeFileSync(inFolder('/z/deep/file'), 'inside')
    mkdirSync(bench.path('outside/z/deep'), { recursive: true })
    for (let i = 0; i < 600; i += 1) writeFileSync(bench.path(`outside/${String(i).padStart(4, '0')}`), 'outside')
    writeFileSync(bench.path('outside/z/deep/file'), 'outside')
    bench.write('~after')
    const pause = new AfterFirstBatch(() => {
      renameSync(folder, bench.path('moved-away'))
      symlinkSync(bench.path('outside'), folder)
    })
    const result = await bench.snapshot({}, { pause })
    expect(result.status).toBe('completed-with-errors')
    const kinds = [...(await readKinds(bench.path('m.json')))]
    const below = kinds.filter(([path]) => path.includes('/'))
    expect(below.length).toBeGreaterThan(500)
    expect(new Set(below.map(([, kind]) => kind))).toEqual(new Set(['changed-while-reading']))
    expect(kinds).toContainEqual(['~after', 'file'])
  })
})

describe('a file that changes while it is read', () => {
  const sizeBytes = 2 ** 30
  const changes: [string, (path: string) => void][] = [
    ['grows', (path) => appendFileSync(path, 'more')],
    ['shrinks', (path) => truncateSync(path, 10)],
    ['is deleted', (path) => rmSync(path)],
    [
      'is replaced',
      (path) => {
        writeFileSync(bench.path('other'), 'other')
        renameSync(bench.path('other'), path)
      },
    ],
    ['is touched', (path) => utimesSync(path, 1, 1)],
  ]

  it.each(changes)('is told as changed while reading, and costs no other (it %s)', async (_, change) => {
    const path = bench.write('big', '')
    truncateSync(path, sizeBytes)
    bench.write('small')
    let isChanged = false
    const onProgress = ({ bytesDone }: ScanProgress): void => {
      // Past what the small file has.
      if (isChanged || bytesDone < 1000 || bytesDone >= sizeBytes) return
      isChanged = true
      change(path)
    }
    expect(await bench.snapshot({}, { onProgress })).toMatchObject({ status: 'completed-with-errors', errorCount: 1 })
    expect(Object.fromEntries(await readKinds(bench.path('m.json')))).toEqual({
      big: 'changed-while-reading',
      small: 'file',
    })
  })

  it('makes a verify incomplete', async () => {
    const path = bench.write('big', '')
    truncateSync(path, sizeBytes)
    await bench.snapshot({ algorithms: ['xxh3'] })
    let isChanged = false
    const onProgress = ({ bytesDone, phase }: ScanProgress): void => {
      if (isChanged || phase !== 'scanning' || bytesDone < 1000) return
      isChanged = true
      appendFileSync(path, 'more')
    }
    const outcome = await bench.verify({}, { onProgress })
    expect(outcome.result).toMatchObject({ status: 'incomplete', counts: { 'changed-while-reading': 1 } })
    expect(describeFindings(outcome)).toEqual(['changed-while-reading big'])
  })
})

it('a file of a terabyte is given up within a second of the cancel, and leaves nothing', async () => {
  truncateSync(bench.write('huge', ''), 2 ** 40)
  const cancelling = new AbortController()
  let measureMs = startStopwatch()
  const onProgress = ({ bytesDone }: ScanProgress): void => {
    if (bytesDone === 0 || cancelling.signal.aborted) return
    measureMs = startStopwatch()
    cancelling.abort()
  }
  const run = bench.snapshot({ algorithms: ['sha512', 'md5'] }, { signal: cancelling.signal, onProgress })
  await expect(run).rejects.toMatchObject({ code: 'cancelled' })
  expect(measureMs()).toBeLessThan(1000)
  expect(() => readEntryLines(bench.path('m.json'))).toThrow(/ENOENT/u)
})

it('files and folders deleted between the walk and the read are errors of their own', async () => {
  for (let i = 0; i < 600; i += 1) bench.write(`a${String(i).padStart(4, '0')}`)
  bench.write('b/file')
  const pause = new AfterFirstBatch(() => {
    rmSync(join(bench.tree, 'a0599'))
    rmSync(join(bench.tree, 'b'), { recursive: true })
  })
  expect(await bench.snapshot({}, { pause })).toMatchObject({ fileCount: 599, errorCount: 2 })
  const kinds = await readKinds(bench.path('m.json'))
  expect([kinds.get('a0599'), kinds.get('b')]).toEqual(['ENOENT', 'ENOENT'])
})

/** Mounts a file system whose times have whole seconds, where root and loop devices allow it. */
function mountCoarse(): string | undefined {
  const image = bench.path('image')
  const mount = bench.path('mount')
  mkdirSync(mount)
  writeFileSync(image, '')
  truncateSync(image, 8 * 1024 * 1024)
  const isMounted =
    isRoot &&
    spawnSync('mkfs.ext4', ['-q', '-I', '128', image]).status === 0 &&
    spawnSync('mount', ['-o', 'loop', image, mount]).status === 0
  return isMounted ? mount : undefined
}

it('a write within the second of the base is seen on a file system with one-second times', async (context) => {
  const mount = mountCoarse()
  if (mount === undefined) return context.skip('needs root, mkfs.ext4 and loop mounts')
  try {
    mkdirSync(join(mount, 'tree'))
    const file = join(mount, 'tree/file')
    writeFileSync(file, 'before')
    await bench.snapshot({ directory: join(mount, 'tree') })
    // The same size, the same inode, and, within the second, the same times.
    writeFileSync(file, 'AFTER!')
    await bench.snapshot({
      directory: join(mount, 'tree'),
      base: bench.path('m.json'),
      output: bench.path('again.json'),
    })
    expect(readEntryLines(bench.path('again.json'))).not.toEqual(readEntryLines(bench.path('m.json')))
    const { result } = await bench.verify({ manifest: bench.path('again.json') })
    expect(result.status).toBe('clean')
  } finally {
    execFileSync('umount', [mount])
  }
})
