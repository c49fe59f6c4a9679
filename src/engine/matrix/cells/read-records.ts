import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../../shared/errors/app-error.ts'
import { fromWireError, type WireError } from '../../../shared/errors/wire-error.ts'
import { workerUrl } from '../../worker-url.ts'
import { ArtifactRecords, type RecordPack } from './artifact-records.ts'
import { readRecordPacks, type RecordQuery } from './build-facts.ts'

/** How reading ended in a thread. */
export type FromRecordsWorker =
  { readonly ok: true; readonly packs: readonly RecordPack[] } | { readonly ok: false; readonly error: WireError }

/** What builds recorded, read in this thread. Errors: those of `Ledger.open`. */
export async function readRecords(query: RecordQuery): Promise<ArtifactRecords> {
  return new ArtifactRecords(await readRecordPacks(query))
}

/**
 * The same in a thread of its own, so that this one goes on: a start of some 50 ms, which only many artifacts are worth.
 * Aborting ends the thread, and with it the wait. Errors: those of `Ledger.open`, `worker-failed`.
 */
export async function readRecordsAside(query: RecordQuery, signal: AbortSignal): Promise<ArtifactRecords> {
  if (!existsSync(join(query.workspace, 'ledger.sqlite'))) return new ArtifactRecords([])
  const thread = new Worker(workerUrl('records-worker'), { workerData: query })
  const stop = (): void => void thread.terminate()
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    const end = await hear(thread)
    if (!end.ok) throw fromWireError(end.error)
    return new ArtifactRecords(end.packs)
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
}

async function hear(thread: Worker): Promise<FromRecordsWorker> {
  return new Promise((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', (error) => reject(fault(error.message, error)))
    thread.once('exit', () => reject(fault('the thread that reads it ended early')))
  })
}

function fault(reason: string, cause?: unknown): AppError {
  const message = `The ledger could not be read: ${reason}.`
  return new AppError({ code: 'worker-failed', operation: 'read records', message, cause })
}
