import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, sourceEntry } from './run-assay.ts'

const plan = `format: assay-plan
version: 1
output_folder: out
inputs: [{ id: a, path: a.plan.yaml, cost: rows }]
params: [{ name: p }]
build: [sh, -c, 'echo x > "$1"', sh, "{staging_artifact}"]
`

let bench: Bench
beforeEach(() => {
  bench = new Bench()
  bench.entry = sourceEntry
  writeFileSync(bench.path('a.plan.yaml'), plan)
})
afterEach(() => bench.remove())

describe('a manifest of a plan of which nothing was built', () => {
  function modulesOf(...args: string[]): string[] {
    writeFileSync(
      bench.path('probe.mjs'),
      `import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
const loaded = []
registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
process.on('exit', () => writeFileSync('loaded.json', JSON.stringify(loaded)))
`,
    )
    spawnSync(bench.node, ['--import', bench.path('probe.mjs'), bench.entry, 'matrix', ...args], {
      cwd: bench.folder,
      env: { ...process.env, ASSAY_HOME: bench.workspace },
    })
    return JSON.parse(readFileSync(bench.path('loaded.json'), 'utf8')) as string[]
  }

  const heavy =
    /\/src\/engine\/(index\.ts|ledger|hash\/(?!hash-protocol)|scan|snapshot|compare|matrix\/(build|staging))|node:(sqlite|worker_threads)/u

  it.each([
    ['manifest', ['--commands']],
    ['manifest', ['--json']],
    ['list-inputs', []],
    ['list-params', []],
  ])('%s %j loads neither the ledger nor hashing, threads or builds', (command, flags) => {
    const modules = modulesOf(command, 'a.plan.yaml', ...flags)
    expect(modules.some((url) => url.includes('/engine/matrix/plan/read-plan.ts'))).toBe(true)
    expect(modules.filter((url) => heavy.test(url))).toEqual([])
  })

  it('would be seen to load them, as a build does', () => {
    const modules = modulesOf(
      'build',
      'a.plan.yaml',
      '--output-folder',
      'out',
      '--input-id',
      'small',
      '--progress',
      'none',
    )
    expect(modules.some((url) => heavy.test(url))).toBe(true)
  })
})
