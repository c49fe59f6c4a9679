import { Worker } from 'node:worker_threads'
import { workerUrl } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { fromWireError } from '../../shared/errors/wire-error.ts'
import type {
  TableInput,
  TableMethod,
  TableOutput,
  TableReply,
  TableRequest,
  TableWorkerData,
} from '../workers/table-protocol.ts'

interface PendingCall {
  readonly resolve: (value: TableOutput<TableMethod>) => void
  readonly reject: (error: AppError) => void
}

/** One manifest held in its own thread, answering in the order of the questions. */
export class TableThread {
  private readonly worker: Worker
  private readonly calls = new Map<number, PendingCall>()
  private lastRequestId = 0
  private loss: AppError | undefined

  constructor(path: string, url = workerUrl('table-worker', new URL('../workers/table-worker.ts', import.meta.url))) {
    const workerData: TableWorkerData = { path }
    this.worker = new Worker(url, { workerData, name: 'table' })
    this.worker.on('message', (reply: TableReply) => this.receive(reply))
    this.worker.on('error', (error) => this.lose(error))
    this.worker.on('exit', () => this.lose())
  }

  /** Errors: those of the method, `worker-failed` when the thread is lost, `unknown-view` after `close`. */
  async call<M extends TableMethod>(method: M, input: TableInput<M>): Promise<TableOutput<M>> {
    if (this.loss !== undefined) throw this.loss
    const request: TableRequest<M> = { requestId: ++this.lastRequestId, method, input }
    const value = await new Promise<TableOutput<TableMethod>>((resolve, reject) => {
      this.calls.set(request.requestId, { resolve, reject })
      this.worker.postMessage(request)
    })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The reply to a request is of its method: the id pairs them.
    return value as TableOutput<M>
  }

  async close(): Promise<void> {
    this.fail(
      new AppError({ code: 'unknown-view', operation: 'table', message: 'This view was closed. Open it again.' }),
    )
    await this.worker.terminate()
  }

  private receive(reply: TableReply): void {
    const call = this.calls.get(reply.requestId)
    this.calls.delete(reply.requestId)
    if (reply.ok) call?.resolve(reply.value)
    else call?.reject(fromWireError(reply.error))
  }

  private lose(cause?: unknown): void {
    const reason = cause instanceof Error ? `: ${cause.message}` : ''
    const message = `The thread holding this manifest ended unexpectedly${reason}. Open the manifest again.`
    this.fail(new AppError({ code: 'worker-failed', operation: 'table', message, cause }))
  }

  private fail(error: AppError): void {
    this.loss ??= error
    for (const call of this.calls.values()) call.reject(this.loss)
    this.calls.clear()
  }
}
