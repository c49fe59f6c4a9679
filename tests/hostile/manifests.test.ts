import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatNative } from '../../src/engine/manifest/manifest-fixtures.ts'
import { formatFileLine } from '../../src/engine/manifest/entry-line.ts'
import { Bench, waitForEnd, type Json } from '../cli/run-assay.ts'
import { canTrace } from './hostile-fixtures.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
  writeFileSync(join(bench.tree, 'good.csv'), 'x')
  writeFileSync(bench.path('canary'), 'x')
})
afterEach(() => bench.remove())

const digest = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881'

function lineOf(path: string): string {
  return formatFileLine({ path, sizeBytes: 1, algorithms: ['sha256'], digests: [digest], modifiedNs: 0n, mode: 0o644 })
}

const climbing = ['../canary', 'a/../../canary', '/etc/passwd', '', '.', 'a//b', './good.csv', 'good.csv/', 'nul\0byte']

describe('a manifest whose paths climb out of the folder', () => {
  it('has those entries refused by name, and the run is incomplete', async () => {
    writeFileSync(bench.path('m.json'), formatNative([...climbing, 'good.csv'].map(lineOf)))
    const { exitCode, json } = await bench.runJson('verify', 'm.json', 'tree')
    expect(exitCode).toBe(2)
    expect(json.status).toBe('incomplete')
    const refused = json.findings.filter((finding: Json) => finding.evidence.includes('refused'))
    expect(refused.map((finding: Json) => finding.path).toSorted()).toEqual(climbing.toSorted())
    expect(json.counts).toMatchObject({ unreadable: climbing.length, touched: 1 })
  })

  it.runIf(canTrace)('has none of them looked at (needs strace, else skipped)', async () => {
    writeFileSync(bench.path('m.json'), formatNative([...climbing, 'good.csv'].map(lineOf)))
    const trace = ['strace', '-f', '-qq', '-o', bench.path('calls'), '-e', 'trace=file']
    await waitForEnd(bench.start(['verify', 'm.json', 'tree'], trace))
    const calls = readFileSync(bench.path('calls'), 'utf8')
    expect(calls).toContain('/tree/good.csv"')
    expect(calls).not.toMatch(/canary|passwd/u)
  })

  it('is not verified at all when no entry is left', async () => {
    writeFileSync(bench.path('m.json'), formatNative(climbing.map(lineOf)))
    const { exitCode } = await bench.run('verify', 'm.json', 'tree')
    expect(exitCode).toBe(2)
  })
})

it('a manifest that leads through a link in the tree opens nothing behind it', async () => {
  mkdirSync(bench.path('outside'))
  writeFileSync(bench.path('outside/file.csv'), 'x')
  symlinkSync('../outside', join(bench.tree, 'sub'))
  writeFileSync(bench.path('m.json'), formatNative(['good.csv', 'sub/file.csv'].map(lineOf)))
  const { exitCode, json } = await bench.runJson('verify', 'm.json', 'tree')
  expect(exitCode).toBe(1)
  expect(json.findings.map((finding: Json) => `${finding.verdict} ${finding.path}`)).toEqual(['removed sub/file.csv'])
})

it.each<[string, string, number]>([
  [
    'the same path twice with two digests',
    [lineOf('good.csv'), lineOf('good.csv').replace(digest, 'f'.repeat(64))].join(',\n'),
    3,
  ],
  ['a digest that is too short', lineOf('good.csv').replace(digest, digest.slice(0, 10)), 3],
  ['entries that are no objects', '1,\n"x",\nnull', 3],
  ['a million levels of JSON', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`, 3],
])('says cleanly what is wrong with %s', async (_, entries, expected) => {
  const whole = formatNative([lineOf('good.csv')])
  writeFileSync(bench.path('m.json'), whole.replace(lineOf('good.csv'), entries))
  const { exitCode, stderr } = await bench.run('verify', 'm.json', 'tree')
  expect([exitCode, stderr]).toEqual([expected, expect.not.stringMatching(/ at .*\.ts|Internal error/u)])
})

it('takes prototype names and numbers for ordinary names', async () => {
  const names = ['10', '2', '__proto__', 'constructor', 'toString']
  for (const name of names) writeFileSync(join(bench.tree, name), 'x')
  expect((await bench.run('snapshot', 'tree', '-o', 'm.json')).exitCode).toBe(0)
  const { exitCode, json } = await bench.runJson('verify', 'm.json', 'tree', '--all')
  expect(exitCode).toBe(0)
  expect(json.others.map((other: Json) => other.path)).toEqual([...names, 'good.csv'].toSorted())
})
