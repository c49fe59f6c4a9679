import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { RecordedRun, reserveRunId } from '../../engine/index.ts'
import type { RunSnapshot } from '../../shared/model/run.ts'
import { LedgerThread } from '../ledger/ledger-thread.ts'
import { recordBadEnd } from './bad-end.ts'
import { RunHistory } from './run-history.ts'
import { newRunSnapshot } from './run-snapshots.ts'

let workspace: string
let ledger: LedgerThread
let history: RunHistory

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'assay-bad-end-'))
  ledger = new LedgerThread(workspace)
  history = new RunHistory(ledger, (message) => expect.fail(message))
})
afterEach(async () => {
  await ledger.close()
  await rm(workspace, { recursive: true })
})

const names = {
  location: { token: 't', displayPath: '/data' },
  manifestId: undefined,
  sides: undefined,
  isStrict: undefined,
}

function lostRun(runId: string): RunSnapshot {
  const failure = { code: 'worker-failed' as const, operation: 'snapshot', message: 'Lost.' }
  return {
    ...newRunSnapshot(runId, 'snapshot', names),
    state: 'failed',
    failure,
  }
}

it('ends the record of a run whose thread was lost', async () => {
  const { runId } = (await RecordedRun.start({ workspace, kind: 'snapshot', directory: '/data' })).record
  await recordBadEnd(workspace, lostRun(runId), {})
  expect(await history.newest(10)).toMatchObject([{ runId, state: 'failed', failure: { message: 'Lost.' } }])
})

it('makes a record for a run that failed before it had one', async () => {
  const runId = await reserveRunId(workspace)
  await recordBadEnd(workspace, lostRun(runId), { manifest: '/m.json' })
  expect(await history.newest(10)).toMatchObject([{ runId, state: 'failed', manifest: '/m.json' }])
})

it('leaves an end that the run recorded itself as it is', async () => {
  const run = await RecordedRun.start({ workspace, kind: 'snapshot', directory: '/data' })
  await run.end({ state: 'cancelled' })

  await recordBadEnd(workspace, lostRun(run.record.runId), {})
  expect((await history.newest(10))[0]).toMatchObject({ state: 'cancelled' })
})
