import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, waitForEnd, waitForText, type Json } from './run-assay.ts'

let bench: Bench
beforeEach(async () => {
  bench = new Bench()
  for (const name of ['a', 'b', 'c']) writeFileSync(join(bench.tree, name), `content of ${name}`)
  await bench.run('snapshot', 'tree', '-o', 'm.json')
})
afterEach(() => bench.remove())

function parseLines(text: string): Json[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line): Json => JSON.parse(line))
}

describe('assay watch', () => {
  it('ends after its time with the exit status of a verify, and is a run on record', async () => {
    expect((await bench.run('watch', 'tree', '--against', 'm.json', '--for', '1ms')).exitCode).toBe(0)
    writeFileSync(join(bench.tree, 'a'), 'edited')
    const { exitCode, stdout } = await bench.run('watch', 'tree', '--against', 'm.json', '--for', '1ms')
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/~ edited +a {2}Content differs/u)
    expect(stdout).toMatch(/! findings: when last looked at, the folder was not as the manifest says/u)
    const { json } = await bench.runJson('runs', 'list')
    expect(json.runs[0]).toMatchObject({ operation: 'watch', status: 'completed', lane: bench.tree })
    const report = await bench.run('report', json.runs[0].run_id, '-o', 'drift.json')
    expect(report.exitCode).toBe(0)
  })

  it('prints a line of JSON for what it sees as it happens, until Ctrl+C', async () => {
    const child = bench.start(['watch', 'tree', '--against', 'm.json', '--json'])
    const ended = waitForEnd(child)
    await waitForText(child.stdout, /"phase":"watching"/u)
    writeFileSync(join(bench.tree, 'new'), 'came')
    await waitForText(child.stdout, /"change":"came"/u)
    renameSync(join(bench.tree, 'new'), join(bench.folder, 'elsewhere'))
    await waitForText(child.stdout, /"change":"went"/u)
    child.kill('SIGINT')
    const { exitCode, stdout } = await ended
    expect(exitCode).toBe(130)
    const lines = parseLines(stdout)
    expect(lines.filter(({ type }) => type === 'finding')).toMatchObject([
      { change: 'came', verdict: 'added', path: 'new' },
      { change: 'went', verdict: 'added', path: 'new' },
    ])
    expect(lines.at(-1)).toMatchObject({ type: 'end', status: 'clean', finding_count: 0 })
  })

  it.each([
    ['a folder that is not there', ['nowhere', '--against', 'm.json'], 'root-looks-wrong'],
    ['a file', ['m.json', '--against', 'm.json'], 'root-looks-wrong'],
    ['a manifest that is not there', ['tree', '--against', 'none.json'], 'not-found'],
    ['no manifest', ['tree'], 'bad-usage'],
    ['a time without a unit', ['tree', '--against', 'm.json', '--for', '5'], 'bad-usage'],
  ])('refuses %s', async (_, args, code) => {
    const { exitCode, json } = await bench.runJson('watch', ...args)
    expect([exitCode, json.error.code]).toEqual([3, code])
  })
})
