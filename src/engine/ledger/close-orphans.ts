import type { DatabaseSync } from 'node:sqlite'
import { isProcessRunning } from '../workspace/process-identity.ts'
import { guardLedger, inTransaction } from './ledger-database.ts'
import { listOpenRuns } from './read-runs.ts'
import { abortRun } from './write-runs.ts'

/** Ends as `aborted` each run whose process is gone, at its last sign of life. Returns their ids. Errors: those of a write. */
export function closeOrphans(database: DatabaseSync, path: string): string[] {
  const orphans = guardLedger(path, () => listOpenRuns(database)).filter(({ run }) => !isProcessRunning(run))
  return orphans.flatMap(({ id, run }) => {
    const isClosed = guardLedger(path, () => inTransaction(database, () => abortRun(database, id, run)))
    return isClosed ? [run.runId] : []
  })
}
