import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, waitForEnd, waitForText } from '../cli/run-assay.ts'
import { isRoot } from './fault-fixtures.ts'
import { startStopwatch } from '../helpers/start-stopwatch.ts'

const hugeBytes = 2 ** 38

let bench: Bench
beforeEach(() => {
  bench = new Bench()
  mkdirSync(bench.path('now'))
  for (const folder of ['tree', 'now']) {
    for (let i = 0; i < 20; i += 1) writeFileSync(bench.path(folder, `file-${i}`), `content ${i}`)
  }
})
afterEach(() => bench.remove())

/** Holes cost no disk, and take minutes to digest. */
function makeHuge(...path: string[]): void {
  writeFileSync(bench.path(...path), '')
  truncateSync(bench.path(...path), hugeBytes)
}

function listTemps(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true }) : []
  return names.map(String).filter((name) => name.endsWith('.assay-tmp'))
}

const args = ['compare', 'tree', 'now', '--progress', 'ndjson', '--json']

describe('a comparison that is interrupted', () => {
  it.each(['tree', 'now'])('ends within a second while %s is read, exits with 130 and is recorded', async (side) => {
    makeHuge(side, 'huge')
    const child = bench.start([...args, '--report', 'report.json'])
    const ended = waitForEnd(child)
    await waitForText(child.stderr, /"bytes_done":\d{6,}/u)
    const measureMs = startStopwatch()
    child.kill('SIGINT')
    const { exitCode, stdout } = await ended
    expect(measureMs()).toBeLessThan(1000)
    expect(exitCode).toBe(130)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'cancelled' } })
    expect(existsSync(bench.path('report.json'))).toBe(false)
    const { json } = await bench.runJson('runs', 'list')
    expect(json.runs).toMatchObject([{ operation: 'compare', status: 'cancelled' }])
  })

  it('is told as cut off when it was killed, has a report that says so, and leaves nothing half-written', async () => {
    makeHuge('now', 'huge')
    const child = bench.start(args)
    const ended = waitForEnd(child)
    await waitForText(child.stderr, /"bytes_done":\d{6,}/u)
    child.kill('SIGKILL')
    await ended
    const { json } = await bench.runJson('runs', 'list')
    expect(json.runs).toMatchObject([{ operation: 'compare', status: 'aborted' }])
    const report = await bench.run('report', json.runs[0].run_id, '-o', 'report.json')
    expect(report.exitCode).toBe(0)
    expect(JSON.parse(readFileSync(bench.path('report.json'), 'utf8')).summary).toMatchObject({ state: 'failed' })
    rmSync(bench.path('now', 'huge'))
    expect((await bench.run('compare', 'tree', 'now', '--allow-empty')).exitCode).toBe(0)
    expect(listTemps(bench.folder)).toEqual([])
  })
})

it('a side that vanishes while it is read is told as incomplete, never as removed in silence', async () => {
  makeHuge('now', 'file-0')
  for (let i = 0; i < 40; i += 1) mkdirSync(bench.path('now', `folder-${i}`))
  const child = bench.start(['compare', 'tree', 'now', '--progress', 'ndjson', '--json', '--workers', '1'])
  const ended = waitForEnd(child)
  await waitForText(child.stderr, /"bytes_done":\d{6,}/u)
  renameSync(bench.path('now'), bench.path('gone'))
  // What is open is still read: it ends soon.
  truncateSync(bench.path('gone', 'file-0'), 0)
  const { exitCode, stdout } = await ended
  expect(exitCode).toBe(2)
  const { status, counts } = JSON.parse(stdout)
  expect(status).toBe('incomplete')
  expect((counts.unreadable ?? 0) + (counts['changed-while-reading'] ?? 0)).toBeGreaterThan(0)
  expect(counts.removed).toBeUndefined()
})

describe('a workspace that cannot be written', () => {
  it('stops the comparison before anything is read', async () => {
    mkdirSync(bench.workspace)
    chmodSync(bench.workspace, 0o500)
    const { exitCode, stderr } = await bench.runUnprivileged('compare', 'tree', 'now')
    chmodSync(bench.workspace, 0o700)
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/assay: .*workspace/u)
  })

  it('at the end costs the record and its reports, not the result', async (context) => {
    const disk = bench.path('disk')
    mkdirSync(disk)
    const isMounted = isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1M', 'tmpfs', disk]).status === 0
    if (!isMounted) return context.skip('needs root and mounts')
    try {
      for (let i = 0; i < 6000; i += 1) writeFileSync(bench.path('now', `new-${i}`), '')
      const wrapper = ['env', `ASSAY_HOME=${join(disk, 'home')}`]
      const { exitCode, stdout, stderr } = await waitForEnd(bench.start([...args, '--report', 'r.json'], wrapper))
      expect(JSON.parse(stdout)).toMatchObject({ status: 'findings', counts: { added: 6000 } })
      expect(stderr).toContain('could not be recorded')
      expect(stderr).toMatch(/the report \S+r\.json was not written/u)
      expect(exitCode).toBe(2)
      expect(listTemps(disk)).toEqual([])
    } finally {
      execFileSync('umount', [disk])
    }
  })
})

it('a report that cannot be written is said, and the result is printed all the same', async () => {
  mkdirSync(bench.path('closed'), { mode: 0o500 })
  writeFileSync(bench.path('now', 'new'), '')
  const reports = ['--report', 'closed/r.json', '--report', 'r.csv']
  const { exitCode, stdout, stderr } = await bench.runUnprivileged('compare', 'tree', 'now', ...reports, '--json')
  expect(exitCode).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({ counts: { added: 1 } })
  expect(stderr).toMatch(/the report \S+closed\/r\.json was not written/u)
  expect(existsSync(bench.path('r.csv'))).toBe(true)
})
