import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { waitForEnd } from '../cli/run-assay.ts'
import { archiveCell, MatrixBench, sqliteCell, startedPhases, waitFor, type ExampleCell } from './matrix-bench.ts'

let bench: MatrixBench
beforeEach(() => {
  bench = new MatrixBench()
})
afterEach(() => bench.remove())

const cells = [sqliteCell, archiveCell]
const ndjson = ['--progress', 'ndjson']
const everyPhase = cells.flatMap((cell) => cell.phases.map((name, at) => ({ cell, phase: at + 1, name })))
/** The phases from one on. */
const from = (cell: ExampleCell, phase: number) => cell.phases.map((_, at) => at + 1).slice(phase - 1)

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    // One that ended and that nobody has asked for is no running one.
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${processId}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('a builder killed in each phase', () => {
  it.each(everyPhase)('leaves a folder to go on from: $cell.plan, $name', async ({ cell, phase, name }) => {
    const killed = await bench.build(cell, { EXAMPLE_DIE_IN: String(phase) })
    expect(killed.exitCode).toBe(2)
    expect(killed.stdout).toContain(`failed in phase ${phase}/3 (${name})`)
    expect([bench.hasWhole(cell), bench.outputs(cell)]).toEqual([false, ['_build']])
    const { stdout } = await bench.matrix(['manifest', cell.plan])
    expect(stdout).toMatch(new RegExp(`\\[FAIL ${phase - 1}/3\\] ${cell.id} `, 'u'))

    const next = await bench.build(cell, {}, ...ndjson)
    expect([next.exitCode, startedPhases(next.stderr)]).toEqual([0, from(cell, phase)])
    expect([bench.hasWhole(cell), bench.outputs(cell)]).toEqual([true, [cell.artifact]])
  })

  it.each(cells)('has not harmed the artifact before, which is replaced in one step: $plan', async (cell) => {
    await bench.build(cell)
    const before = readFileSync(bench.artifact(cell))
    for (const phase of ['1', '2', '3']) {
      expect((await bench.build(cell, { EXAMPLE_DIE_IN: phase }, '--force')).exitCode).toBe(2)
      expect(readFileSync(bench.artifact(cell)).equals(before)).toBe(true)
    }
    const { stdout } = await bench.matrix(['manifest', cell.plan, '--done'])
    expect(stdout).toMatch(new RegExp(`\\[DONE\\] ${cell.id} .*; last build failed 2/3 ${cell.phases[2]}\\n`, 'u'))
    const unforced = await bench.build(cell)
    expect([unforced.exitCode, unforced.stdout]).toEqual([
      0,
      expect.stringContaining(`its last build failed 2/3 ${cell.phases[2]}, and the artifact before it stays`),
    ])
    const { stdout: asJson } = await bench.build(cell, {}, '--json')
    const leftover = { permutation_id: cell.id, status: `failed 2/3 ${cell.phases[2]}` }
    expect(JSON.parse(asJson)).toMatchObject({ done_before: [cell.id], leftovers: [leftover] })
    expect((await bench.build(cell, {}, '--force')).exitCode).toBe(0)
    expect(bench.outputs(cell)).toEqual([cell.artifact])
    expect((await bench.build(cell)).stdout).not.toContain('last build')
  })
})

describe('Assay killed with -9 in each phase', () => {
  it.each(everyPhase)('leaves a folder to go on from: $cell.plan, $name', async ({ cell, phase }) => {
    const { child } = await bench.startUntil(cell, phase)
    child.kill('SIGKILL')
    await waitForEnd(child)
    expect([bench.hasWhole(cell), bench.outputs(cell)]).toEqual([false, ['_build']])
    expect((await bench.matrix(['manifest', cell.plan])).stdout).toContain(`[STOP ${phase - 1}/3] ${cell.id} `)

    const next = await bench.build(cell, {}, ...ndjson)
    expect([next.exitCode, startedPhases(next.stderr)]).toEqual([0, from(cell, phase)])
    expect([bench.hasWhole(cell), bench.outputs(cell)]).toEqual([true, [cell.artifact]])
    const { stdout } = await bench.run('runs', 'list', '--status', 'aborted')
    expect(stdout.trim().split('\n')).toHaveLength(1)
  })

  it.each(cells)('has its builder ended by the next build: $plan', async (cell) => {
    const { child, builderId } = await bench.startUntil(cell, 1)
    child.kill('SIGKILL')
    await waitForEnd(child)
    expect(isRunning(builderId)).toBe(true)
    const next = await bench.build(cell)
    expect([next.exitCode, bench.hasWhole(cell), isRunning(builderId)]).toEqual([0, true, false])
  })

  it.each(cells)('while it puts the artifact into its place, leaves all of it or nothing: $plan', async (cell) => {
    for (const waitMs of [0, 40, 100]) {
      rmSync(bench.artifact(cell), { force: true })
      const child = bench.startIn(['matrix', 'build', cell.plan, ...cell.words, ...ndjson])
      const ended = waitForEnd(child)
      await waitFor(child.stderr, '"finishing"')
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      child.kill('SIGKILL')
      await ended
      const isWhole = bench.hasWhole(cell)
      const next = await bench.build(cell, {}, ...ndjson)
      expect([next.exitCode, startedPhases(next.stderr), bench.hasWhole(cell)]).toEqual([0, [], true])
      expect(bench.outputs(cell), `killed after ${waitMs} ms, whole: ${isWhole}`).toEqual([cell.artifact])
    }
    expect((await bench.matrix(['manifest', cell.plan, '--done'])).stdout).toContain(`[DONE] ${cell.id}`)
  })
})

describe('Ctrl+C', () => {
  it.each(cells)('stops the builder, exits with 130 and leaves a folder to go on from: $plan', async (cell) => {
    const { child, builderId } = await bench.startUntil(cell, 2)
    child.kill('SIGINT')
    const { exitCode, stdout } = await waitForEnd(child)
    expect([exitCode, isRunning(builderId)]).toEqual([130, false])
    expect(stdout).toContain('[STOP]')
    const listed = await bench.matrix(['manifest', cell.plan, '--missing'])
    expect(listed.stdout).toMatch(new RegExp(`\\[STOP 1/3\\] ${cell.id} `, 'u'))
    expect(readdirSync(bench.staging(cell))).toContain(`${cell.id}.debug.log`)
    const next = await bench.build(cell, {}, ...ndjson)
    expect([next.exitCode, startedPhases(next.stderr), bench.hasWhole(cell)]).toEqual([0, [2, 3], true])
    expect((await bench.run('runs', 'list', '--status', 'cancelled')).stdout).toContain('build')
  })
})
