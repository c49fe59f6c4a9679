import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ScanProgress } from '../../shared/model/run.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import { PauseGate, type RunControl } from '../run/run-control.ts'
import { listAll, SnapshotBench } from '../snapshot/snapshot-fixtures.ts'
import { readRunFindings } from '../workspace/run-findings.ts'
import { readRunRecords } from '../workspace/run-records.ts'
import type { CompareOptions, CompareOutcome } from './compare-options.ts'
import { compareSides } from './compare-sides.ts'
import { classifySide } from './side-input.ts'

const names = ['a', 'b', 'c', 'x/d', 'x/e']

let bench: SnapshotBench
beforeEach(() => {
  bench = new SnapshotBench()
  for (const name of names) utimesSync(bench.write(name, `content of ${name}`), 1_700_000_000, 1_700_000_000)
  cpSync(bench.tree, bench.path('copy'), { recursive: true, preserveTimestamps: true })
})
afterEach(() => bench.remove())

function inCopy(name: string): string {
  return join(bench.path('copy'), name)
}

/** Paths beside the tree, each classified by what is there. */
async function compare(
  left: string,
  right: string,
  changes: Partial<CompareOptions> = {},
  control: RunControl = {},
): Promise<CompareOutcome> {
  const options = {
    left: await classifySide(bench.path(left)),
    right: await classifySide(bench.path(right)),
    isStrict: false,
    allowEmpty: false,
    workspace: bench.workspace,
    toolVersion: '1.2.3',
  }
  return compareSides({ ...options, ...changes }, control)
}

function listVerdicts({ findings }: CompareOutcome): string[] {
  return listAll(findings).map(({ verdict, path }) => `${verdict} ${path}`)
}

function changeCopy(): void {
  const { atime, mtime } = statSync(inCopy('c'))
  writeFileSync(inCopy('c'), 'Content of c')
  utimesSync(inCopy('c'), atime, mtime)
  writeFileSync(inCopy('a'), 'edited')
  renameSync(inCopy('b'), inCopy('x/b'))
  rmSync(inCopy('x/d'))
  writeFileSync(inCopy('new'), 'was not there')
  rmSync(inCopy('x/e'))
  symlinkSync('b', inCopy('x/e'))
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
    const outcome = await compare(left, right)
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
    expect(listVerdicts(await compare('copy', 'left.json'))).toEqual([
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
      const outcome = await compare(left, right, {}, { onFinding: (finding) => live.push(finding) })
      const known = listAll(outcome.findings).filter(({ verdict }) => !['moved', 'removed', 'added'].includes(verdict))
      expect(live.toSorted((a, b) => (a.path < b.path ? 1 : -1))).toEqual(
        known.toSorted((a, b) => (a.path < b.path ? 1 : -1)),
      )
    },
  )

  it('is recorded with its sides, its command, its tool and its findings', async () => {
    const { result } = await compare('left.json', 'copy', { isStrict: true })
    const record = (await readRunRecords(bench.workspace)).find(({ runId }) => runId === result.runId)
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
    const { result, findings } = await compare('left.json', 'right.json')
    expect(result.right.seal?.state).toBe('broken')
    expect(result.warnings[0]).toContain('right.json is broken')
    for (const finding of listAll(findings)) expect(finding.evidence).toContain('The right manifest was altered')
    const same = await compare('right.json', 'right.json')
    expect(same.result.status).toBe('findings')
    expect(same.findings).toHaveLength(0)
  })

  it('tells its progress from reading over scanning to comparing, never backwards', async () => {
    const told: ScanProgress[] = []
    await compare('tree', 'copy', {}, { onProgress: (progress) => told.push(progress) })
    expect(new Set(told.map(({ phase }) => phase))).toEqual(new Set(['scanning', 'comparing']))
    expect(told.map(({ filesDone }) => filesDone)).toEqual(
      told.map(({ filesDone }) => filesDone).toSorted((a, b) => a - b),
    )
    expect(told.at(-1)).toMatchObject({ phase: 'comparing', filesDone: 9, filesTotal: 9 })
  })

  it('ends when cancelled, and is recorded so', async () => {
    const cancelled = compare('left.json', 'copy', {}, { signal: AbortSignal.abort() })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect((await readRunRecords(bench.workspace))[0]?.state).toBe('cancelled')
  })

  it('waits while it is paused', async () => {
    const pause = new PauseGate()
    pause.pause()
    let hasEnded = false
    const outcome = compare('left.json', 'right.json', {}, { pause }).finally(() => (hasEnded = true))
    await compare('left.json', 'right.json')
    expect(hasEnded).toBe(false)
    pause.resume()
    expect((await outcome).result.status).toBe('findings')
  })
})

