import type { DatabaseSync } from 'node:sqlite'
import { isProcessRunning } from '../workspace/process-identity.ts'
import { guardLedger, inTransaction } from './ledger-database.ts'
import { listOpenRuns, type NumberedRun } from './read-runs.ts'
import { abortRun } from './write-runs.ts'

/** The runs that have not ended although their process is gone. */
export function listOrphans(database: DatabaseSync): NumberedRun[] {
  return listOpenRuns(database).filter(({ run }) => !isProcessRunning(run))
}

/** Ends as `aborted` each run whose process is gone, at its last sign of life. Returns their ids. Errors: those of a write. */
export function closeOrphans(database: DatabaseSync, path: string): string[] {
  const orphans = guardLedger(path, () => listOrphans(database))
  return orphans.flatMap(({ id, run }) => {
    const isClosed = guardLedger(path, () => inTransaction(database, () => abortRun(database, id, run)))
    return isClosed ? [run.runId] : []
  })
}
