import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors/app-error.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import type { VerifyResult } from '../../shared/model/run.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import { readRunFindings } from '../workspace/run-findings.ts'
import { ledgerPath } from './ledger-database.ts'
import { Ledger } from './ledger.ts'
import { recordRun, RecordedRun } from './record-run.ts'
import { readRunRecord, RunRecordReader } from './run-records.ts'

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

const noProgress = {
  phase: 'scanning',
  filesDone: 0,
  filesFound: 0,
  filesTotal: null,
  bytesDone: 0,
  bytesTotal: null,
  errorCount: 0,
  currentPath: '',
  elapsedMs: 0,
} as const

function findingAt(index: number): Finding {
  const extra = { snake_key: 1, camelKey: { inner_key: 2 } }
  const left = { name: `f${index}`, path: `f${index}`, kind: 'file' as const, digests: { sha256: 'ab' }, extra }
  return { verdict: 'suspected-corruption', path: `f${index}`, left, evidence: 'digest differs' }
}

function findingList(length: number): { length: number; at(index: number): Finding } {
  return { length, at: findingAt }
}

function readRuns(): Promise<readonly RunRecord[]> {
  return new RunRecordReader(workspace).read()
}

const start = { kind: 'verify', directory: '/data/in', manifest: '/m.json' } as const

