import { Worker } from 'node:worker_threads'
import { AppError } from '../../shared/errors/app-error.ts'
import {
  endMessage,
  type CallReply,
  type MethodInput,
  type MethodName,
  type MethodOutput,
} from '../workers/call-protocol.ts'
import { PendingCalls } from './pending-calls.ts'

const defaultPatienceMs = 500

export interface ThreadOptions<N> {
  readonly url: URL
  readonly name: string
  /** Asked each time a thread is begun. */
  readonly workerData: () => unknown
  /** What is done in it, as a verb phrase: "read ledger". */
  readonly operation: string
  /** How long it may take to close what it has open. */
  readonly patienceMs?: number
  /** Called with what the thread tells without being asked. */
  readonly onNews?: (news: N) => void
  /** Called when a thread was lost, not when it was closed. */
  readonly onLoss?: (error: AppError) => void
}

interface Begun<T> {
  readonly worker: Worker
  readonly calls: PendingCalls<T>
}

/** A thread that answers calls, begun when first asked and again after it was lost. */
export class RestartableThread<T, N = never> {
  private readonly options: ThreadOptions<N>
  private current: Begun<T> | undefined
  /** Whether it answers no more, because the host ends. */
  isClosed = false

  constructor(options: ThreadOptions<N>) {
    this.options = options
  }

  /** Errors: those of the method, `worker-failed` when the thread is lost or closed. */
  call<M extends MethodName<T>>(method: M, input: MethodInput<T, M>): Promise<MethodOutput<T, M>> {
    return this.begin().calls.call(method, input)
  }

  /** Whether a thread has been begun and is there. */
  get isBegun(): boolean {
    return this.current !== undefined
  }

  /** Ends it for good. */
  close(): Promise<void> {
    this.isClosed = true
    return this.release()
  }

  /** Ends it until it is asked again. */
  async release(): Promise<void> {
    const { current } = this
    this.current = undefined
    if (current === undefined) return
    current.calls.fail(this.lost('it was closed'))
    await endGently(current.worker, this.options.patienceMs)
  }

  /** Ends it by force, as one that is lost. */
  async abandon(): Promise<void> {
    await this.current?.worker.terminate()
  }

  private begin(): Begun<T> {
    if (this.isClosed) throw this.lost('it was closed')
    if (this.current !== undefined) return this.current
    const { url, name, workerData, onNews } = this.options
    const worker = new Worker(url, { workerData: workerData(), name })
    const current = { worker, calls: new PendingCalls<T>((request) => worker.postMessage(request)) }
    worker.on('message', (message: CallReply | { readonly news: N }) => {
      if ('news' in message) onNews?.(message.news)
      else current.calls.receive(message)
    })
    worker.on('error', (error) => this.lose(current, error.message))
    worker.on('exit', () => this.lose(current, 'it ended'))
    this.current = current
    return current
  }

  private lose(current: Begun<T>, reason: string): void {
    const error = this.lost(reason)
    current.calls.fail(error)
    if (this.current !== current) return
    this.current = undefined
    this.options.onLoss?.(error)
  }

  private lost(reason: string): AppError {
    const { name, operation } = this.options
    const message = `The thread for the ${name} cannot answer: ${reason}. Try again.`
    return new AppError({ code: 'worker-failed', operation, message })
  }
}

/** Lets the thread close what it has open and end by itself; ends it by force where that takes long. */
async function endGently(worker: Worker, patienceMs = defaultPatienceMs): Promise<void> {
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const force = setTimeout(() => void worker.terminate(), patienceMs)
  worker.postMessage(endMessage)
  await ended
  clearTimeout(force)
}