describe('two sides that are the same', () => {
  it('are clean, with a warning where they are one and the same thing', async () => {
    const { result } = await compare('tree', 'copy')
    expect(result).toMatchObject({ status: 'clean', counts: { unchanged: 5 }, warnings: [] })
    symlinkSync(bench.tree, bench.path('also'))
    const itself = await compare('tree', 'also')
    expect(itself.result).toMatchObject({ status: 'clean', counts: { unchanged: 5 } })
    expect(itself.result.warnings).toEqual([expect.stringContaining('the same folder')])
  })

  it('may lie in one another', async () => {
    cpSync(bench.path('copy'), join(bench.tree, 'inner'), { recursive: true, preserveTimestamps: true })
    const { result } = await compare('copy', 'tree')
    expect(result.counts).toEqual({ unchanged: 5, added: 5 })
  })

  it('leave out the workspace, the manifests compared and other files of the run', async () => {
    const workspace = inCopy('workspace')
    await bench.snapshot({ output: inCopy('m.json'), workspace })
    writeFileSync(inCopy('run.log'), 'log')
    const sides = { left: await classifySide(inCopy('m.json')), workspace, ownFiles: [inCopy('run.log')] }
    expect((await compare('tree', 'copy', sides)).result).toMatchObject({ status: 'clean', counts: { unchanged: 5 } })
  })
})

describe('a folder that looks wrong', () => {
  beforeEach(async () => {
    await bench.snapshot({ output: bench.path('left.json') })
    mkdirSync(bench.path('empty'))
    mkdirSync(bench.path('other'))
    writeFileSync(join(bench.path('other'), 'stranger'), '')
  })

  it.each([
    ['left.json', 'empty', 'empty'],
    ['left.json', 'other', 'other'],
    ['empty', 'left.json', 'empty'],
    ['tree', 'empty', 'empty'],
    ['empty', 'tree', 'empty'],
    ['tree', 'other', 'other'],
  ])('is never told as everything gone: %s and %s', async (left, right, wrong) => {
    await expect(compare(left, right)).rejects.toMatchObject({ code: 'root-looks-wrong', path: bench.path(wrong) })
    expect((await compare(left, right, { allowEmpty: true })).result.status).toBe('findings')
  })

  it('is one that shares a folder, and nothing in it', async () => {
    mkdirSync(join(bench.path('other'), 'x'))
    writeFileSync(join(bench.path('other'), 'x/other'), '')
    await expect(compare('tree', 'other')).rejects.toMatchObject({ code: 'root-looks-wrong' })
  })

  it('is one that went away since it was chosen', async () => {
    const left = { type: 'folder' as const, path: bench.path('gone') }
    await expect(compare('tree', 'copy', { left })).rejects.toMatchObject({ code: 'root-looks-wrong' })
    const right = { type: 'folder' as const, path: bench.path('left.json') }
    await expect(compare('tree', 'copy', { right })).rejects.toMatchObject({ code: 'root-looks-wrong' })
  })

  it('is none where both are empty', async () => {
    mkdirSync(bench.path('bare'))
    expect((await compare('empty', 'bare')).result).toMatchObject({ status: 'clean', counts: {} })
  })
})