describe('recordRun', () => {
  it('has the run on disk as running before the work begins', async () => {
    await recordRun({ ...start, workspace }, {}, async ({ record }) => {
      const [read] = await readRuns()
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
    const [read] = await readRuns()
    expect(read).toMatchObject({ state: 'completed', result, errorCount: 1, counts: { 'suspected-corruption': 1 } })
    expect(read?.errors).toEqual([{ path: 'x', code: 'EACCES', message: 'no' }])
    expect(await readRunFindings(workspace, result.runId)).toEqual([0, 1, 2].map(findingAt))
  })

  it('keeps what a run had found when it broke off, loudest first', async () => {
    let runId = ''
    const cancelled = new AppError({ code: 'cancelled', operation: 'verify', message: 'Cancelled.' })
    const work = recordRun({ ...start, workspace }, {}, async ({ record, control }) => {
      runId = record.runId
      control.onFinding?.({ ...findingAt(0), verdict: 'edited' }, { edited: 1 })
      control.onFinding?.(findingAt(1), { edited: 1, 'suspected-corruption': 1 })
      throw cancelled
    })
    await expect(work).rejects.toBe(cancelled)
    expect((await readRuns())[0]).toMatchObject({
      state: 'cancelled',
      counts: { edited: 1, 'suspected-corruption': 1 },
    })
    expect(await readRunFindings(workspace, runId)).toEqual([findingAt(1), { ...findingAt(0), verdict: 'edited' }])
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
    const { record } = await RecordedRun.start({ ...start, ...facts, workspace })
    expect(record).toMatchObject(facts)
    expect((await readRuns())[0]).toMatchObject(facts)
  })

  it('writes snake_case keys', async () => {
    const { result } = await recordRun({ ...start, workspace }, {}, async ({ record }) => ({
      result: verifyResult(record.runId),
    }))
    const ledger = await Ledger.open(workspace)
    const text = JSON.stringify(ledger.find(result.runId)?.body)
    ledger.close()
    expect(text).toContain('"finished_utc"')
    expect(text).not.toMatch(/"[a-z]+[A-Z]\w*":/u)
  })

  it('tells what happened as events: a summary each thousand items, each error, each warning, the end', async () => {
    const { result } = await recordRun({ ...start, workspace }, {}, async ({ record, control }) => {
      for (let filesDone = 0; filesDone <= 5000; filesDone += 500) {
        control.onProgress?.({ ...noProgress, filesDone })
      }
      control.onError?.({ path: 'x', code: 'EACCES', message: 'no' })
      return { result: { ...verifyResult(record.runId), warnings: ['mind'] } }
    })
    const ledger = await Ledger.open(workspace)
    const types = ledger.events(result.runId).events.map(({ type }) => type)
    expect(types).toEqual([
      'run_started',
      ...Array(5).fill('items_processed'),
      'error',
      'warning',
      'verify_ended',
      'run_finished',
    ])
    expect(ledger.find(result.runId)).toMatchObject({
      status: 'completed-with-errors',
      errorCount: 1,
      warningCount: 1,
      lane: '/data/in',
    })
    expect(ledger.verify().problems).toEqual([])
    ledger.close()
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
    const [read] = await readRuns()
    expect(read).toMatchObject({ state: 'failed', failure: { code: 'root-looks-wrong', path: '/data/in' } })
  })

  it('records a cancelled run as cancelled', async () => {
    const cancelled = new AppError({ code: 'cancelled', operation: 'verify', message: 'Cancelled.' })
    await expect(recordRun({ ...start, workspace }, {}, () => Promise.reject(cancelled))).rejects.toBe(cancelled)
    expect((await readRuns())[0]?.state).toBe('cancelled')
  })

  it('warns in the result when the end cannot be recorded', async () => {
    const { result } = await recordRun({ ...start, workspace }, {}, async ({ record }) => {
      await rm(join(workspace, 'runs'), { recursive: true })
      return { result: verifyResult(record.runId), findings: findingList(1) }
    })
    expect(result.warnings.join()).toContain('could not be recorded')
    expect((await readRuns())[0]).toMatchObject({ state: 'failed', failure: { code: 'not-found' } })
    await mkdir(join(workspace, 'runs'))
  })
})

describe('the runs on record', () => {
  async function startedBy(columns: Record<string, string | number>): Promise<RunRecord | undefined> {
    const { record } = await RecordedRun.start({ ...start, workspace })
    const database = new DatabaseSync(ledgerPath(workspace))
    for (const [column, value] of Object.entries(columns)) {
      database.prepare(`UPDATE runs SET ${column} = ? WHERE run_id = ?`).run(value, record.runId)
    }
    database.close()
    return (await readRunRecord(workspace, record.runId))?.record
  }

  it('have one whose process is gone as failed', async () => {
    expect(await startedBy({ process_id: 2 ** 22 + 1 })).toMatchObject({
      state: 'failed',
      failure: { code: 'worker-failed' },
    })
  })

  it.runIf(process.platform === 'linux')('are not fooled by a process that was given the same id', async () => {
    expect((await startedBy({ process_start: 'another-boot:1' }))?.state).toBe('failed')
    expect((await startedBy({}))?.state).toBe('running')
  })

  it('take one of another machine at its word', async () => {
    expect((await startedBy({ host: `not-${hostname()}`, process_id: 2 ** 22 + 1 }))?.state).toBe('running')
  })

  it('are listed newest first, the same list until one starts or ends', async () => {
    const reader = new RunRecordReader(workspace)
    expect(await reader.read()).toEqual([])
    const first = await RecordedRun.start({ ...start, workspace, runId: 'a' })
    const one = await reader.read()
    expect(one.map(({ runId, state }) => [runId, state])).toEqual([['a', 'running']])
    first.control.onError?.({ path: 'x', code: 'EIO', message: 'no' })
    expect(await reader.read()).toBe(one)
    const second = await RecordedRun.start({ ...start, workspace, runId: 'b' })
    await first.end({ state: 'cancelled' })
    const two = await reader.read()
    expect(two.map(({ runId, state }) => [runId, state])).toEqual([
      ['b', 'running'],
      ['a', 'cancelled'],
    ])
    await second.end({ state: 'completed' })
    expect((await reader.read())[0]?.state).toBe('completed')
    reader.close()
  })

  it('are none in a workspace that does not exist yet, and none is made for asking', async () => {
    const none = join(workspace, 'none')
    expect(await new RunRecordReader(none).read()).toEqual([])
    expect(await readRunRecord(none, 'a')).toBeUndefined()
    await expect(mkdir(none)).resolves.toBeUndefined()
  })
})

it('resumes a run that was lost, starts one that never was, and leaves one that has ended', async () => {
  const lost = await RecordedRun.start({ ...start, workspace, runId: 'lost' })
  const failure = { code: 'worker-failed' as const, operation: 'verify', message: 'Lost.' }
  for (const runId of [lost.record.runId, 'never']) {
    const run = await RecordedRun.resume({ ...start, workspace, runId })
    await run?.end({ state: 'failed', failure })
    expect((await readRunRecord(workspace, runId))?.record).toMatchObject({ state: 'failed', failure })
    expect(await RecordedRun.resume({ ...start, workspace, runId })).toBeUndefined()
  }
})
