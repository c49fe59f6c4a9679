import { dirname } from 'node:path'
import { AppError } from '../../shared/errors/app-error.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import type { LedgerRun } from '../../shared/model/ledger.ts'
import { Ledger } from './ledger.ts'
import { readRunLog, type ImportableRun } from './read-run-log.ts'
import { recordActivity } from './record-activity.ts'

/** What became of a run log that was to be taken in. */
export interface ImportedRunLog {
  readonly path: string
  /** With a number after it where the ledger had another run of that name. */
  readonly runId: string
  /** `known`: this very file had been taken in before. */
  readonly outcome: 'imported' | 'known'
  readonly warnings: readonly string[]
}

export type RunLogImport = ImportedRunLog | { readonly path: string; readonly error: AppError }

export interface RunLogImports {
  readonly workspace: string
  /** Absolute, one at least. */
  readonly paths: readonly string[]
  readonly toolVersion?: string | undefined
  /** Whether the import is a run of its own: what a folder is watched for comes all the time, and tells where from itself. */
  readonly isRecorded: boolean
  /** Called once the import is in the ledger, under this id. */
  readonly onStart?: ((runId: string) => void) | undefined
}

/**
 * Takes the logs of other programs into the ledger, each once, and is itself a run there. What can be taken in is; each of
 * the others has its error (those of `readRunLog`). Errors: `ledger-damaged`, those of a write.
 */
export async function importRunLogs({
  workspace,
  paths,
  toolVersion,
  isRecorded,
  onStart,
}: RunLogImports): Promise<RunLogImport[]> {
  if (!isRecorded) return importAll(workspace, paths)
  const lane = dirname(paths[0] ?? workspace)
  const command = ['assay', 'runs', 'import', ...paths]
  const activity = { workspace, operation: 'import', lane, command, toolVersion, input: {}, onStart } as const
  return recordActivity(activity, async () => {
    const imports = await importAll(workspace, paths)
    return { value: imports, ...tellImports(imports) }
  })
}

async function importAll(workspace: string, paths: readonly string[]): Promise<RunLogImport[]> {
  const ledger = await Ledger.open(workspace)
  try {
    const imports: RunLogImport[] = []
    for (const path of paths) imports.push(await importOne(ledger, path))
    return imports
  } finally {
    ledger.close()
  }
}

async function importOne(ledger: Ledger, path: string): Promise<RunLogImport> {
  try {
    return { path, ...takeIn(ledger, await readRunLog(path)) }
  } catch (error) {
    const known = error instanceof RangeError ? tooDeep(path, error) : error
    if (known instanceof AppError && !ledgerFaults.has(known.code)) return { path, error: known }
    throw known
  }
}

/** The stack ends before the nesting does: nobody's events are like that but a mischief's. */
function tooDeep(path: string, cause: RangeError): AppError {
  const message = `${path} is nested too deeply to be kept.`
  return new AppError({ code: 'run-log-invalid', operation: 'import run log', path, message, cause })
}

/** Not of one log: no other could be taken in either. */
const ledgerFaults: ReadonlySet<string> = new Set(['ledger-damaged', 'disk-full', 'write-failed'])

function takeIn(ledger: Ledger, { start, end, events, warnings }: ImportableRun): Omit<ImportedRunLog, 'path'> {
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

function tellImports(imports: readonly RunLogImport[]) {
  const taken = imports.flatMap((each) => ('error' in each ? [] : [each]))
  return {
    output: { imported: taken.map(({ path, runId, outcome }) => ({ path, run_id: runId, outcome })) },
    errors: imports.flatMap((each) => ('error' in each ? [toWireError(each.error, 'import')] : [])),
    hasFailed: taken.length === 0,
    warnings: taken.flatMap(({ path, warnings }) => warnings.map((warning) => `${path}: ${warning}`)),
  }
}
