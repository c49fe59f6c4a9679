import type { ErrorCode } from './error-codes.ts'

export interface AppErrorDetails {
  readonly code: ErrorCode
  /** What was being done, as a verb phrase: "read manifest". */
  readonly operation: string
  readonly path?: string | undefined
  /** A whole sentence for a person: what happened and what to do. */
  readonly message: string
  /** What else there is to say, each a line of its own: further faults of the same kind. */
  readonly notes?: readonly string[] | undefined
  readonly cause?: unknown
}

/** The one error type that crosses rooms. A failing file is data, never an AppError; a failing operation is. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly operation: string
  readonly path: string | undefined
  readonly notes: readonly string[]

  constructor(details: AppErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = details.code
    this.operation = details.operation
    this.path = details.path
    this.notes = details.notes ?? []
  }
}

export function isCancelled(error: unknown): boolean {
  return error instanceof AppError && error.code === 'cancelled'
}
