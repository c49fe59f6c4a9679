import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ledgerPath } from './ledger-database.ts'
import { Ledger } from './ledger.ts'
import type { ChainReport } from './verify-chain.ts'

let folder = ''
let original = ''

const marker = 'the quick brown fox'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chain-'))
  const ledger = await Ledger.open(folder)
  for (const runId of ['first', 'second', 'third']) {
    const startTime = '2026-11-21T10:00:00.000Z'
    ledger.start({ runId, operation: 'verify', lane: `/data/${runId}`, startTime, body: {} })
    ledger.append(runId, [{ timestamp: startTime, type: 'run_started', data: { words: `${marker} ${runId}` } }])
    const body = { directory: `/data/${runId}`, counts: { edited: 12 } }
    ledger.end(runId, { status: 'completed', endTime: '2026-11-21T10:00:05.000Z', durationMs: 5000, body })
  }
  ledger.close()
  const database = new DatabaseSync(ledgerPath(folder))
  database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;')
  database.close()
  original = join(folder, 'original')
  await copyFile(ledgerPath(folder), original)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function verifyAltered(alter: (bytes: Buffer) => void): Promise<ChainReport> {
  const bytes = await readFile(original)
  alter(bytes)
  await writeFile(ledgerPath(folder), bytes)
  const ledger = await Ledger.open(folder)
  try {
    return ledger.verify()
  } finally {
    ledger.close()
  }
}

function alterBySql(sql: string): Promise<ChainReport> {
  return verifyAltered(() => undefined).then(async () => {
    const database = new DatabaseSync(ledgerPath(folder))
    database.exec(sql)
    database.close()
    const ledger = await Ledger.open(folder)
    const report = ledger.verify()
    ledger.close()
    return report
  })
}

it('finds nothing wrong with a chain that nobody touched', async () => {
  expect(await verifyAltered(() => undefined)).toMatchObject({ checkedCount: 3, problems: [], head: { position: 3 } })
})

it.each([
  ["UPDATE runs SET status = 'failed' WHERE run_id = 'second'", 'second'],
  ["UPDATE runs SET body = replace(body, '12', '11') WHERE run_id = 'first'", 'first'],
  ["UPDATE runs SET body = replace(body, '{', '{ ') WHERE run_id = 'first'", 'first'],
  ["UPDATE runs SET hash = '00' || substr(hash, 3) WHERE run_id = 'third'", 'third'],
  ["UPDATE runs SET previous_hash = '00' || substr(previous_hash, 3) WHERE run_id = 'second'", 'second'],
  ["UPDATE runs SET position = 9 WHERE run_id = 'third'", 'third'],
  ["UPDATE runs SET start_ms = start_ms + 1 WHERE run_id = 'second'", 'second'],
  ["UPDATE runs SET run_id = 'seconD' WHERE run_id = 'second'", 'seconD'],
  ["UPDATE runs SET error_count = 1 WHERE run_id = 'third'", 'third'],
  ["DELETE FROM runs WHERE run_id = 'second'", 'third'],
  ["DELETE FROM events WHERE run = (SELECT id FROM runs WHERE run_id = 'second')", 'second'],
  ["UPDATE events SET data = replace(data, 'fox', 'fix') WHERE data LIKE '%third%'", 'third'],
  ["UPDATE events SET sequence = 2 WHERE data LIKE '%third%'", 'third'],
  ["UPDATE runs SET position = NULL, hash = NULL, previous_hash = NULL WHERE run_id = 'first'", 'first'],
])('names the run after %s', async (sql, runId) => {
  const { problems } = await alterBySql(sql)
  expect(problems.map((problem) => problem.runId)).toContain(runId)
})

it('finds any single altered byte of what is stored of a run, and names it', async () => {
  const bytes = await readFile(original)
  // Each text of the run in the file, but the index that repeats its id, byte by byte.
  const places = ['/data/second', `${marker} second`, '{"edited":12},"directory":"/data/second"'].flatMap((text) => {
    const at = bytes.indexOf(text)
    return Array.from({ length: text.length }, (_, offset) => at + offset)
  })
  for (const place of places) {
    const { problems } = await verifyAltered((altered) => {
      altered[place] = altered[place]! ^ 0x01
    })
    expect(problems.length, `byte ${place}`).toBeGreaterThan(0)
    expect(problems.map(({ runId }) => runId).join(' '), `byte ${place}`).toContain('second')
  }
})

it('survives any altered byte of the whole database: found, or of no consequence', async () => {
  const bytes = await readFile(original)
  const whole = await verifyAltered(() => undefined)
  for (let place = 100; place < bytes.length; place += 37) {
    if (bytes[place] === 0) continue
    const report = await verifyAltered((altered) => {
      altered[place] = altered[place]! ^ 0x10
    }).catch((error: unknown) => error)
    if (report instanceof Error)
      expect(report, `byte ${place}: ${report.message}`).toMatchObject({ code: 'ledger-damaged' })
    else if ((report as ChainReport).problems.length === 0) expect(report).toEqual(whole)
  }
})
