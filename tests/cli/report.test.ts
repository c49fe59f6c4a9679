import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, type Json } from './run-assay.ts'

const formats = ['html', 'pdf', 'csv', 'json', 'md']

let bench: Bench
beforeEach(async () => {
  bench = new Bench()
  for (const name of ['a', 'b', 'c']) writeFileSync(join(bench.tree, name), `content of ${name}`)
  await bench.run('snapshot', 'tree', '-o', 'm.json')
  writeFileSync(join(bench.tree, 'a'), 'edited since')
})
afterEach(() => bench.remove())

function read(name: string): string {
  return readFileSync(bench.path(name), 'utf8')
}

function withoutCreation(report: string): string {
  return report.replace(/"created_utc":"[^"]+"|^report,,Report made,.*$/mu, 'created')
}

describe('assay verify --report', () => {
  it('writes each report that is asked for, although there are findings', async () => {
    const args = formats.flatMap((format) => ['--report', `report.${format}`])
    const { exitCode, json } = await bench.runJson('verify', 'm.json', ...args)
    expect([exitCode, json.status]).toEqual([1, 'findings'])
    for (const format of formats) expect(readFileSync(bench.path(`report.${format}`)).length).toBeGreaterThan(100)
    expect(JSON.parse(read('report.json'))).toMatchObject({
      format: 'assay-report',
      summary: { run_id: json.run_id, kind: 'verify', command: ['assay', 'verify', bench.path('m.json'), bench.tree] },
      findings: [{ verdict: 'edited', path: 'a' }],
    })
  })

  it('leaves out a report that lies in the folder', async () => {
    writeFileSync(join(bench.tree, 'a'), 'content of a')
    for (let run = 0; run < 2; run += 1) {
      expect((await bench.run('verify', 'm.json', '--report', 'tree/report.json')).exitCode).toBe(0)
    }
  })

  it.each([
    ['an unknown extension', 'report.txt', 'bad-usage', /\.html, \.pdf, \.csv, \.json, \.md/u],
    ['no folder to write into', 'nowhere/report.json', 'not-found', /no folder .*nowhere/u],
    ['the manifest’s own place', 'm.json', 'bad-usage', /take its place/u],
    ['the log’s place', 'log.json', 'bad-usage', /take its place/u],
    ['another report’s place', 'twice.json', 'bad-usage', /take its place/u],
    ['a folder’s place', 'tree.json', 'output-refused', /is no file/u],
  ])('refuses %s before any work is done', async (_, target, code, message) => {
    mkdirSync(bench.path('tree.json'))
    const before = read('m.json')
    const args = ['--report', target, '--log', 'log.json', '--report', 'twice.json']
    const { exitCode, json } = await bench.runJson('verify', 'm.json', ...args)
    expect([exitCode, json.error.code]).toEqual([3, code])
    expect(json.error.message).toMatch(message)
    expect(read('m.json')).toBe(before)
    expect(existsSync(bench.path('twice.json'))).toBe(false)
  })

  it('knows the manifest behind a link of its folder', async () => {
    symlinkSync('.', bench.path('here'))
    const { json } = await bench.runJson('verify', 'm.json', '--report', 'here/m.json')
    expect(json.error.code).toBe('bad-usage')
  })
})

describe('assay compare --report', () => {
  it('writes the report of the comparison', async () => {
    cpSync(bench.tree, bench.path('now'), { recursive: true, preserveTimestamps: true })
    rmSync(bench.path('now/b'))
    const { exitCode } = await bench.run('compare', 'tree', 'now', '--report', 'report.json')
    expect(exitCode).toBe(1)
    expect(JSON.parse(read('report.json')).summary).toMatchObject({
      kind: 'compare',
      left: { location: bench.tree },
      right: { location: bench.path('now') },
      counts: { removed: 1 },
    })
  })
})

describe('assay report', () => {
  it('takes the place of nothing that its run read or wrote', async () => {
    const { json } = await bench.runJson('verify', 'm.json')
    const before = read('m.json')
    const refused = await bench.runJson('report', json.run_id, '-o', 'm.json')
    expect([refused.exitCode, refused.json.error.code, read('m.json') === before]).toEqual([3, 'bad-usage', true])
  })

  it('writes what the run itself would have, but for the time of writing', async () => {
    const { json } = await bench.runJson('verify', 'm.json', '--report', 'first.json', '--report', 'first.csv')
    const { exitCode } = await bench.run('report', json.run_id, '-o', 'second.json', '-o', 'second.csv')
    expect(exitCode).toBe(0)
    expect(withoutCreation(read('second.json'))).toBe(withoutCreation(read('first.json')))
    expect(withoutCreation(read('second.csv'))).toBe(withoutCreation(read('first.csv')))
  })

  it.skipIf(process.platform !== 'linux')(
    'writes those it can, and says of the others why not, on stdout too where that is JSON',
    async () => {
      const run = await bench.runJson('verify', 'm.json', '--report', 'r.html')
      expect(run.json.reports).toMatchObject([{ path: bench.path('r.html'), format: 'html' }])
      const readOnly = '/proc/r.json'
      const verified = await bench.runJson('verify', 'm.json', '--report', 'r.md', '--report', readOnly)
      expect([verified.exitCode, verified.json.findings.length]).toEqual([2, 1])
      expect(verified.json.reports).toMatchObject([
        { format: 'md' },
        { path: readOnly, error: { code: expect.any(String) } },
      ])
      const reported = await bench.runJson('report', run.json.run_id, '-o', readOnly, '-o', 'r.csv')
      expect(reported.exitCode).toBe(2)
      expect(reported.json.reports).toMatchObject([{ path: readOnly, error: {} }, { format: 'csv' }])
      expect(reported.stderr).toContain(`the report ${readOnly} was not written`)
    },
  )

  it('says what it wrote, with digests that can be checked', async () => {
    const { json: run } = await bench.runJson('verify', 'm.json')
    const { json } = await bench.runJson('report', run.run_id, '-o', 'r.md', '--output', 'r.html')
    expect(json.run_id).toBe(run.run_id)
    expect(json.reports.map(({ path, format }: Json) => [path, format])).toEqual([
      [bench.path('r.md'), 'md'],
      [bench.path('r.html'), 'html'],
    ])
    for (const { path, size_bytes, sha256 } of json.reports) {
      const bytes = readFileSync(path)
      expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([size_bytes, sha256])
    }
    const { stdout } = await bench.run('report', run.run_id, '-o', 'r.md')
    expect(stdout).toMatch(/r\.md {2}md, .+ bytes.*, sha256 [0-9a-f]{64}\n$/u)
  })

  it('makes one of a snapshot and of a run that failed, too', async () => {
    const { json } = await bench.runJson('snapshot', 'tree', '-o', 'other.json')
    expect((await bench.run('report', json.run_id, '-o', 'snapshot.json')).exitCode).toBe(0)
    expect(JSON.parse(read('snapshot.json')).summary).toMatchObject({ kind: 'snapshot', state: 'completed' })
  })

  it('exits with 3 where there is no such run, no output or no such rendering', async () => {
    expect(await bench.runJson('report', 'run_none', '-o', 'r.json')).toMatchObject({
      exitCode: 3,
      json: { error: { code: 'unknown-run' } },
    })
    expect((await bench.run('report', 'run_none')).stderr).toMatch(/--output/u)
    expect((await bench.run('report', 'run_none', '-o', 'r.docx')).stderr).toMatch(
      /\.html, \.pdf, \.csv, \.json, \.md/u,
    )
    expect((await bench.run('report', '../x', '-o', 'r.json')).exitCode).toBe(3)
  })
})
