import { AppError } from '../../shared/errors/app-error.ts'

export function unknownRun(runId: string): AppError {
  const message = `There is no run ${runId} in the ledger. "assay runs list" names those there are.`
  return new AppError({ code: 'unknown-run', operation: 'look up run', message })
}
