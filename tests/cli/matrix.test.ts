import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, type Json } from './run-assay.ts'

const plan = `format: assay-plan
version: 1
output_folder: out
artifact: "{permutation_id}.txt"
inputs:
  - { id: large, path: data/large.csv, cost: rows }
  - { id: small, path: data/small.csv, cost: rows, label: "The small one" }
  - { id: odd one, path: data/none.csv }
params:
  - { name: slow, cost: 9, label: "9 times" }
  - { name: quick, cost: 1 }
phases: [only]
build: [sh, make.sh, "{input_path}", "{staging_artifact}", "{param_name}"]
`

let bench: Bench
let sh: (text: string) => { stdout: string; stderr: string; status: number | null }

beforeEach(() => {
  bench = new Bench()
  mkdirSync(bench.path('data'))
  writeFileSync(bench.path('data/large.csv'), `h\n${'1\n'.repeat(50)}`)
  writeFileSync(bench.path('data/small.csv'), 'h\n1\n')
  writeFileSync(bench.path('a.plan.yaml'), plan)
  writeFileSync(bench.path('make.sh'), 'echo "$3" > "$2"\n')
  // A program of that name on the PATH, as an installed one is.
  mkdirSync(bench.path('bin'))
  writeFileSync(bench.path('bin/assay'), `#!/bin/sh\nexec '${bench.node}' '${bench.entry}' "$@"\n`)
  chmodSync(bench.path('bin/assay'), 0o755)
  const env = {
    ...process.env,
    ASSAY_HOME: bench.workspace,
    PATH: [bench.path('bin'), process.env['PATH']].join(delimiter),
  }
  sh = (text) => {
    const { stdout, stderr, status } = spawnSync('sh', ['-c', text], { cwd: bench.folder, env, encoding: 'utf8' })
    return { stdout, stderr, status }
  }
})
afterEach(() => bench.remove())

function put(name: string): void {
  mkdirSync(bench.path('out'), { recursive: true })
  writeFileSync(bench.path('out', name), 'x')
}

async function idsOf(...flags: string[]): Promise<string[]> {
  const { json } = await bench.runJson('matrix', 'manifest', 'a.plan.yaml', ...flags)
  return (json.permutations as Json[]).map((each) => String(each.permutation_id))
}

describe('assay matrix manifest', () => {
  it('prints every permutation, cheapest first and unknown cost last, with its state', async () => {
    put('small_slow.txt')
    mkdirSync(bench.path('out/_build/large_quick'), { recursive: true })
    const { stdout, exitCode } = await bench.run('matrix', 'manifest', 'a.plan.yaml')
    expect(stdout).toBe(`
=== Manifest (1/6) ===

  [MISS]     small_quick                    The small one + quick
  [DONE]     small_slow                     The small one + slow (9 times)
  [STOP 0/1] large_quick                    large + quick
  [MISS]     large_slow                     large + slow (9 times)
  [MISS]     odd-one_quick                  odd one + quick (cost unknown)
  [MISS]     odd-one_slow                   odd one + slow (9 times, cost unknown)

`)
    expect(exitCode).toBe(0)
    const first = await bench.run('matrix', 'manifest', 'a.plan.yaml', '--limit', '2')
    expect(first.stdout).toContain(
      '\n  [MISS] small_quick                    The small one + quick\n  [DONE] small_slow ',
    )
  })

  it.runIf(process.platform === 'linux')('tells what is built also in a workspace that can only be read', async () => {
    expect((await bench.run('matrix', 'build', 'a.plan.yaml', '--limit', '1')).exitCode).toBe(0)
    const database = new DatabaseSync(join(bench.workspace, 'ledger.sqlite'))
    // A run whose process is gone, which a reader cannot close here.
    const columns = 'operation, lane, source, start_ms, start_time, event_count, error_count, warning_count, body, host'
    database.exec(
      `INSERT INTO runs (run_id, status, ${columns}, process_id, process_start)
       SELECT 'cut', 'started', ${columns}, 4194999, 'x' FROM runs LIMIT 1`,
    )
    database.close()
    writeFileSync(bench.path('out/small_quick.txt'), 'altered')
    chmodSync(join(bench.workspace, 'ledger.sqlite'), 0o444)
    chmodSync(bench.workspace, 0o555)
    const { stdout, exitCode } = await bench.runUnprivileged('matrix', 'manifest', 'a.plan.yaml', '--limit', '1')
    chmodSync(bench.workspace, 0o755)
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('[ALTERED] small_quick')])
  })

  it('filters, then sorts, then takes the first', async () => {
    put('small_quick.txt')
    put('large_slow.txt')
    expect(await idsOf('--missing')).toEqual(['small_slow', 'large_quick', 'odd-one_quick', 'odd-one_slow'])
    expect(await idsOf('--missing', '--limit', '2')).toEqual(['small_slow', 'large_quick'])
    expect(await idsOf('--missing', '--sort', 'name', '--limit', '2')).toEqual(['large_quick', 'odd-one_quick'])
    expect(await idsOf('--done', '--sort', 'name')).toEqual(['large_slow', 'small_quick'])
    expect(await idsOf('--done', '--missing')).toEqual([])
    expect(await idsOf('--limit', '0')).toEqual([])
    const { stdout } = await bench.run('matrix', 'manifest', 'a.plan.yaml', '--missing')
    expect(stdout).toContain('=== Manifest (0/4) ===')
  })

  it('says as JSON all that a permutation is', async () => {
    put('small_quick.txt')
    const { json } = await bench.runJson('matrix', 'manifest', 'a.plan.yaml', '--limit', '1')
    expect(json).toEqual({
      plan: bench.path('a.plan.yaml'),
      name: 'a',
      project_root: bench.folder,
      output_folder: bench.path('out'),
      done_count: 1,
      total_count: 1,
      warnings: [],
      permutations: [
        {
          permutation_id: 'small_quick',
          input_id: 'small',
          param_name: 'quick',
          done: true,
          status: 'done',
          is_recorded: false,
          leftover: null,
          output_size: 1,
          output_path: bench.path('out/small_quick.txt'),
          sort_key: [1, 1, 'small', 'quick'],
          label: 'The small one + quick',
        },
      ],
    })
  })

  it('looks in another output folder, and pins it in the commands', async () => {
    mkdirSync(bench.path('else where'))
    writeFileSync(bench.path('else where/small_quick.txt'), '')
    const folder = ['--output-folder', 'else where']
    expect(await idsOf('--done', ...folder)).toEqual(['small_quick'])
    const { stdout } = await bench.run('matrix', 'manifest', 'a.plan.yaml', '--done', '--commands', ...folder)
    expect(stdout).toContain(" --output-folder 'else where' --input-id small --param-name quick\n")
  })

  it('refuses formats that contradict each other', async () => {
    for (const flags of [
      ['--json', '--format', 'make'],
      ['--commands', '--json'],
      ['--commands', '--format', 'gha'],
      ['--limit', '-1'],
      ['--sort', 'cost'],
    ]) {
      expect((await bench.run('matrix', 'manifest', 'a.plan.yaml', ...flags)).exitCode).toBe(3)
    }
  })
})

