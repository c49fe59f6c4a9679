import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors/app-error.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import type { VerifyResult } from '../../shared/model/run.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import { recordRun, recordRunStart } from './record-run.ts'
import { readRunFindings } from './run-findings.ts'
import { readRunRecords, writeRunRecord } from './run-records.ts'

let workspace: string

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'assay-records-'))
})
afterEach(() => rm(workspace, { recursive: true }))

const side = { location: '/data/in', format: 'folder' as const, fileCount: 2, totalSizeBytes: 9 }

function verifyResult(runId: string): VerifyResult {
  return {
    kind: 'verify',
    runId,
    status: 'findings',
    left: { ...side, location: '/m.json', format: 'assay-manifest' },
    right: side,
    counts: { 'suspected-corruption': 1, unchanged: 1 },
    findingCount: 1,
    isQuick: false,
    isStrict: false,
    startedUtc: '2026-11-20T21:25:01Z',
    finishedUtc: '2026-11-20T21:25:02Z',
    durationMs: 1000,
    warnings: [],
  }
}

function findingAt(index: number): Finding {
  const extra = { snake_key: 1, camelKey: { inner_key: 2 } }
  const left = { name: `f${index}`, path: `f${index}`, kind: 'file' as const, digests: { sha256: 'ab' }, extra }
  return { verdict: 'suspected-corruption', path: `f${index}`, left, evidence: 'digest differs' }
}

function findingList(length: number): { length: number; at(index: number): Finding } {
  return { length, at: findingAt }
}

const start = { kind: 'verify', directory: '/data/in', manifest: '/m.json' } as const

describe('recordRun', () => {
  it('has the run on disk as running before the work begins', async () => {
    await recordRun({ ...start, workspace }, {}, async ({ record }) => {
      const [read] = await readRunRecords(workspace)
      expect(read).toMatchObject({ runId: record.runId, state: 'running', directory: '/data/in', manifest: '/m.json' })
      return { result: verifyResult(record.runId) }
    })
  })

  it('keeps result, errors, progress and findings of a completed run, foreign keys as they were', async () => {
    const control = {}
    const { result } = await recordRun({ ...start, workspace }, control, async ({ record, control: inner }) => {
      inner.onError?.({ path: 'x', code: 'EACCES', message: 'no' })
      return { result: verifyResult(record.runId), findings: findingList(3) }
    })
    const [read] = await readRunRecords(workspace)
    expect(read).toMatchObject({ state: 'completed', result, errorCount: 1, counts: { 'suspected-corruption': 1 } })
    expect(read?.errors).toEqual([{ path: 'x', code: 'EACCES', message: 'no' }])
    expect(await readRunFindings(workspace, result.runId)).toEqual([0, 1, 2].map(findingAt))
  })

  it('keeps what was compared, how to repeat it and with which version', async () => {
    const facts = {
      kind: 'compare' as const,
      sides: {
        left: { type: 'manifest' as const, path: '/a.json' },
        right: { type: 'folder' as const, path: '/data/in' },
      },
      command: ['assay', 'compare', '/a.json', '/data/in', '--strict'],
      toolVersion: '1.2.3',
    }
    const record = await recordRunStart({ ...start, ...facts, workspace })
    expect(record).toMatchObject(facts)
    expect((await readRunRecords(workspace))[0]).toMatchObject(facts)
  })

  it('writes snake_case keys', async () => {
    const { result } = await recordRun({ ...start, workspace }, {}, async ({ record }) => ({
      result: verifyResult(record.runId),
    }))
    const text = await readFile(join(workspace, 'runs', `${result.runId}.json`), 'utf8')
    expect(text).toContain('"finished_utc"')
    expect(text).not.toMatch(/"[a-z]+[A-Z]\w*":/u)
  })

  it('keeps the first 100,000 findings', async () => {
    const { result } = await recordRun({ ...start, workspace }, {}, async ({ record }) => ({
      result: verifyResult(record.runId),
      findings: findingList(100_001),
    }))
    const findings = await readRunFindings(workspace, result.runId)
    expect(findings).toHaveLength(100_000)
    expect(findings.at(-1)?.path).toBe('f99999')
  })

  it('passes on the error of the work, and records it', async () => {
    const failure = new AppError({ code: 'root-looks-wrong', operation: 'verify', path: '/data/in', message: 'Gone.' })
    await expect(recordRun({ ...start, workspace }, {}, () => Promise.reject(failure))).rejects.toBe(failure)
    const [read] = await readRunRecords(workspace)
    expect(read).toMatchObject({ state: 'failed', failure: { code: 'root-looks-wrong', path: '/data/in' } })
  })

  it('records a cancelled run as cancelled', async () => {
    const cancelled = new AppError({ code: 'cancelled', operation: 'verify', message: 'Cancelled.' })
    await expect(recordRun({ ...start, workspace }, {}, () => Promise.reject(cancelled))).rejects.toBe(cancelled)
    expect((await readRunRecords(workspace))[0]?.state).toBe('cancelled')
  })

  it('warns in the result when the end cannot be recorded', async () => {
    const { result } = await recordRun({ ...start, workspace }, {}, async ({ record }) => {
      await rm(join(workspace, 'runs'), { recursive: true })
      return { result: verifyResult(record.runId) }
    })
    expect(result.warnings.join()).toContain('could not be recorded')
    await mkdir(join(workspace, 'runs'))
  })
})

describe('readRunRecords', () => {
  async function startedBy(identity: Partial<RunRecord>): Promise<RunRecord | undefined> {
    const record = await recordRunStart({ ...start, workspace })
    await writeRunRecord(workspace, { ...record, ...identity })
    return (await readRunRecords(workspace)).find(({ runId }) => runId === record.runId)
  }

  it('reads a run as failed when its process is gone', async () => {
    expect(await startedBy({ processId: 2 ** 22 + 1 })).toMatchObject({
      state: 'failed',
      failure: { code: 'worker-failed' },
    })
  })

  it.runIf(process.platform === 'linux')('is not fooled by a process that was given the same id', async () => {
    expect((await startedBy({ processStart: 'another-boot:1' }))?.state).toBe('failed')
    expect((await startedBy({}))?.state).toBe('running')
  })

  it('takes a run of another machine at its word', async () => {
    expect((await startedBy({ host: `not-${hostname()}`, processId: 2 ** 22 + 1 }))?.state).toBe('running')
  })

  it('leaves out reservations and damaged files, and lists the rest newest first', async () => {
    const first = await recordRunStart({ ...start, workspace, runId: 'a' })
    await writeRunRecord(workspace, { ...first, startedUtc: '2026-01-01T00:00:00.000Z' })
    await recordRunStart({ ...start, workspace, runId: 'b' })
    await writeFile(join(workspace, 'runs', 'cut.json'), '{"version":1,"run')
    await writeFile(join(workspace, 'runs', 'held.json'), '{"state":"reserved","process_id":1}\n')
    expect((await readRunRecords(workspace)).map(({ runId }) => runId)).toEqual(['b', 'a'])
  })

  it('sees through its cache when a record changes', async () => {
    const cache = new Map()
    const record = await recordRunStart({ ...start, workspace })
    expect((await readRunRecords(workspace, cache))[0]?.state).toBe('running')
    await writeRunRecord(workspace, { ...record, state: 'cancelled' })
    expect((await readRunRecords(workspace, cache))[0]?.state).toBe('cancelled')
  })

  it('finds no runs in a workspace that does not exist yet', async () => {
    expect(await readRunRecords(join(workspace, 'none'))).toEqual([])
  })
})
