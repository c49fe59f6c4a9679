import { workerUrl } from '../../engine/index.ts'
import { RestartableThread } from '../threads/restartable-thread.ts'
import type { MethodInput, MethodName, MethodOutput } from '../workers/call-protocol.ts'
import type { LedgerMethods, LedgerWorkerData } from '../workers/ledger-protocol.ts'

/** The ledger of a workspace in its own thread: SQLite is synchronous. */
export class LedgerThread extends RestartableThread<LedgerMethods> {
  constructor(workspace: string) {
    const url = workerUrl('ledger-worker')
    const workerData: LedgerWorkerData = { workspace }
    super({ url, name: 'ledger', workerData: () => workerData, operation: 'read ledger' })
  }
}

/** Runs one long call in a thread of its own, so that the views' calls do not wait for it. */
export async function callLedgerApart<M extends MethodName<LedgerMethods>>(
  workspace: string,
  method: M,
  input: MethodInput<LedgerMethods, M>,
): Promise<MethodOutput<LedgerMethods, M>> {
  const thread = new LedgerThread(workspace)
  try {
    return await thread.call(method, input)
  } finally {
    await thread.close()
  }
}
