import { z } from 'zod'
import { AppError } from './app-error.ts'
import { errorCodeSchema } from './error-codes.ts'

/** An AppError as it crosses a thread, a socket or a process: structured cloning loses code and cause otherwise. */
export const wireErrorSchema = z.strictObject({
  code: errorCodeSchema,
  operation: z.string(),
  path: z.string().optional(),
  message: z.string(),
  /** The chain of causes in words, outermost first. */
  causes: z.array(z.string()).optional(),
})
export type WireError = z.infer<typeof wireErrorSchema>

const maxCauses = 5

function describeCauses(error: unknown): string[] {
  const causes: string[] = []
  let cause = error instanceof Error ? error.cause : undefined
  while (cause !== undefined && causes.length < maxCauses) {
    causes.push(cause instanceof Error ? cause.message : JSON.stringify(cause))
    cause = cause instanceof Error ? cause.cause : undefined
  }
  return causes
}

export function toWireError(error: unknown, operation = 'run'): WireError {
  const causes = describeCauses(error)
  const known =
    error instanceof AppError
      ? { code: error.code, operation: error.operation, message: error.message }
      : { code: 'internal' as const, operation, message: error instanceof Error ? error.message : String(error) }
  return {
    ...known,
    ...(error instanceof AppError && error.path !== undefined ? { path: error.path } : {}),
    ...(causes.length > 0 ? { causes } : {}),
  }
}

export function fromWireError(wire: WireError): AppError {
  const cause = wire.causes?.reduceRight<Error | undefined>(
    (inner, message) => new Error(message, inner === undefined ? undefined : { cause: inner }),
    undefined,
  )
  return new AppError({ ...wire, cause })
}
