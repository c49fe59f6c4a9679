import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { waitForEnd, waitForText } from '../cli/run-assay.ts'
import { canTrace, FaultBench, isRoot } from './fault-fixtures.ts'

const imageBytes = 64 * 1024 * 1024
/** It takes no smaller one. */
const xfsBytes = 5 * imageBytes
const hugeBytes = 2 ** 38
/** `FS_IOC_SHUTDOWN`, and its way of throwing away what was not synced. */
const cutPower = `
import fcntl, os, struct, sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack('I', 2))`

let bench: FaultBench
beforeEach(() => {
  bench = new FaultBench()
})
afterEach(() => bench.remove())

describe.runIf(canTrace)('a sector that cannot be read (needs strace, else skipped)', () => {
  const bad = 'file-7'

  function readingBadly(): string[] {
    const onFile = ['-P', join(bench.tree, bad), '-e', 'trace=read,pread64', '-e', 'inject=read,pread64:error=EIO']
    return ['strace', '-f', '-qq', '-o', '/dev/null', ...onFile]
  }

  it('costs one file of a snapshot, which is named', async () => {
    const { exitCode, stderr } = await bench.snapshot(readingBadly())
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/error: file-7: EIO/u)])
    const { status, file_count, error_count, files } = JSON.parse(readFileSync(bench.output, 'utf8'))
    expect([status, file_count, error_count]).toEqual(['completed-with-errors', 29, 1])
    expect(files.find(({ name }: { name: string }) => name === bad)).toMatchObject({ error: { code: 'EIO' } })
  })

  it('is told as unreadable by a verify, which is incomplete and says of no other file that it changed', async () => {
    await bench.snapshot()
    const child = bench.start(['verify', bench.output, 'tree', '--json', '--progress', 'none'], readingBadly())
    const { exitCode, stdout } = await waitForEnd(child)
    const { status, counts } = JSON.parse(stdout)
    expect([exitCode, status, counts]).toEqual([2, 'incomplete', { unreadable: 1, unchanged: 29 }])
  })
})

describe('power that is cut (needs root, loop mounts and python3, else skipped)', () => {
  let disk: string
  let image: string

  function mount(): boolean {
    return spawnSync('mount', ['-o', 'loop', image, disk]).status === 0
  }

  function cut(): void {
    execFileSync('python3', ['-c', cutPower, disk])
    execFileSync('umount', [disk])
  }

  beforeEach(() => {
    disk = mkdtempSync(join(tmpdir(), 'assay-disk-'))
    image = bench.path('image')
    writeFileSync(image, '')
    truncateSync(image, imageBytes)
  })
  afterEach(() => {
    spawnSync('umount', [disk])
    rmdirSync(disk)
  })

  /** A mounted disk of that kind; false where none can be had. */
  function makeDisk(make: string): boolean {
    if (make === 'mkfs.xfs') truncateSync(image, xfsBytes)
    const isMade = isRoot && spawnSync(make, ['-q', image]).status === 0 && mount()
    if (isMade) mkdirSync(join(disk, 'home'))
    return isMade && spawnSync('python3', ['--version']).status === 0
  }

  /** Runs with the workspace on that disk. */
  function start(...words: string[]) {
    return bench.start(words, ['env', `ASSAY_HOME=${join(disk, 'home')}`])
  }

  async function listRuns() {
    const { stdout } = await waitForEnd(start('runs', 'list', '--json'))
    return JSON.parse(stdout).runs as { run_id: string; operation: string; status: string }[]
  }

  it.for(['mkfs.ext4', 'mkfs.xfs'])('loses nothing of a snapshot that was acknowledged (%s)', async (make, context) => {
    if (!makeDisk(make)) return context.skip('such a disk cannot be had here')
    const manifest = join(disk, 'm.json')
    const { exitCode, stdout } = await waitForEnd(start('snapshot', 'tree', '-o', manifest, '--json'))
    expect(exitCode).toBe(0)
    cut()
    expect(mount()).toBe(true)
    const verified = await waitForEnd(start('verify', manifest, 'tree'))
    expect([verified.exitCode, verified.stdout]).toEqual([0, expect.stringContaining('clean')])
    expect((await listRuns()).at(-1)).toMatchObject({ run_id: JSON.parse(stdout).run_id, status: 'completed' })
    expect((await waitForEnd(start('runs', 'verify'))).exitCode).toBe(0)
  })

  it('amid a run leaves the run on record, as cut off, and the older manifest', async (context) => {
    if (!makeDisk('mkfs.ext4')) return context.skip('such a disk cannot be had here')
    const manifest = join(disk, 'm.json')
    expect((await waitForEnd(start('snapshot', 'tree', '-o', manifest))).exitCode).toBe(0)
    const before = readFileSync(manifest, 'utf8')
    // Holes cost no disk, and take minutes to digest.
    writeFileSync(join(bench.tree, 'huge'), '')
    truncateSync(join(bench.tree, 'huge'), hugeBytes)
    const child = start('snapshot', 'tree', '-o', manifest, '--progress', 'ndjson')
    const ended = waitForEnd(child)
    await waitForText(child.stderr, /"bytes_done":\d{6,}/u)
    execFileSync('python3', ['-c', cutPower, disk])
    child.kill('SIGKILL')
    await ended
    execFileSync('umount', [disk])
    expect(mount()).toBe(true)
    expect(readFileSync(manifest, 'utf8')).toBe(before)
    expect((await listRuns()).map(({ status }) => status)).toEqual(['aborted', 'completed'])
    expect((await waitForEnd(start('runs', 'verify'))).exitCode).toBe(0)
  })
})
