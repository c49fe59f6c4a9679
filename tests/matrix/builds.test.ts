import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { waitForEnd } from '../cli/run-assay.ts'
import { isRoot } from '../faults/fault-fixtures.ts'
import { archiveCell, MatrixBench, sqliteCell, waitFor } from './matrix-bench.ts'

let bench: MatrixBench
beforeEach(() => {
  bench = new MatrixBench()
})
afterEach(() => bench.remove())

const json = async (args: readonly string[]) => {
  const { stdout, exitCode } = await bench.matrix([...args, '--json'])
  return { exitCode, document: JSON.parse(stdout) }
}

describe('a build of a whole plan', () => {
  it('builds what is missing, several at a time, and has nothing to do after that', async () => {
    const first = await json(['build', 'example.plan.yaml', '-j', '3'])
    expect(first).toMatchObject({ exitCode: 0, document: { status: 'completed', done_before: [], not_begun: [] } })
    expect(first.document.builds).toHaveLength(9)
    expect(first.document.builds.every((build: { outcome: string }) => build.outcome === 'built')).toBe(true)
    const second = await json(['build', 'example.plan.yaml'])
    expect(second).toMatchObject({ exitCode: 0, document: { builds: [] } })
    expect(second.document.done_before).toHaveLength(9)
    expect((await bench.run('runs', 'verify')).exitCode).toBe(0)
  })

  it('is not stopped by one that fails, and exits with 2', async () => {
    const text = readFileSync(join(bench.project, 'archive.plan.json'), 'utf8')
    writeFileSync(join(bench.project, 'archive.plan.json'), text.replace('"level": 9', '"level": "bad"'))
    const { exitCode, document } = await json(['build', 'archive.plan.json'])
    expect([exitCode, document.status]).toEqual([2, 'incomplete'])
    const outcomes = document.builds.map((build: { outcome: string }) => build.outcome).toSorted()
    expect(outcomes).toEqual(['built', 'built', 'failed', 'failed'])
  })

  it('takes the cheapest first, in another folder where that is asked for', async () => {
    const args = ['build', 'example.plan.yaml', '--limit', '2', '--output-folder', 'other/folder']
    const { document } = await json(args)
    expect(document.builds.map((build: { permutation_id: string }) => build.permutation_id)).toEqual([
      'planets_small',
      'planets_medium',
    ])
    expect(existsSync(join(bench.project, 'other/folder/planets_small.db'))).toBe(true)
  })
})

