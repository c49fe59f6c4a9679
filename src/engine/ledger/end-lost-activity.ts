import { toWireError } from '../../shared/errors/wire-error.ts'
import { OpenRun } from './open-run.ts'

/**
 * Ends an import, export or audit of this process that cannot do so by itself, because the thread it ran in is gone; does
 * nothing where it has ended. Errors: `ledger-damaged`, those of a write.
 */
export async function endLostActivity(
  workspace: string,
  runId: string,
  end: { readonly status: 'failed'; readonly error: Error } | { readonly status: 'cancelled' },
): Promise<void> {
  const { run, known } = await OpenRun.resume(workspace, runId)
  if (run === undefined || known === undefined) return
  if (end.status === 'failed') run.events.addError(toWireError(end.error, known.operation))
  const { lane, body } = known
  run.end({ status: end.status, endTime: new Date().toISOString(), lane, body })
}
