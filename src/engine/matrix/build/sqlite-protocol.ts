import type { WireError } from '../../../shared/errors/wire-error.ts'

/** Which artifact the thread is to finish. */
export interface SqliteWorkerData {
  readonly path: string
}

/** How that ended. */
export type FromSqliteWorker = { readonly ok: true } | { readonly ok: false; readonly error: WireError }
