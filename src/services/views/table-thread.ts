import { Worker } from 'node:worker_threads'
import { workerUrl } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { PendingCalls } from '../threads/pending-calls.ts'
import type { CallReply, MethodInput, MethodName, MethodOutput } from '../workers/call-protocol.ts'
import type { TableMethods, TableWorkerData } from '../workers/table-protocol.ts'

/** One manifest held in its own thread, answering in the order of the questions. */
export class TableThread {
  private readonly worker: Worker
  private readonly calls: PendingCalls<TableMethods>

  constructor(path: string, url = workerUrl('table-worker')) {
    const workerData: TableWorkerData = { path }
    this.worker = new Worker(url, { workerData, name: 'table' })
    this.calls = new PendingCalls((request) => this.worker.postMessage(request))
    this.worker.on('message', (reply: CallReply) => this.calls.receive(reply))
    this.worker.on('error', (error) => this.lose(error))
    this.worker.on('exit', () => this.lose())
  }

  /** Errors: those of the method, `worker-failed` when the thread is lost, `unknown-view` after `close`. */
  call<M extends MethodName<TableMethods>>(
    method: M,
    input: MethodInput<TableMethods, M>,
  ): Promise<MethodOutput<TableMethods, M>> {
    return this.calls.call(method, input)
  }

  async close(): Promise<void> {
    const message = 'This view was closed. Open it again.'
    this.calls.fail(new AppError({ code: 'unknown-view', operation: 'table', message }))
    await this.worker.terminate()
  }

  private lose(cause?: unknown): void {
    const reason = cause instanceof Error ? `: ${cause.message}` : ''
    const message = `The thread holding this manifest ended unexpectedly${reason}. Open the manifest again.`
    this.calls.fail(new AppError({ code: 'worker-failed', operation: 'table', message, cause }))
  }
}
