import { spawnSync } from 'node:child_process'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readManifest } from '../../src/engine/index.ts'
import { readPathBytes } from '../../src/engine/table/entry-reader.ts'
import { describeFindings, readEntryLines, SnapshotBench } from '../../src/engine/snapshot/snapshot-fixtures.ts'
import { formatChecksums, hostileNames, writeHostileNames } from './hostile-fixtures.ts'

let bench: SnapshotBench
beforeEach(() => {
  bench = new SnapshotBench()
  mkdirSync(join(bench.tree, 'd'))
  writeHostileNames(join(bench.tree, 'd'))
})
afterEach(() => bench.remove())

describe('hostile names', () => {
  it('are read, written and read back byte for byte, in byte order, a line each', async () => {
    expect(await bench.snapshot()).toMatchObject({ fileCount: hostileNames.length, errorCount: 0 })
    const { columns, rejected } = await readManifest(bench.path('m.json'), {})
    expect(rejected).toEqual([])
    const paths = Array.from({ length: columns.count }, (_, row) => readPathBytes(columns, row).toString('latin1'))
    expect(paths).toEqual(hostileNames.map((name) => `d/${Buffer.from(name).toString('latin1')}`).toSorted())
    expect(readEntryLines(bench.path('m.json'))).toHaveLength(hostileNames.length)
  })

  it('verify clean, and say which of them changed', async () => {
    await bench.snapshot()
    expect((await bench.verify()).result).toMatchObject({ status: 'clean', counts: { unchanged: hostileNames.length } })
    writeFileSync(join(bench.tree, 'd/new\nline'), 'something else')
    writeFileSync(Buffer.from(`${bench.tree}/d/\xff\xfe`, 'latin1'), 'something else')
    const { findings } = await bench.verify()
    expect([findings.at(0).right, findings.at(1).right]).toMatchObject([
      { path: 'd/new\nline' },
      { path: 'd/\uFFFD\uFFFD', pathBase64: Buffer.from('d/\xff\xfe', 'latin1').toString('base64') },
    ])
  })

  it('move under other names and are found', async () => {
    await bench.snapshot()
    const from = Buffer.from(`${bench.tree}/d/\xff\xfe`, 'latin1')
    const to = Buffer.from(`${bench.tree}/d/\xfe\xff`, 'latin1')
    expect(spawnSync('mv', ['-T', '--', 'd/carriage\rreturn', 'd/e\u202E'], { cwd: bench.tree }).status).toBe(0)
    renameSync(from, to)
    expect(describeFindings(await bench.verify())).toEqual(['moved d/e\u202E', 'moved d/\uFFFD\uFFFD'])
  })
})

const checksumVersion = spawnSync('sha256sum', ['--version'], { encoding: 'utf8' })
const hasChecksums = checksumVersion.status === 0 && checksumVersion.stdout.includes('GNU')

it.runIf(hasChecksums)('sha256sum agrees with every digest (needs GNU coreutils, else skipped)', async () => {
  bench.write('empty', '')
  bench.write('large', Buffer.alloc(5 * 1024 * 1024 + 1, 'x'))
  const { fileCount } = await bench.snapshot()
  const list = await formatChecksums(bench.path('m.json'))
  writeFileSync(bench.path('SHA256SUMS'), list)
  const { status, stdout, stderr } = spawnSync('sha256sum', ['--check', '--strict', bench.path('SHA256SUMS')], {
    cwd: bench.tree,
    encoding: 'latin1',
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(stdout.match(/: OK$/gmu)).toHaveLength(fileCount)
})
