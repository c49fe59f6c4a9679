import { AppError } from '../../shared/errors/app-error.ts'

/** Why a manifest is not repaired: `problem` completes the sentence that begins with its path. */
export function refuseRepair(path: string, problem: string): AppError {
  const message = `${path} ${problem} Nothing was changed.`
  return new AppError({ code: 'bad-usage', operation: 'repair manifest', path, message })
}
