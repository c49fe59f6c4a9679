import type { z } from 'zod'
import { AppError } from '../shared/errors/app-error.ts'
import { toWireError } from '../shared/errors/wire-error.ts'
import { requests, type RequestChannel } from '../shared/ipc/contract.ts'
import type { Envelope } from '../shared/ipc/envelope.ts'
import type { Handlers } from './handlers.ts'

function isRequestChannel(channel: string): channel is RequestChannel {
  return Object.hasOwn(requests, channel)
}

function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return 'the input is not valid'
  const field = issue.path.map(String).join('.')
  return field === '' ? issue.message : `${field}: ${issue.message}`
}

function badUsage(channel: string, message: string, cause?: unknown): AppError {
  return new AppError({ code: 'bad-usage', operation: channel, message, cause })
}

async function answer(handlers: Handlers, channel: RequestChannel, input: unknown): Promise<unknown> {
  const schemas: { readonly input: z.ZodType; readonly output: z.ZodType } = requests[channel]
  const parsed = schemas.input.safeParse(input)
  if (!parsed.success) throw badUsage(channel, `Bad input for ${channel}: ${describeIssue(parsed.error)}.`)
  // The parse above is what makes the input fit: the types of one channel cannot be followed by its name.
  const handle = handlers[channel] as (input: unknown) => Promise<unknown>
  const value = await handle(parsed.data)
  const output = schemas.output.safeParse(value)
  if (!output.success) {
    throw new Error(`${channel} answered out of contract: ${describeIssue(output.error)}`, { cause: output.error })
  }
  return output.data
}

/** Runs one request of the contract for any host: strict parse, handler, parse of the output, envelope. Never rejects. */
export async function dispatch(handlers: Handlers, channel: string, input: unknown): Promise<Envelope<unknown>> {
  try {
    if (!isRequestChannel(channel)) throw badUsage('dispatch', `There is no channel ${JSON.stringify(channel)}.`)
    return { ok: true, value: await answer(handlers, channel, input) }
  } catch (error) {
    if (!(error instanceof AppError)) reportBug(channel, error)
    return { ok: false, error: toWireError(error, channel) }
  }
}

function reportBug(channel: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`assay: internal error in ${channel}: ${text}\n`)
}
