import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors/app-error.ts'
import { Ledger } from './ledger.ts'
import { recordActivity, type ActivityOutcome, type TellActivity } from './record-activity.ts'

let workspace = ''
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'activity-'))
})
afterEach(() => rm(workspace, { recursive: true, force: true }))

const failure = {
  code: 'read-failed',
  operation: 'import',
  path: '/data/x',
  message: '/data/x cannot be read.',
} as const

function record<T>(work: (runId: string, tell: TellActivity) => Promise<ActivityOutcome<T>>): Promise<T> {
  return recordActivity(
    { workspace, operation: 'export', lane: '/data', command: ['assay'], input: { of_run: 'r1' } },
    work,
  )
}

async function readLedger() {
  const ledger = await Ledger.open(workspace)
  try {
    const runs = ledger.list()
    const types = runs.flatMap(({ runId }) => ledger.events(runId).events.map(({ type }) => type))
    return { runs, types, problems: ledger.verify().problems }
  } finally {
    ledger.close()
  }
}

describe('an import or export', () => {
  it('is a run from before its work begins', async () => {
    await record(async () => {
      expect((await readLedger()).runs).toMatchObject([{ operation: 'export', status: 'started', lane: '/data' }])
      return { value: undefined, output: {} }
    })
  })

  it('says what it read and what came of it, and is a link of the chain', async () => {
    expect(await record(async () => ({ value: 7, output: { outputs: ['/r.html'] } }))).toBe(7)
    const { runs, types, problems } = await readLedger()
    const body = { of_run: 'r1', outputs: ['/r.html'], command: ['assay'] }
    expect(runs).toMatchObject([{ status: 'completed', position: 1, errorCount: 0, body }])
    expect(types).toEqual(['run_started', 'export_ended', 'run_finished'])
    expect(problems).toEqual([])
  })

  it.each([
    [false, 'completed-with-errors'],
    [true, 'failed'],
  ])('counts what failed although the rest was done (nothing was: %s)', async (hasFailed, status) => {
    await record(async () => ({ value: 0, output: {}, errors: [failure], warnings: ['odd'], hasFailed }))
    const { runs, types } = await readLedger()
    expect(runs).toMatchObject([{ status, errorCount: 1, warningCount: 1 }])
    expect(types).toEqual(['run_started', 'warning', 'error', 'export_ended', 'run_finished'])
  })

  it('tells what it came upon, and keeps what was done before it was ended', async () => {
    await record(async (_runId, tell) => {
      tell('finding', { path: '/data/x' })
      return { value: 0, output: { added: 3 }, wasCancelled: true }
    })
    const { runs, types } = await readLedger()
    expect(runs).toMatchObject([{ status: 'cancelled', errorCount: 0, body: { added: 3 } }])
    expect(types).toEqual(['run_started', 'finding', 'export_ended', 'run_finished'])
  })

  it('has what it came upon on disk while it goes on, in batches', async () => {
    await record(async (_runId, tell) => {
      for (let number = 1; number <= 501; number += 1) tell('finding', { number })
      const { types } = await readLedger()
      expect(types.filter((type) => type === 'finding').length).toBeGreaterThan(0)
      return { value: 0, output: {} }
    })
    expect((await readLedger()).problems).toEqual([])
  })

  it.each([
    [new AppError(failure), 'failed', 1],
    [new AppError({ code: 'cancelled', operation: 'x', message: 'Cancelled.' }), 'cancelled', 0],
  ])('that breaks off has its end on record, and its error goes on (%s)', async (error, status, errorCount) => {
    const work = async (): Promise<never> => {
      throw error
    }
    await expect(record(work)).rejects.toBe(error)
    expect((await readLedger()).runs).toMatchObject([{ status, errorCount }])
  })
})
