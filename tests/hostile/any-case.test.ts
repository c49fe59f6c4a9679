import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, waitForEnd } from '../cli/run-assay.ts'

const imageBytes = 8 * 1024 * 1024

let bench: Bench
let disk: string
let undo: (() => void)[]

/** Mounts a disk whose file system takes any case for a name; false where this system cannot. */
function mountAnyCase(): boolean {
  const image = bench.path('image')
  writeFileSync(image, '')
  truncateSync(image, imageBytes)
  if (spawnSync('mkfs.exfat', [image]).status !== 0) return false
  const { status, stdout } = spawnSync('losetup', ['--find', '--show', image], { encoding: 'utf8' })
  if (status !== 0) return false
  const device = stdout.trim()
  undo.push(() => void spawnSync('losetup', ['--detach', device]))
  if (spawnSync('mount.exfat-fuse', [device, disk]).status !== 0) return false
  undo.push(() => void execFileSync('umount', [disk]))
  return true
}

beforeEach(() => {
  bench = new Bench()
  disk = bench.path('disk')
  mkdirSync(disk)
  undo = []
})
afterEach(() => {
  for (const step of undo.toReversed()) step()
  bench.remove()
})

describe('a file system that takes any case (needs root and exfat-fuse, else skipped)', () => {
  it('has one entry a file, told as moved when its case changes', async (context) => {
    if (!mountAnyCase()) return context.skip('needs root, loop devices and exfat-fuse')
    writeFileSync(join(disk, 'File'), 'content')
    writeFileSync(join(disk, 'other'), 'else')
    await bench.run('snapshot', 'disk', '-o', 'm.json')
    renameSync(join(disk, 'File'), join(disk, 'between'))
    renameSync(join(disk, 'between'), join(disk, 'FILE'))
    const { exitCode, json } = await bench.runJson('verify', 'm.json')
    expect([exitCode, json.counts]).toEqual([1, { moved: 1, unchanged: 1 }])
  })

  it('has no manifest told of itself, in whatever case it is named', async (context) => {
    if (!mountAnyCase()) return context.skip('needs root, loop devices and exfat-fuse')
    mkdirSync(join(disk, 'Sub'))
    writeFileSync(join(disk, 'file'), 'content')
    for (const output of ['disk/Sub/M.json', 'disk/sub/m.JSON']) {
      const { json } = await bench.runJson('snapshot', 'disk', '-o', output)
      expect(json).toMatchObject({ status: 'completed', file_count: 1 })
    }
    for (const manifest of ['disk/Sub/m.JSON', 'disk/SUB/M.JSON']) {
      const { exitCode, stdout } = await waitForEnd(bench.start(['verify', manifest, 'disk']))
      expect([exitCode, stdout]).toEqual([0, expect.stringContaining('clean')])
    }
    expect(readFileSync(join(disk, 'sub', 'm.json'), 'utf8')).toContain('"file"')
  })
})
