import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sourceNode } from '../cli/run-assay.ts'
import { MatrixBench } from './matrix-bench.ts'

let bench: MatrixBench
beforeEach(async () => {
  bench = new MatrixBench()
  // Two are done; the rest is what the questions are about.
  await bench.matrix(['build', plan, '--input-id', 'planets', '--limit', '2'])
})
afterEach(() => bench.remove())

const plan = 'example.plan.yaml'
const manifest = (...flags: string[]) => bench.matrix(['manifest', plan, ...flags])
const idsOf = (table: string) => [...table.matchAll(/^ {2}\[[^\]]+\] (\S+)/gmu)].map(([, id]) => id)
const outputs = () => readdirSync(join(bench.project, 'out')).toSorted()

/** Runs a script of commands as a shell does, in the project. */
function runScript(name: string): void {
  const env = {
    ...process.env,
    ASSAY_HOME: bench.workspace,
    PATH: `${dirname(sourceNode)}:${process.env['PATH']}`,
  }
  const { status, stderr } = spawnSync('sh', ['-e', name], { cwd: bench.project, env, encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, expect.any(String)])
}

describe('common compositions', () => {
  it('what is left to build: manifest --missing', async () => {
    const { stdout } = await manifest('--missing')
    expect(stdout).toContain('=== Manifest (0/7) ===')
    expect(idsOf(stdout)).toEqual([
      'planets_large',
      'mountains_small',
      'mountains_medium',
      'mountains_large',
      'elements_small',
      'elements_medium',
      'elements_large',
    ])
  })

  it('the five cheapest that remain: manifest --missing --limit 5', async () => {
    const { stdout } = await manifest('--missing', '--limit', '5')
    expect(stdout).toContain('=== Manifest (0/5) ===')
    expect(idsOf(stdout)).toEqual([
      'planets_large',
      'mountains_small',
      'mountains_medium',
      'mountains_large',
      'elements_small',
    ])
  })

  it('a script that builds what is missing: manifest --missing --commands', async () => {
    const { stdout } = await manifest('--missing', '--commands')
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(7)
    expect(lines[0]).toMatch(
      / matrix build example\.plan\.yaml --output-folder out --input-id planets --param-name large$/u,
    )
    writeFileSync(join(bench.project, 'run_missing.sh'), stdout)
    runScript('run_missing.sh')
    expect(outputs()).toHaveLength(9)
    expect((await manifest('--missing')).stdout).toContain('=== Manifest (0/0) ===')
  })

  it('a script that builds everything anew: manifest --commands --force', async () => {
    const { stdout } = await manifest('--commands', '--force', '--limit', '3')
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .every((line) => line.endsWith(' --force')),
    ).toBe(true)
    expect((await manifest('--commands', '--force')).stdout.trimEnd().split('\n')).toHaveLength(9)
    const builtBefore = statSync(join(bench.project, 'out/planets_small.db'), { bigint: true }).mtimeNs
    writeFileSync(join(bench.project, 'rebuild_all.sh'), stdout)
    runScript('rebuild_all.sh')
    expect(statSync(join(bench.project, 'out/planets_small.db'), { bigint: true }).mtimeNs).toBeGreaterThan(builtBefore)
    expect(outputs()).toEqual(['planets_large.db', 'planets_medium.db', 'planets_small.db'])
  })

  it('what is done, by name: manifest --done --sort name', async () => {
    const { stdout } = await manifest('--done', '--sort', 'name')
    expect(stdout).toContain('=== Manifest (2/2) ===')
    expect(idsOf(stdout)).toEqual(['planets_medium', 'planets_small'])
  })
})

it('has builders that give the same bytes each time', async () => {
  const before = readFileSync(join(bench.project, 'out/planets_small.db'))
  await bench.matrix(['build', plan, '--input-id', 'planets', '--param-name', 'small', '--force'])
  expect(readFileSync(join(bench.project, 'out/planets_small.db')).equals(before)).toBe(true)
})