describe('what a side cannot say', () => {
  it('is told: no digest in common proves nothing', async () => {
    await bench.snapshot({ output: bench.path('left.json'), algorithms: ['md5'] })
    await bench.snapshot({ output: bench.path('right.json'), algorithms: ['sha1'] })
    const { result } = await compare('left.json', 'right.json')
    expect(result).toMatchObject({ status: 'findings', counts: { unverifiable: 5 } })
    expect(result.warnings.join()).toContain('no digest algorithm in common (md5 on the left, sha1 on the right)')
  })

  it('is asked of a folder in the other side’s own digests', async () => {
    await bench.snapshot({ output: bench.path('left.json'), algorithms: ['md5', 'blake3'] })
    expect((await compare('left.json', 'copy')).result).toMatchObject({ status: 'clean', counts: { unchanged: 5 } })
    expect((await compare('copy', 'left.json')).result).toMatchObject({ status: 'clean', counts: { unchanged: 5 } })
  })

  it('is left aside where a list has no links', async () => {
    writeFileSync(bench.path('list'), names.map((name) => `${'0'.repeat(64)}  ${name}\n`).join(''))
    symlinkSync('a', inCopy('link'))
    const { result } = await compare('list', 'copy')
    expect(result.counts).toEqual({ changed: 5 })
    expect(result.warnings.join()).toMatch(/1 links? and special files? .*left aside: a SHA256SUMS list cannot list/u)
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
  const now = await compare('left.json', 'right.json')
  expect(now.result).toMatchObject({ status: 'incomplete', counts: { unreadable: 1, unchanged: 4 } })
  const then = await compare('right.json', 'left.json')
  expect(then.result.counts).toMatchObject({ unverifiable: 1, unchanged: 4 })
})

it('reads large manifests in threads of their own, with the same outcome, and holds them while paused', async () => {
  const line = (name: string, digest: string): string =>
    `{"name":"${name}","relative_path":"${name}","size_bytes":1,"checksum_sha256":"${digest.repeat(64)}"}`
  const write = (path: string, changed: string): void => {
    const lines = Array.from({ length: 80_000 }, (_, i) =>
      line(`f${String(i).padStart(6, '0')}`, i === 7 ? changed : '0'),
    )
    const head =
      '{"format":"assay-manifest","version":1,\n"run_id":"r","timestamp_utc":"2026-11-20T21:25:01Z","directory":"/d",'
    const facts =
      '"tool":{"name":"assay","version":"0.1.0"},"algorithms":["sha256"],"filters":{"include":[],"exclude":[]},'
    const tail =
      '"status":"completed","file_count":80000,"total_size_bytes":80000,"error_count":0,"skipped_count":0,\n"finished_utc":"2026-11-20T21:25:01Z","duration_ms":1}'
    writeFileSync(bench.path(path), `${head}\n${facts}\n"files":[\n${lines.join(',\n')}\n],\n${tail}\n`)
  }
  write('left.json', '1')
  write('right.json', '2')
  const pause = new PauseGate()
  const onProgress = (): void => {
    if (pause.isPaused) return
    pause.pause()
    setTimeout(() => pause.resume(), 20)
  }
  const outcome = await compare('left.json', 'right.json', {}, { pause, onProgress })
  expect(outcome.result.counts).toEqual({ changed: 1, unchanged: 79_999 })
  const controller = new AbortController()
  const cancelled = compare(
    'left.json',
    'right.json',
    {},
    { signal: controller.signal, onProgress: () => controller.abort() },
  )
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  writeFileSync(bench.path('right.json'), `${readFileSync(bench.path('right.json'), 'utf8').slice(0, -2000)}`)
  await expect(compare('left.json', 'right.json')).rejects.toMatchObject({ code: 'manifest-invalid' })
})
