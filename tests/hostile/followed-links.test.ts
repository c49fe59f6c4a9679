import { spawnSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CompareBench, listVerdicts } from '../../src/engine/compare/compare-fixtures.ts'

const hasTool = (tool: string): boolean =>
  process.platform === 'linux' && spawnSync(tool, ['--version']).error === undefined

let bench: CompareBench
beforeEach(() => {
  bench = new CompareBench()
  symlinkSync('x', `${bench.tree}/folder-link`)
  symlinkSync('a', `${bench.tree}/file-link`)
})
afterEach(() => bench.remove())

describe.each([
  ['hashdeep', 'hashdeep -r -l .'],
  ['sha256sum', 'find -L . -type f -exec sha256sum {} +'],
])('a list of %s that goes through links (where it is installed, else skipped)', (tool, command) => {
  it.skipIf(!hasTool(tool))('is held against no link, on whichever side it is, and against all else', async () => {
    writeFileSync(bench.path('list'), spawnSync('sh', ['-c', command], { cwd: bench.tree }).stdout)
    const unproven = ['unverifiable file-link', 'unverifiable folder-link', 'unverifiable folder-link/d']
    const expected = [...unproven, 'unverifiable folder-link/e']
    expect(listVerdicts(await bench.compare('list', 'tree')).toSorted()).toEqual(expected)
    expect(listVerdicts(await bench.compare('tree', 'list')).toSorted()).toEqual(expected)
    await bench.snapshot({ output: bench.path('native.json') })
    writeFileSync(`${bench.tree}/x/d`, 'changed since')
    expect(listVerdicts(await bench.compare('list', 'native.json')).toSorted()).toEqual(expected)
    const now = listVerdicts(await bench.compare('list', 'tree')).toSorted()
    expect(now).toEqual([expect.stringMatching(/^(?:changed|edited) x\/d$/u), ...expected])
  })
})
