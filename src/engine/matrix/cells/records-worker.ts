import { parentPort, workerData } from 'node:worker_threads'
import { toWireError } from '../../../shared/errors/wire-error.ts'
import { readRecordPacks, type RecordQuery } from './build-facts.ts'
import type { FromRecordsWorker } from './read-records.ts'

async function read(query: RecordQuery): Promise<FromRecordsWorker> {
  try {
    return { ok: true, packs: await readRecordPacks(query) }
  } catch (error) {
    return { ok: false, error: toWireError(error, 'read records') }
  }
}

parentPort?.postMessage(await read(workerData as RecordQuery))
