import type { LedgerRun } from '../../shared/model/ledger.ts'
import { Ledger } from './ledger.ts'
import { readRunLog, type ImportableRun } from './read-run-log.ts'

/** What became of a run log that was to be taken in. */
export interface ImportedRunLog {
  /** With a number after it where the ledger had another run of that name. */
  readonly runId: string
  /** `known`: this very file had been taken in before. */
  readonly outcome: 'imported' | 'known'
  readonly warnings: readonly string[]
}

/** Takes the log of another program into the ledger, once. Errors: those of `readRunLog`, `ledger-damaged`, those of a write. */
export async function importRunLog(workspace: string, path: string): Promise<ImportedRunLog> {
  const log = await readRunLog(path)
  const ledger = await Ledger.open(workspace)
  try {
    return takeIn(ledger, log)
  } finally {
    ledger.close()
  }
}

function takeIn(ledger: Ledger, { start, end, events, warnings }: ImportableRun): ImportedRunLog {
  for (let copy = 1; ; copy += 1) {
    const runId = copy === 1 ? start.runId : `${start.runId}_${copy}`
    const known = ledger.find(runId)
    if (known !== undefined && isSameFile(known, start.body)) return { runId, outcome: 'known', warnings }
    if (known !== undefined) continue
    ledger.importRun({ ...start, runId }, end, events)
    return { runId, outcome: 'imported', warnings }
  }
}

function isSameFile(known: LedgerRun, body: ImportableRun['start']['body']): boolean {
  return known.source === 'import' && known.body['source_sha256'] === body['source_sha256']
}
