import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Ledger } from './ledger.ts'
import { createRunId, releaseRunId, reserveRunId, reservationPath } from './run-id.ts'

let workspace: string

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'assay-run-id-'))
})
afterEach(() => rm(workspace, { recursive: true }))

describe('createRunId', () => {
  it('is the time in UTC to the second', () => {
    expect(createRunId(new Date('2026-11-20T23:25:01.987+02:00'))).toBe('run_20261120_212501')
  })
})

describe('reserveRunId', () => {
  const now = new Date('2026-11-20T21:25:01Z')

  it('numbers the runs of one second, however many ask at once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => reserveRunId(workspace, undefined, now)))
    expect(new Set(ids).size).toBe(20)
    expect(ids).toContain('run_20261120_212501')
    expect(ids).toContain('run_20261120_212501_20')
    expect(await readdir(join(workspace, 'runs'))).toHaveLength(20)
  })

  it('refuses a wanted id that another run has', async () => {
    await reserveRunId(workspace, 'nightly')
    const ledger = await Ledger.open(workspace)
    const startTime = '2026-11-20T21:25:01.000Z'
    ledger.start({ runId: 'nightly', operation: 'verify', lane: '/data', startTime, body: {} })
    ledger.close()
    await expect(reserveRunId(workspace, 'nightly')).rejects.toMatchObject({ code: 'run-id-taken' })
    await releaseRunId(workspace, 'nightly')
    await expect(reserveRunId(workspace, 'nightly')).rejects.toMatchObject({ code: 'run-id-taken' })
  })

  it('refuses a wanted id that another process holds', async () => {
    await reserveRunId(workspace, 'nightly')
    await writeFile(reservationPath(workspace, 'nightly'), '{"state":"reserved","process_id":1}\n')
    await expect(reserveRunId(workspace, 'nightly')).rejects.toMatchObject({ code: 'run-id-taken' })
  })

  it('gives an id reserved by this process to the run it was reserved for', async () => {
    const runId = await reserveRunId(workspace)
    expect(await reserveRunId(workspace, runId)).toBe(runId)
  })

  it.each(['', '..', '.', 'a/b', '../x', 'a b', 'x'.repeat(101), 'a\0', 'é'])(
    'refuses %j, which is not a plain file name',
    async (runId) => {
      await expect(reserveRunId(workspace, runId)).rejects.toMatchObject({ code: 'bad-usage' })
    },
  )
})
