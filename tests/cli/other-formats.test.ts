import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, type Json } from './run-assay.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
  for (const name of ['a', 'b c', 'd']) writeFileSync(join(bench.tree, name), `content of ${name}`)
})
afterEach(() => bench.remove())

const formats: [string, RegExp, string[]][] = [
  ['gnu-checksums', /^[0-9a-f]{64} {2}a\n/u, ['sha256']],
  ['bsd-checksums', /^SHA256 \(a\) = [0-9a-f]{64}\n/u, ['sha256']],
  ['hashdeep', /^%%%% HASHDEEP-1\.0\n%%%% size,md5,sha256,filename\n/u, ['md5', 'sha256']],
]

describe.each(formats)('assay snapshot --format %s', (format, start, algorithms) => {
  it('writes a list that assay shows and verifies', async () => {
    const { exitCode, json } = await bench.runJson('snapshot', 'tree', '-o', 'tree/list', '--format', format)
    expect(exitCode).toBe(0)
    expect(json).toMatchObject({ algorithms, seal: null, file_count: 3 })
    expect(readFileSync(bench.path('tree', 'list'), 'utf8')).toMatch(start)
    const shown = await bench.runJson('show', 'tree/list')
    expect(shown.exitCode).toBe(0)
    expect(shown.json).toMatchObject({ format, run_id: '', directory: bench.tree, file_count: 3, algorithms })
    const verified = await bench.runJson('verify', 'tree/list')
    expect(verified.json).toMatchObject({ status: 'clean', counts: { unchanged: 3 }, left: { format } })
    expect(verified.exitCode).toBe(0)
    writeFileSync(join(bench.tree, 'd'), 'content of D')
    const edited = await bench.runJson('verify', 'tree/list')
    expect(edited.exitCode).toBe(1)
    expect(edited.json.findings.map((finding: Json) => `${finding.verdict} ${finding.path}`)).toEqual(['changed d'])
  })
})

it('verifies an SFV list by CRC-32 and says what that is worth', async () => {
  const crc = (await bench.run('hash', '--algorithm', 'crc32', 'tree/a')).stdout.slice(0, 8)
  writeFileSync(bench.path('tree', 'list.sfv'), `; by hand\r\na ${crc.toUpperCase()}\r\n`)
  const { json, stderr } = await bench.runJson('verify', 'tree/list.sfv')
  expect(json).toMatchObject({ status: 'findings', counts: { unchanged: 1, added: 2 } })
  expect(stderr).toMatch(/CRC-32 finds most accidents, and proves nothing/u)
})

it('shows no size of a list that has none', async () => {
  await bench.run('snapshot', 'tree', '-o', 'list', '--format', 'gnu-checksums')
  const { stdout } = await bench.run('show', 'list')
  expect(stdout).toMatch(/files +3 files, sizes not told by this format\n/u)
  expect(stdout).not.toMatch(/^ +run/mu)
})

it('refuses digests that a format has no place for, and writes nothing', async () => {
  const { exitCode, json } = await bench.runJson('snapshot', 'tree', '--format', 'hashdeep', '--algorithm', 'blake3')
  expect(exitCode).toBe(3)
  expect(json.error).toMatchObject({
    code: 'bad-usage',
    message: expect.stringMatching(/hashdeep has no place for blake3/u),
  })
})

it('writes a table of a folder for spreadsheets, into the workspace unless told otherwise', async () => {
  writeFileSync(join(bench.tree, '=1+1'), 'x')
  const { json } = await bench.runJson('snapshot', 'tree', '--format', 'csv', '--run-id', 'r1')
  expect(json.manifest).toBe(join(bench.workspace, 'manifests', 'tree_r1.csv'))
  const [head, first] = readFileSync(json.manifest, 'utf8').split('\n')
  expect(head).toBe(
    'relative_path,path_base64,kind,size_bytes,checksum_sha256,modified_utc,mode,target,error_code,error_message',
  )
  expect(first).toMatch(/^'=1\+1,PTErMQ==,file,1,[0-9a-f]{64},.*Z,0\d{3},,,$/u)
})