describe('a permutation', () => {
  it('that is being built is not built a second time, and shows as building', async () => {
    const args = ['matrix', 'build', sqliteCell.plan, ...sqliteCell.words, '--progress', 'ndjson']
    const child = bench.startIn(args, { EXAMPLE_DELAY_MS: '2000', EXAMPLE_DELAY_IN: '2' })
    await waitFor(child.stderr, '"name":"embed","status":"started"')
    // However long the commands below take, the build is not done before them.
    const builderId: number = bench.progress(sqliteCell).builder.process_id
    process.kill(builderId, 'SIGSTOP')
    const second = await bench.build(sqliteCell)
    expect([second.exitCode, second.stdout]).toEqual([2, expect.stringContaining('[BUSY] planets_small')])
    const forced = await bench.build(sqliteCell, {}, '--force')
    expect([forced.exitCode, forced.stdout]).toEqual([2, expect.stringContaining('[BUSY] planets_small')])
    const { stdout } = await bench.matrix(['manifest', sqliteCell.plan])
    expect(stdout).toMatch(/\[BUILD 1\/3\] planets_small/u)
    process.kill(builderId, 'SIGCONT')
    expect((await waitForEnd(child)).exitCode).toBe(0)
    expect(bench.hasWhole(sqliteCell)).toBe(true)
  })

  it('whose artifact was altered shows so, is left alone, and is built anew with --altered', async () => {
    await bench.build(archiveCell)
    const whole = readFileSync(bench.artifact(archiveCell))
    const altered = Buffer.from(whole)
    altered[altered.length - 1] = 1
    writeFileSync(bench.artifact(archiveCell), altered)
    const { stdout } = await bench.matrix(['manifest', archiveCell.plan])
    expect(stdout).toContain('[ALTERED] elements_best')
    const left = await bench.build(archiveCell)
    expect([left.exitCode, left.stdout]).toEqual([0, expect.stringContaining('--altered or --force')])
    expect((await bench.build(archiveCell, {}, '--altered')).exitCode).toBe(0)
    expect(readFileSync(bench.artifact(archiveCell)).equals(whole)).toBe(true)
  })

  it('whose artifact has another time and the same bytes is done', async () => {
    await bench.build(archiveCell)
    utimesSync(bench.artifact(archiveCell), 1, 1)
    expect((await bench.matrix(['manifest', archiveCell.plan])).stdout).toContain('[DONE] elements_best')
  })

  it('has the log of its build where that is asked for', async () => {
    expect((await bench.build(archiveCell, { EXAMPLE_FAIL_IN: '2' }, '--log', 'run.json')).exitCode).toBe(2)
    const log = JSON.parse(readFileSync(join(bench.project, 'run.json'), 'utf8'))
    expect(log).toMatchObject({ status: 'failed', error_count: 1 })
    expect(log.events.map((event: { event_type: string }) => event.event_type)).toContain('phase_completed')
    const many = await bench.matrix(['build', archiveCell.plan, '--log', 'run.json'])
    expect([many.exitCode, many.stderr]).toEqual([3, expect.stringContaining('--log takes the log of one build')])
    const over = await bench.build(archiveCell, {}, '--log', archiveCell.plan)
    expect([over.exitCode, over.stderr]).toEqual([3, expect.stringContaining('is the plan itself')])
  })

  it('of an input or param that the plan has not is refused with those there are', async () => {
    const { exitCode, stderr } = await bench.matrix(['build', sqliteCell.plan, '--input-id', 'stars'])
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('There are elements, mountains, planets.')])
    const param = await bench.matrix(['build', sqliteCell.plan, '--param-name', 'huge'])
    expect(param.stderr).toContain('There are small, medium, large.')
  })

  it('is never written through a link that has its name', async () => {
    mkdirSync(join(bench.project, 'archives'))
    symlinkSync(bench.path('precious'), bench.artifact(archiveCell))
    const { exitCode, stdout } = await bench.build(archiveCell, {}, '--force')
    expect([exitCode, stdout]).toEqual([2, expect.stringContaining('symbolic link')])
    expect(existsSync(bench.path('precious'))).toBe(false)
  })
})

describe('a disk that is full', () => {
  it('publishes nothing, and the build goes on once there is room', async (context) => {
    const disk = bench.path('disk')
    mkdirSync(disk)
    const isMounted = isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1M', 'tmpfs', disk]).status === 0
    if (!isMounted) return context.skip('needs root and mounts')
    try {
      const args = ['build', sqliteCell.plan, ...sqliteCell.words, '--output-folder', disk]
      for (const freeKib of [0, 8, 16, 24, 32, 40, 48, 56, 64, 80]) {
        writeFileSync(join(disk, 'ballast'), Buffer.alloc((1024 - freeKib - 8) * 1024))
        const { exitCode, stdout } = await bench.matrix(args)
        const isThere = existsSync(join(disk, 'planets_small.db'))
        expect([freeKib, exitCode === 0, exitCode === 0 || exitCode === 2, stdout]).toEqual([
          freeKib,
          isThere,
          true,
          stdout,
        ])
        rmSync(join(disk, 'ballast'))
        if (isThere) break
      }
      expect((await bench.matrix(args)).exitCode).toBe(0)
      const summary = execFileSync('ls', [disk], { encoding: 'utf8' })
      expect(summary).toBe('planets_small.db\n')
    } finally {
      execFileSync('umount', [disk])
    }
  })
})
