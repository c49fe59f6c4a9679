import { AppError } from '../shared/errors/app-error.ts'
import { escapeText } from './render/escape-name.ts'
import type { CliStreams } from './streams.ts'

/** Says on stderr, in one line, why a command failed; as JSON on stdout as well where that was asked for. */
export async function reportFailure(error: unknown, isJson: boolean, streams: CliStreams): Promise<void> {
  const { code, message, path, notes } = describeFailure(error)
  const text = code === 'cancelled' ? 'interrupted.' : escapeText(message)
  await streams.stderr.write(`assay: ${text}${describeBug(error)}\n`)
  for (const note of notes) await streams.stderr.write(`assay: ${escapeText(note)}\n`)
  if (!isJson) return
  const body = { code, message, ...(path === undefined ? {} : { path }), ...(notes.length === 0 ? {} : { notes }) }
  await streams.stdout.write(`${JSON.stringify({ error: body }, undefined, 2)}\n`)
}

function describeFailure(error: unknown): Pick<AppError, 'code' | 'message' | 'path' | 'notes'> {
  if (error instanceof AppError) return error
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'internal', message: `Internal error: ${message}`, path: undefined, notes: [] }
}

/** A bug is shown with where it happened, so that it can be reported. */
function describeBug(error: unknown): string {
  if (error instanceof AppError || !(error instanceof Error) || error.stack === undefined) return ''
  return error.stack.slice(error.stack.indexOf('\n'))
}
