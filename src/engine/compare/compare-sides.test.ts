import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ScanProgress } from '../../shared/model/run.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import { PauseGate } from '../run/run-control.ts'
import { listAll } from '../snapshot/snapshot-fixtures.ts'
import { readRunFindings } from '../workspace/run-findings.ts'
import { RunRecordReader } from '../ledger/run-records.ts'
import { CompareBench, listVerdicts, names } from './compare-fixtures.ts'
import { classifySide } from './side-input.ts'

let bench: CompareBench
beforeEach(() => {
  bench = new CompareBench()
})
afterEach(() => bench.remove())

function changeCopy(): void {
  const { atime, mtime } = statSync(bench.inCopy('c'))
  writeFileSync(bench.inCopy('c'), 'Content of c')
  utimesSync(bench.inCopy('c'), atime, mtime)
  writeFileSync(bench.inCopy('a'), 'edited')
  renameSync(bench.inCopy('b'), bench.inCopy('x/b'))
  rmSync(bench.inCopy('x/d'))
  writeFileSync(bench.inCopy('new'), 'was not there')
  rmSync(bench.inCopy('x/e'))
  symlinkSync('b', bench.inCopy('x/e'))
}

const changes = ['suspected-corruption c', 'edited a', 'kind-changed x/e', 'removed x/d', 'moved x/b', 'added new']

