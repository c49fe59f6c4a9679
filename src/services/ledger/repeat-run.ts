import { isFolderPresent, isSomethingAt, readRepeatCommand, type RepeatableRun } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { LedgerRun } from '../../shared/model/ledger.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'

/** Why a run cannot be started again from here, in words; null when it can. */
export async function explainNoRepeat(run: LedgerRun, record: RunRecord | null): Promise<string | null> {
  if (run.source === 'import') return 'Another program made this run: run that again.'
  if (run.operation === 'build') return 'Build the cell again where its plan is open, or by this command in a terminal.'
  const repeated = record === null ? undefined : readRepeatCommand(record.command ?? [])
  if (repeated === undefined) return 'What it was asked to do is not on record in full.'
  for (const path of pathsOf(repeated)) {
    if (!(await isSomethingAt(path)) && !(await isFolderPresent(path))) return `${path} is not there any more.`
  }
  return null
}

/** What a run on record was asked to do. Errors: `bad-usage` where it cannot be done again. */
export async function readRepeatable(run: LedgerRun, record: RunRecord | null): Promise<RepeatableRun> {
  const reason = await explainNoRepeat(run, record)
  const repeated = record === null ? undefined : readRepeatCommand(record.command ?? [])
  if (reason === null && repeated !== undefined) return repeated
  const message = `The run ${run.runId} cannot be run again. ${reason ?? ''}`.trim()
  throw new AppError({ code: 'bad-usage', operation: 'run again', message })
}

function pathsOf(repeated: RepeatableRun): string[] {
  if (repeated.kind === 'snapshot') return [repeated.directory, ...(repeated.base === undefined ? [] : [repeated.base])]
  if (repeated.kind === 'watch') return [repeated.directory, repeated.manifest]
  return [repeated.left, repeated.right]
}
