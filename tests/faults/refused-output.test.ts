import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { waitForEnd } from '../cli/run-assay.ts'
import { canDropPrivileges, unprivileged } from '../hostile/hostile-fixtures.ts'
import { canFakeTime, FaultBench } from './fault-fixtures.ts'

let bench: FaultBench
beforeEach(() => {
  bench = new FaultBench()
})
afterEach(() => bench.remove())

describe('an output that cannot be replaced', () => {
  it.each(['/dev/full', '/dev/null'])('such as %s is refused, and stays what it is', async (device) => {
    const { exitCode, stderr } = await bench.run('snapshot', 'tree', '-o', device)
    expect(exitCode).toBe(3)
    expect(stderr).toContain('is a device')
    expect(statSync(device).isCharacterDevice()).toBe(true)
  })

  it('such as a folder is refused', async () => {
    mkdirSync(bench.path('folder'))
    const { exitCode, stderr } = await bench.run('snapshot', 'tree', '-o', 'folder')
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('is a folder')])
  })

  it('such as a link is refused, and what it leads to is not written', async () => {
    symlinkSync(bench.output, bench.path('link'))
    const { exitCode, stderr } = await bench.run('snapshot', 'tree', '-o', 'link')
    expect([exitCode, stderr, bench.state()]).toEqual([3, expect.stringContaining('symbolic link'), 'old'])
  })

  it('such as one in a folder that is not there is refused', async () => {
    const { exitCode, stderr } = await bench.run('snapshot', 'tree', '-o', 'nowhere/m.json')
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('does not exist')])
  })
})

describe.runIf(canDropPrivileges)('without permission (as root needs setpriv, else skipped)', () => {
  beforeEach(() => {
    for (const path of [bench.folder, bench.tree, bench.path('out')]) chmodSync(path, 0o755)
  })

  it('to write the workspace nothing is read or written, and the message names it', async () => {
    mkdirSync(bench.workspace, { mode: 0o755 })
    const { exitCode, stderr } = await bench.snapshot(unprivileged)
    expect([exitCode, bench.state()]).toEqual([3, 'old'])
    expect(stderr).toMatch(/No permission to write in .*workspace/u)
  })

  it('to write the output the old manifest stands', async () => {
    mkdirSync(bench.workspace)
    chmodSync(bench.workspace, 0o777)
    const { exitCode, stderr } = await bench.snapshot(unprivileged)
    expect([exitCode, bench.state()]).toEqual([3, 'old'])
    expect(stderr).toMatch(/No permission to write in .*out/u)
  })
})

it('two snapshots of one folder at once, in one workspace, both succeed under ids of their own', async () => {
  const outputs = ['1.json', '2.json', '3.json']
  const runs = await Promise.all(outputs.map((output) => bench.runJson('snapshot', 'tree', '-o', output)))
  expect(runs.map((run) => run.exitCode)).toEqual([0, 0, 0])
  expect(new Set(runs.map((run) => run.json.run_id)).size).toBe(3)
  expect(new Set(runs.map((run) => JSON.stringify(run.json.seal))).size).toBe(1)
})

it('two snapshots at once into one manifest leave one of the two, whole', async () => {
  const runs = await Promise.all([bench.snapshot([], '--run-id', 'one'), bench.snapshot([], '--run-id', 'two')])
  expect(runs.map((run) => run.exitCode)).toEqual([0, 0])
  expect([bench.state(), bench.besides()]).toEqual(['new', []])
})

describe.runIf(canFakeTime)('a clock that is wrong (needs faketime, else skipped)', () => {
  const at = (time: string): string[] => ['env', 'FAKETIME_DONT_FAKE_MONOTONIC=1', 'faketime', time]

  it('is written as it is, and a base from the future is believed in nothing', async () => {
    expect((await bench.snapshot(at('2001-01-01 00:00:00'))).exitCode).toBe(0)
    const first = JSON.parse(readFileSync(bench.output, 'utf8'))
    expect(first.run_id).toMatch(/^run_200\d/u)
    expect(first.duration_ms).toBeGreaterThanOrEqual(0)
    rmSync(bench.path('second.json'), { force: true })
    const again = bench.start(
      ['snapshot', 'tree', '-o', 'second.json', '--base', bench.output],
      at('1999-01-01 00:00:00'),
    )
    expect((await waitForEnd(again)).exitCode).toBe(0)
    const second = JSON.parse(readFileSync(join(bench.folder, 'second.json'), 'utf8'))
    expect(second.seal).toEqual(first.seal)
    expect((await bench.run('verify', 'second.json')).exitCode).toBe(0)
  })
})
