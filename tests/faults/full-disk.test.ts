import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { waitForEnd } from '../cli/run-assay.ts'
import { canLimit, FaultBench, isRoot } from './fault-fixtures.ts'

let bench: FaultBench
beforeEach(() => {
  bench = new FaultBench()
})
afterEach(() => bench.remove())

/** Runs with a disk of one megabyte; says so where the system lets nobody mount one. */
async function withSmallDisk(skip: (why: string) => void, run: (disk: string) => Promise<void>): Promise<void> {
  const disk = bench.path('disk')
  mkdirSync(disk)
  const isMounted = isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1M', 'tmpfs', disk]).status === 0
  if (!isMounted) return skip('needs root and mounts')
  try {
    await run(disk)
  } finally {
    execFileSync('umount', [disk])
  }
}

describe('a disk that is full', () => {
  it('before the manifest is whole keeps the old one, publishes no part and exits with 2', (context) =>
    withSmallDisk(context.skip, async (disk) => {
      for (let i = 0; i < 6000; i += 1) writeFileSync(join(bench.tree, `another-${i}`), '')
      writeFileSync(join(disk, 'm.json'), 'old')
      for (const format of ['assay-manifest', 'run-manifest']) {
        const { exitCode, stderr } = await bench.run('snapshot', 'tree', '-o', join(disk, 'm.json'), '--format', format)
        expect(exitCode).toBe(2)
        expect(stderr).toContain('The disk is full')
        expect(readFileSync(join(disk, 'm.json'), 'utf8')).toBe('old')
        expect(readdirSync(disk)).toEqual(['m.json'])
      }
    }))

  it('at any byte of it does so, too', (context) =>
    withSmallDisk(context.skip, async (disk) => {
      for (const freeBytes of [0, 1, 2]) {
        writeFileSync(join(disk, 'm.json'), 'old')
        writeFileSync(join(disk, 'ballast'), Buffer.alloc((254 - freeBytes) * 4096))
        const { exitCode } = await bench.run('snapshot', 'tree', '-o', join(disk, 'm.json'))
        const text = readFileSync(join(disk, 'm.json'), 'utf8')
        if (exitCode === 0) expect(JSON.parse(text).status).toBe('completed')
        else expect([exitCode, text]).toEqual([2, 'old'])
        expect(readdirSync(disk).toSorted()).toEqual(['ballast', 'm.json'])
        rmSync(join(disk, 'ballast'))
      }
    }))

  it('with the workspace on it lets its runs be read', (context) =>
    withSmallDisk(context.skip, async (disk) => {
      await bench.run('snapshot', 'tree', '-o', bench.path('m.json'), '--run-id', 'first')
      copyFileSync(join(bench.workspace, 'ledger.sqlite'), join(disk, 'ledger.sqlite'))
      expect(() => writeFileSync(join(disk, 'ballast'), Buffer.alloc(2 * 1024 * 1024))).toThrow('ENOSPC')
      const workspace = ['env', `ASSAY_HOME=${disk}`]
      const list = await waitForEnd(bench.start(['runs', 'list'], workspace))
      expect([list.exitCode, list.stdout]).toEqual([0, expect.stringContaining('first')])
      expect((await waitForEnd(bench.start(['runs', 'verify'], workspace))).exitCode).toBe(0)
      const snapshot = await waitForEnd(bench.start(['snapshot', 'tree', '-o', bench.path('m2.json')], workspace))
      expect(snapshot.exitCode).toBe(2)
    }))

  it('amid an import keeps and counts the records added before', (context) =>
    withSmallDisk(context.skip, async (disk) => {
      await bench.run('etl', 'init', disk, 'x_download', '--process', 'extractor')
      const path = join(disk, 'x_download.manifest.json')
      await bench.run('etl', 'add', path, join(bench.tree, 'file-0'))
      // More than half of the disk, so that there is no room for it twice once the large file, read for longer, is recorded.
      for (let i = 0; i < 1700; i += 1) writeFileSync(join(bench.tree, `another-${i}`), `another content ${i}`)
      writeFileSync(join(bench.tree, 'large'), '')
      truncateSync(join(bench.tree, 'large'), 256 * 1024 * 1024)
      const { exitCode, json } = await bench.runJson('etl', 'import', path, 'tree')
      const count = (): number => Object.keys(JSON.parse(readFileSync(path, 'utf8')).records).length
      expect([exitCode, json.status, json.error.code, json.known_count]).toEqual([2, 'failed', 'disk-full', 1])
      expect(json.added_count).toBeGreaterThan(0)
      expect(count()).toBe(json.added_count + 1)
      const { json: shown } = await bench.runJson('runs', 'show', json.run_id)
      const ended = shown.events.find((event: { event_type: string }) => event.event_type === 'import_ended')
      expect([shown.status, ended.data.result]).toMatchObject(['failed', { added_count: json.added_count }])
    }))

  it('in the workspace fails before anything is read', (context) =>
    withSmallDisk(context.skip, async (disk) => {
      spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'ballast')}`, 'bs=4096'])
      const child = bench.start(['snapshot', 'tree', '-o', bench.output], ['env', `ASSAY_HOME=${join(disk, 'home')}`])
      const { exitCode, stderr } = await waitForEnd(child)
      expect([exitCode, bench.state()]).toEqual([2, 'old'])
      expect(stderr).toContain('The disk is full')
    }))
})

describe.runIf(canLimit)('a limit of the system (needs prlimit, else skipped)', () => {
  it('on the size of a file keeps the old manifest', async () => {
    for (let i = 0; i < 3000; i += 1) writeFileSync(join(bench.tree, `another-${i}`), '')
    const { exitCode } = await bench.snapshot(['prlimit', '--fsize=300000'])
    expect(exitCode).not.toBe(0)
    expect([bench.state(), bench.besides()]).toEqual(['old', []])
  })

  it('on open files gives a whole manifest, or keeps the old one and says why', async () => {
    const ended: (number | null)[] = []
    for (const limit of [22, 24, 27, 30, 34, 38, 128]) {
      const { exitCode, stderr } = await bench.snapshot(['prlimit', `--nofile=${limit}`], '--workers', '2')
      ended.push(exitCode)
      expect(bench.state()).toBe(exitCode === 0 ? 'new' : 'old')
      if (exitCode === 2) expect(stderr).toMatch(/too many open files|EMFILE/u)
      bench.restore()
    }
    expect(ended).toContain(2)
    expect(ended.at(-1)).toBe(0)
  })
})
