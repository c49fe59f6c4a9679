import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Ledger } from '../src/engine/ledger/ledger.ts'
import type { RunEvent } from '../src/shared/model/ledger.ts'

/*
 * Makes a ledger to look at and to measure with: `node bench/make-ledger.ts WORKSPACE RUNS [EVENTS]`. Three years of runs
 * in a dozen lanes, the same each time, of which the newest has EVENTS events. Every run is chained as real ones are.
 */
const dayMs = 86_400_000
const folders = ['/data/photos', '/data/music', '/srv/archive', '/home/lee/papers', '/mnt/backup/2026', '/srv/www']
const pipelines = ['nightly-ingest', 'genome/align', 'genome/call', 'sensors/hourly', 'billing/close', 'ml/train']

/** A sequence of numbers from 0 to 1 that looks random and never changes (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString()
}

function* makeEvents(startMs: number, endMs: number, count: number, errorCount: number): Generator<RunEvent> {
  yield { timestamp: isoTime(startMs), type: 'run_started', data: {} }
  for (let n = 1; n < count - 1; n += 1) {
    const timestamp = isoTime(startMs + ((endMs - startMs) * n) / count)
    const isError = errorCount > 0 && n % Math.ceil(count / (errorCount + 1)) === 0
    const data = isError
      ? { message: `step ${n} could not read its input`, code: 'EIO' }
      : { files_done: n * 1000, bytes_done: n * 41_000_000 }
    yield { timestamp, type: isError ? 'error' : 'items_processed', data }
  }
  yield { timestamp: isoTime(endMs), type: 'run_finished', data: {} }
}

function chooseEnd(luck: number): 'completed' | 'completed-with-errors' | 'failed' | 'cancelled' | 'aborted' {
  if (luck < 0.9) return 'completed'
  if (luck < 0.95) return 'completed-with-errors'
  return luck < 0.975 ? 'failed' : luck < 0.99 ? 'cancelled' : 'aborted'
}

function addRun(ledger: Ledger, n: number, runCount: number, eventCount: number, random: () => number): void {
  const isPipeline = random() < 0.6
  const lanes = isPipeline ? pipelines : folders
  const lane = lanes[Math.floor(random() ** 1.5 * lanes.length)] ?? '/data'
  const operation = isPipeline
    ? 'run'
    : (['snapshot', 'verify', 'verify', 'compare'][Math.floor(random() * 4)] ?? 'verify')
  const startMs = Date.now() - 3 * 365 * dayMs * (1 - (n + random()) / runCount)
  const durationMs = Math.round(Math.exp(random() * 9 + 4))
  const status = chooseEnd(random())
  const errorCount = status === 'failed' || status === 'completed-with-errors' ? 1 + Math.floor(random() * 5) : 0
  const endMs = Math.min(Date.now(), startMs + durationMs)
  const start = { runId: `${operation}_${n}`, operation, lane, startTime: isoTime(startMs), body: {} }
  const end = { status, endTime: isoTime(endMs), durationMs, body: {}, errorCount }
  const count = n === runCount - 1 ? eventCount : 3 + errorCount * 2
  ledger.importRun(start, end, makeEvents(startMs, endMs, count, errorCount))
}

const [workspace, runs, events = '12'] = process.argv.slice(2)
if (workspace === undefined || runs === undefined) {
  console.error('usage: node bench/make-ledger.ts WORKSPACE RUNS [EVENTS]')
  process.exit(3)
}
await mkdir(workspace, { recursive: true })
const ledger = await Ledger.open(resolve(workspace))
const random = createRandom(2026)
for (let n = 0; n < Number(runs); n += 1) addRun(ledger, n, Number(runs), Number(events), random)
ledger.close()