describe('a comparison', () => {
  beforeEach(async () => {
    changeCopy()
    await bench.snapshot({ output: bench.path('left.json') })
    await bench.snapshot({ output: bench.path('right.json'), directory: bench.path('copy') })
  })

  it.each([
    ['tree', 'copy'],
    ['left.json', 'copy'],
    ['tree', 'right.json'],
    ['left.json', 'right.json'],
  ])('gives the same verdicts whatever the sides are: %s and %s', async (left, right) => {
    const outcome = await bench.compare(left, right)
    expect(listVerdicts(outcome)).toEqual(changes)
    expect(outcome.result).toMatchObject({
      kind: 'compare',
      status: 'findings',
      findingCount: 6,
      left: { location: bench.path(left), fileCount: 5 },
      right: { location: bench.path(right) },
    })
  })

  it('turns around with its sides', async () => {
    expect(listVerdicts(await bench.compare('copy', 'left.json'))).toEqual([
      'suspected-corruption c',
      'edited a',
      'kind-changed x/e',
      'removed new',
      'moved b',
      'added x/d',
    ])
  })

  it.each([
    ['left.json', 'copy'],
    ['tree', 'right.json'],
    ['tree', 'copy'],
  ])(
    'tells while it scans what it tells in the end of %s and %s, but for what came, went and moved',
    async (left, right) => {
      const live: Finding[] = []
      const outcome = await bench.compare(left, right, {}, { onFinding: (finding) => live.push(finding) })
      const known = listAll(outcome.findings).filter(({ verdict }) => !['moved', 'removed', 'added'].includes(verdict))
      expect(live.toSorted((a, b) => (a.path < b.path ? 1 : -1))).toEqual(
        known.toSorted((a, b) => (a.path < b.path ? 1 : -1)),
      )
    },
  )

  it.each([
    ['left.json', 'copy'],
    ['tree', 'right.json'],
    ['tree', 'copy'],
  ])('tells of large files once, as of small ones beside them: %s and %s', async (left, right) => {
    for (const name of ['b-large', 'x/large']) {
      truncateSync(bench.write(name, ''), 5 * 1024 * 1024)
      writeFileSync(bench.inCopy(name), '')
      truncateSync(bench.inCopy(name), 6 * 1024 * 1024)
    }
    await bench.snapshot({ output: bench.path('left.json') })
    await bench.snapshot({ output: bench.path('right.json'), directory: bench.path('copy') })
    const live: string[] = []
    const onFinding = ({ verdict, path, left: from, right: to }: Finding): void => {
      live.push(`${verdict} ${path} ${from?.sizeBytes ?? 0} ${to?.sizeBytes ?? 0}`)
    }
    await bench.compare(left, right, {}, { onFinding })
    expect(live.toSorted()).toEqual([
      'edited a 12 6',
      'edited b-large 5242880 6291456',
      'edited x/large 5242880 6291456',
      'kind-changed x/e 14 0',
      'suspected-corruption c 12 12',
    ])
  })

  it('is recorded with its sides, its command, its tool and its findings', async () => {
    const { result } = await bench.compare('left.json', 'copy', { isStrict: true })
    const record = (await new RunRecordReader(bench.workspace).read()).find(({ runId }) => runId === result.runId)
    expect(record).toMatchObject({
      kind: 'compare',
      state: 'completed',
      directory: bench.path('copy'),
      sides: {
        left: { type: 'manifest', path: bench.path('left.json') },
        right: { type: 'folder', path: bench.path('copy') },
      },
      command: ['assay', 'compare', bench.path('left.json'), bench.path('copy'), '--strict'],
      toolVersion: '1.2.3',
      counts: result.counts,
    })
    expect(record).not.toHaveProperty('manifest')
    expect(await readRunFindings(bench.workspace, result.runId)).toHaveLength(result.findingCount)
  })

  it('says with every finding which manifest was altered, and is never clean', async () => {
    const text = readFileSync(bench.path('right.json'), 'utf8')
    writeFileSync(bench.path('right.json'), text.replace('"size_bytes":6', '"size_bytes":7'))
    const { result, findings } = await bench.compare('left.json', 'right.json')
    expect(result.right.seal?.state).toBe('broken')
    expect(result.warnings[0]).toContain('right.json is broken')
    for (const finding of listAll(findings)) expect(finding.evidence).toContain('The right manifest was altered')
    const same = await bench.compare('right.json', 'right.json')
    expect(same.result.status).toBe('findings')
    expect(same.findings).toHaveLength(0)
  })

  it('tells its progress from reading over scanning to comparing, never backwards', async () => {
    const told: ScanProgress[] = []
    await bench.compare('tree', 'copy', {}, { onProgress: (progress) => told.push(progress) })
    expect(new Set(told.map(({ phase }) => phase))).toEqual(new Set(['scanning', 'comparing']))
    expect(told.map(({ filesDone }) => filesDone)).toEqual(
      told.map(({ filesDone }) => filesDone).toSorted((a, b) => a - b),
    )
    expect(told.at(-1)).toMatchObject({ phase: 'comparing', filesDone: 9, filesTotal: 9 })
  })

  it('ends when cancelled, and is recorded so', async () => {
    const cancelled = bench.compare('left.json', 'copy', {}, { signal: AbortSignal.abort() })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect((await new RunRecordReader(bench.workspace).read())[0]?.state).toBe('cancelled')
  })

  it('waits while it is paused', async () => {
    const pause = new PauseGate()
    pause.pause()
    let hasEnded = false
    const outcome = bench.compare('left.json', 'right.json', {}, { pause }).finally(() => (hasEnded = true))
    await bench.compare('left.json', 'right.json')
    expect(hasEnded).toBe(false)
    pause.resume()
    expect((await outcome).result.status).toBe('findings')
  })
})