describe('commands of a manifest', () => {
  it('build what is missing when a shell runs them from the project root, and only that', async () => {
    expect(sh('assay matrix manifest a.plan.yaml --missing --commands > run_missing.sh').status).toBe(0)
    const lines = readFileSync(bench.path('run_missing.sh'), 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(6)
    expect(lines[4]).toMatch(
      / matrix build a\.plan\.yaml --output-folder out --input-id 'odd one' --param-name quick$/u,
    )
    writeFileSync(bench.path('run_missing.sh'), `${lines.slice(0, 2).join('\n')}\n`)
    expect(sh('sh -e run_missing.sh')).toMatchObject({ status: 0 })
    expect(readFileSync(bench.path('out/small_slow.txt'), 'utf8')).toBe('slow\n')
    expect(await idsOf('--done')).toEqual(['small_quick', 'small_slow'])
    expect(sh('assay matrix manifest a.plan.yaml --missing --commands').stdout.trimEnd().split('\n')).toHaveLength(4)
  })

  it('show an artifact that was altered since its build as such, and offer to build it again', async () => {
    sh('assay matrix build a.plan.yaml --output-folder out --input-id small --param-name quick')
    expect(await idsOf('--done')).toEqual(['small_quick'])
    writeFileSync(bench.path('out/small_quick.txt'), 'QUICK and more')
    const { stdout } = await bench.run('matrix', 'manifest', 'a.plan.yaml', '--limit', '1')
    expect(stdout).toContain('=== Manifest (0/1) ===\n\n  [ALTERED] small_quick')
    expect((await idsOf('--missing'))[0]).toBe('small_quick')
  })

  it('carry --force over, and only then', async () => {
    const { stdout } = await bench.run('matrix', 'manifest', 'a.plan.yaml', '--commands', '--force')
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(6)
    expect(lines.every((line) => line.endsWith(' --force'))).toBe(true)
    expect((await bench.run('matrix', 'manifest', 'a.plan.yaml', '--commands')).stdout).not.toContain('--force')
  })

  it('begin with the name only where the PATH leads to this very program', () => {
    // Stands for the program that is installed: sources cannot be run by themselves.
    writeFileSync(bench.path('app.mjs'), `#!/usr/bin/env node\nimport ${JSON.stringify(bench.entry)}\n`)
    chmodSync(bench.path('app.mjs'), 0o755)
    let npmCommand = {}
    const firstWords = (...path: string[]): string => {
      const child = spawnSync(bench.node, [bench.path('app.mjs'), 'matrix', 'manifest', 'a.plan.yaml', '--commands'], {
        cwd: bench.folder,
        env: {
          ...process.env,
          npm_command: undefined,
          ...npmCommand,
          PATH: path.map((part) => bench.path(part)).join(delimiter),
          ASSAY_HOME: bench.workspace,
        },
        encoding: 'utf8',
      })
      return child.stdout.split(' matrix ')[0] ?? ''
    }
    mkdirSync(bench.path('links'))
    symlinkSync(bench.path('app.mjs'), bench.path('links/assay'))
    expect(firstWords('links')).toBe('assay')
    // What cannot be run is passed over, as by a shell; another program of that name is not.
    writeFileSync(bench.path('data/assay'), '')
    expect(firstWords('data', 'links')).toBe('assay')
    expect(firstWords('bin', 'links')).toBe(`${bench.node} app.mjs`)
    expect(firstWords('none')).toBe(`${bench.node} app.mjs`)
    symlinkSync(bench.node, bench.path('links/node'))
    expect(firstWords('bin', 'links')).toBe('node app.mjs')
    // What npx puts on the PATH is gone from it when the lines are run.
    mkdirSync(bench.path('node_modules'))
    symlinkSync(bench.path('links'), bench.path('node_modules/.bin'))
    expect(firstWords('node_modules/.bin')).toBe('assay')
    npmCommand = { npm_command: 'exec' }
    expect(firstWords('node_modules/.bin')).toBe(`${bench.node} app.mjs`)
    expect(firstWords('node_modules/.bin', 'links')).toBe('assay')
  })

  it('are told on stderr when a scheduler takes fewer of them', async () => {
    const inputs = Array.from({ length: 257 }, (_, at) => ({ id: `i${at}` }))
    const wide = { format: 'assay-plan', version: 1, output_folder: 'out', inputs, params: [{ name: 'p' }] }
    writeFileSync(bench.path('wide.plan.json'), JSON.stringify(wide))
    const { stdout, stderr, exitCode } = await bench.run('matrix', 'manifest', 'wide.plan.json', '--format', 'gha')
    expect(JSON.parse(stdout).include).toHaveLength(257)
    expect(stderr).toContain('GitHub runs at most 256 jobs of a matrix, and these are 257.')
    expect(exitCode).toBe(0)
  })
})

describe('assay matrix list-inputs and list-params', () => {
  it('print what a plan has, with costs, unknown ones said so', async () => {
    expect((await bench.run('matrix', 'list-inputs', 'a.plan.yaml')).stdout).toBe(`
=== Inputs (3) ===

  large    50 rows                      data/large.csv
  small    1 row         The small one  data/small.csv
  odd one  cost unknown                 data/none.csv

`)
    expect((await bench.run('matrix', 'list-params', 'a.plan.yaml')).stdout).toBe(`
=== Params (2) ===

  slow   9  9 times
  quick  1

`)
  })

  it('print the same as JSON', async () => {
    const { json: inputs } = await bench.runJson('matrix', 'list-inputs', 'a.plan.yaml')
    expect(inputs.inputs[0]).toEqual({
      input_id: 'large',
      label: 'large',
      path: bench.path('data/large.csv'),
      cost: 50,
      cost_unit: 'rows',
      line: 6,
    })
    const { json: params } = await bench.runJson('matrix', 'list-params', 'a.plan.yaml')
    expect(params.params[0]).toEqual({ param_name: 'slow', label: '9 times', cost: 9, values: {}, line: 10 })
  })
})

it('a plan that is wrong is refused with every fault and its line', async () => {
  writeFileSync(
    bench.path('bad.plan.yaml'),
    plan.replace('cost: 9', 'cost: -9').replace('output_folder', 'outputfolder'),
  )
  const { stdout, stderr, exitCode } = await bench.run('matrix', 'manifest', 'bad.plan.yaml')
  expect([stdout, exitCode]).toEqual(['', 3])
  expect(stderr.split('\n').map((line) => line.replace(bench.folder, ''))).toEqual([
    'assay: /bad.plan.yaml:1:1: output_folder: This field is missing.',
    'assay: /bad.plan.yaml:3:1: outputfolder: There is no such field. Did you mean "output_folder"?',
    'assay: /bad.plan.yaml:10:25: params[0].cost: Expected a number of 0 or more, not -9.',
    '',
  ])
  const { json } = await bench.runJson('matrix', 'list-inputs', 'bad.plan.yaml')
  expect(json.error).toMatchObject({
    code: 'plan-invalid',
    notes: expect.arrayContaining([expect.stringContaining(':10:25:')]),
  })
})
