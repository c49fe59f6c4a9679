import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, type Json } from './run-assay.ts'

let bench: Bench
beforeEach(async () => {
  bench = new Bench()
  for (let size = 1; size <= 12; size += 1) writeFileSync(join(bench.tree, `f${size}`), 'x'.repeat(size * 1000))
  expect((await bench.run('snapshot', 'tree', '-o', 'm.json', '--run-id', 'r1')).exitCode).toBe(0)
})
afterEach(() => bench.remove())

describe('assay show', () => {
  it('tells what is in a manifest, with the ten largest files', async () => {
    const { exitCode, json } = await bench.runJson('show', 'm.json')
    expect(exitCode).toBe(0)
    expect(json).toMatchObject({
      manifest: bench.path('m.json'),
      format: 'assay-manifest',
      run_id: 'r1',
      status: 'completed',
      entry_count: 12,
      file_count: 12,
      total_size_bytes: 78_000,
      seal: { state: 'intact', root: expect.stringMatching(/^[0-9a-f]{64}$/u) },
    })
    expect(json.largest_files.map((file: Json) => file.relative_path).join()).toBe('f12,f11,f10,f9,f8,f7,f6,f5,f4,f3')
    expect(json.largest_files[0]).toEqual({ relative_path: 'f12', size_bytes: 12_000 })
  })

  it('prints sizes for people and exactly', async () => {
    const { stdout } = await bench.run('show', 'm.json')
    expect(stdout).toMatch(/files +12 files, 78\.0 kB \(78,000 bytes\)/u)
    expect(stdout).toMatch(/seal +intact {2}[0-9a-f]{64}/u)
    expect(stdout).toMatch(/Largest files\n +12\.0 kB {2}f12\n/u)
  })

  it.each([
    ['an altered digit', (text: string) => text.replace('"size_bytes":5000', '"size_bytes":5001')],
    ['a dropped entry', (text: string) => text.replace(/\{"name":"f5".*\n/u, '')],
    [
      'an altered root',
      (text: string) => text.replace(/("root":")(.)/u, (_, key, digit) => `${key}${digit === '0' ? 1 : 0}`),
    ],
  ])('exits with 1 and a loud warning for %s', async (_, alter) => {
    const text = readFileSync(bench.path('m.json'), 'utf8')
    expect(alter(text)).not.toBe(text)
    writeFileSync(bench.path('m.json'), alter(text))
    const { exitCode, stdout } = await bench.run('show', 'm.json')
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^! THE SEAL IS BROKEN/u)
    expect((await bench.runJson('show', 'm.json')).json.seal.state).toBe('broken')
  })

  it('reads a manifest that was laid out anew, and says that its seal cannot be checked', async () => {
    const laidOut = JSON.stringify(JSON.parse(readFileSync(bench.path('m.json'), 'utf8')), undefined, 2)
    writeFileSync(bench.path('m.json'), laidOut)
    const { exitCode, json } = await bench.runJson('show', 'm.json')
    expect(exitCode).toBe(0)
    expect(json).toMatchObject({ entry_count: 12, seal: { state: 'not-checkable' } })
  })

  it('exits with 2 where an entry is rejected', async () => {
    const text = readFileSync(bench.path('m.json'), 'utf8')
    writeFileSync(bench.path('m.json'), text.replace('"relative_path":"f5"', '"relative_path":"../f5"'))
    const { exitCode, json } = await bench.runJson('show', 'm.json')
    expect(exitCode).toBe(2)
    expect(json.rejected).toMatchObject([{ relative_path: '../f5' }])
  })

  it('exits with 3 for what is no manifest', async () => {
    writeFileSync(bench.path('m.json'), 'GIF89a')
    const { exitCode, json } = await bench.runJson('show', 'm.json')
    expect(exitCode).toBe(3)
    expect(json.error).toMatchObject({ path: bench.path('m.json'), message: expect.stringMatching(/\.$/u) })
    expect((await bench.run('show', 'tree')).exitCode).toBe(3)
  })
})
