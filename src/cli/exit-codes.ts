import { AppError } from '../shared/errors/app-error.ts'
import type { ErrorCode } from '../shared/errors/error-codes.ts'

/** Exit statuses, the same for every command. */
export const exitCodes = {
  clean: 0,
  findings: 1,
  /** Something could not be read or written; wins over `findings`. */
  incomplete: 2,
  /** Bad usage, bad or missing input. */
  couldNotRun: 3,
  /** 128 + SIGINT, as shells report it. */
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

const incompleteCodes: ReadonlySet<ErrorCode> = new Set([
  'disk-full',
  'write-failed',
  'read-failed',
  'worker-failed',
  'build-failed',
  'build-running',
])

/** The exit status of a command that ended with an error. */
export function exitCodeOfError(error: unknown): ExitCode {
  if (!(error instanceof AppError)) return exitCodes.couldNotRun
  if (error.code === 'cancelled') return exitCodes.interrupted
  return incompleteCodes.has(error.code) ? exitCodes.incomplete : exitCodes.couldNotRun
}
