import { parentPort, workerData } from 'node:worker_threads'
import { toWireError } from '../../../shared/errors/wire-error.ts'
import { compactSqlite } from './compact-sqlite.ts'
import type { FromSqliteWorker, SqliteWorkerData } from './sqlite-protocol.ts'

const { path } = workerData as SqliteWorkerData

function finish(): FromSqliteWorker {
  try {
    compactSqlite(path)
    return { ok: true }
  } catch (error) {
    return { ok: false, error: toWireError(error, 'finish artifact') }
  }
}

parentPort?.postMessage(finish())