describe('two sides that are the same', () => {
  it('are clean, with a warning where they are one and the same thing', async () => {
    const { result } = await bench.compare('tree', 'copy')
    expect(result).toMatchObject({ status: 'clean', counts: { unchanged: 5 }, warnings: [] })
    symlinkSync(bench.tree, bench.path('also'))
    const itself = await bench.compare('tree', 'also')
    expect(itself.result).toMatchObject({ status: 'clean', counts: { unchanged: 5 } })
    expect(itself.result.warnings).toEqual([expect.stringContaining('the same folder')])
  })

  it('may lie in one another', async () => {
    cpSync(bench.path('copy'), join(bench.tree, 'inner'), { recursive: true, preserveTimestamps: true })
    const { result } = await bench.compare('copy', 'tree')
    expect(result.counts).toEqual({ unchanged: 5, added: 5 })
  })

  it('leave out the workspace, the manifests compared and other files of the run', async () => {
    const workspace = bench.inCopy('workspace')
    await bench.snapshot({ output: bench.inCopy('m.json'), workspace })
    writeFileSync(bench.inCopy('run.log'), 'log')
    const sides = { left: await classifySide(bench.inCopy('m.json')), workspace, ownFiles: [bench.inCopy('run.log')] }
    expect((await bench.compare('tree', 'copy', sides)).result).toMatchObject({
      status: 'clean',
      counts: { unchanged: 5 },
    })
  })
})

describe('what a side cannot say', () => {
  it('is told: no digest in common proves nothing', async () => {
    await bench.snapshot({ output: bench.path('left.json'), algorithms: ['md5'] })
    await bench.snapshot({ output: bench.path('right.json'), algorithms: ['sha1'] })
    const { result } = await bench.compare('left.json', 'right.json')
    expect(result).toMatchObject({ status: 'findings', counts: { unverifiable: 5 } })
    expect(result.warnings.join()).toContain('no digest algorithm in common (md5 on the left, sha1 on the right)')
  })

  it('is asked of a folder in the other side’s own digests', async () => {
    await bench.snapshot({ output: bench.path('left.json'), algorithms: ['md5', 'blake3'] })
    expect((await bench.compare('left.json', 'copy')).result).toMatchObject({
      status: 'clean',
      counts: { unchanged: 5 },
    })
    expect((await bench.compare('copy', 'left.json')).result).toMatchObject({
      status: 'clean',
      counts: { unchanged: 5 },
    })
  })

  it('is left aside where a list has no links', async () => {
    writeFileSync(bench.path('list'), names.map((name) => `${'0'.repeat(64)}  ${name}\n`).join(''))
    symlinkSync('a', bench.inCopy('link'))
    const { result } = await bench.compare('list', 'copy')
    expect(result.counts).toEqual({ changed: 5 })
    expect(result.warnings.join()).toMatch(
      /^1 link or special file was left aside: a SHA256SUMS list cannot list such\.$/u,
    )
  })
})

describe('a file replaced by an empty folder', () => {
  it.each([
    ['left.json', 'copy', 'Was a file, is a folder.'],
    ['tree', 'copy', 'Was a file, is a folder.'],
    ['copy', 'left.json', 'Was a folder, is a file.'],
    ['copy', 'tree', 'Was a folder, is a file.'],
  ])('is a change of kind from %s to %s, also when it is read back', async (left, right, evidence) => {
    await bench.snapshot({ output: bench.path('left.json') })
    rmSync(bench.inCopy('x/d'))
    mkdirSync(bench.inCopy('x/d'))
    const outcome = await bench.compare(left, right)
    expect(listVerdicts(outcome)).toEqual(['kind-changed x/d'])
    expect(await readRunFindings(bench.workspace, outcome.result.runId)).toMatchObject([{ path: 'x/d', evidence }])
  })
})

it('keeps what a manifest listed as unreadable apart from what could not be read now', async () => {
  await bench.snapshot({ output: bench.path('left.json') })
  const text = readFileSync(bench.path('left.json'), 'utf8')
  const damaged = text.replace(
    /"size_bytes":12,"checksum_sha256":"\w+"/u,
    '"error":{"code":"EIO","message":"io error"}',
  )
  writeFileSync(bench.path('right.json'), damaged)
  const now = await bench.compare('left.json', 'right.json')
  expect(now.result).toMatchObject({ status: 'incomplete', counts: { unreadable: 1, unchanged: 4 } })
  const then = await bench.compare('right.json', 'left.json')
  expect(then.result.counts).toMatchObject({ unverifiable: 1, unchanged: 4 })
})
