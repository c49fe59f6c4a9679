import { Worker } from 'node:worker_threads'
import { workerUrl } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { PendingCalls } from '../threads/pending-calls.ts'
import type { CallReply, MethodInput, MethodName, MethodOutput } from '../workers/call-protocol.ts'
import { endMessage, type LedgerMethods, type LedgerWorkerData } from '../workers/ledger-protocol.ts'

const patienceMs = 500

/** The ledger of a workspace in its own thread, begun when first asked and again after it was lost: SQLite is synchronous. */
export class LedgerThread {
  private readonly workspace: string
  private current: { readonly worker: Worker; readonly calls: PendingCalls<LedgerMethods> } | undefined
  /** Whether it answers no more, because the host ends. */
  isClosed = false

  constructor(workspace: string) {
    this.workspace = workspace
  }

  /** Errors: those of the method, `worker-failed` when the thread is lost or closed. */
  call<M extends MethodName<LedgerMethods>>(
    method: M,
    input: MethodInput<LedgerMethods, M>,
  ): Promise<MethodOutput<LedgerMethods, M>> {
    return this.begin().calls.call(method, input)
  }

  async close(): Promise<void> {
    this.isClosed = true
    const { current } = this
    this.current = undefined
    if (current === undefined) return
    current.calls.fail(lost('it was closed'))
    await endGently(current.worker)
  }

  private begin(): NonNullable<LedgerThread['current']> {
    if (this.isClosed) throw lost('it was closed')
    if (this.current !== undefined) return this.current
    const url = workerUrl('ledger-worker', new URL('../workers/ledger-worker.ts', import.meta.url))
    const workerData: LedgerWorkerData = { workspace: this.workspace }
    const worker = new Worker(url, { workerData, name: 'ledger' })
    const calls = new PendingCalls<LedgerMethods>((request) => worker.postMessage(request))
    const current = { worker, calls }
    worker.on('message', (reply: CallReply) => calls.receive(reply))
    worker.on('error', (error) => this.lose(current, error.message))
    worker.on('exit', () => this.lose(current, 'it ended'))
    this.current = current
    return current
  }

  private lose(current: NonNullable<LedgerThread['current']>, reason: string): void {
    if (this.current === current) this.current = undefined
    current.calls.fail(lost(reason))
  }
}

/** Lets the thread close its database and end by itself; ends it by force where that takes long. */
async function endGently(worker: Worker): Promise<void> {
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const force = setTimeout(() => void worker.terminate(), patienceMs)
  worker.postMessage(endMessage)
  await ended
  clearTimeout(force)
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

function lost(reason: string): AppError {
  const message = `The thread that reads the ledger cannot answer: ${reason}. Try again.`
  return new AppError({ code: 'worker-failed', operation: 'read ledger', message })
}
