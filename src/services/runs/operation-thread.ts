import { Worker, type Transferable } from 'node:worker_threads'
import { workerUrl } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { toWireError, type WireError } from '../../shared/errors/wire-error.ts'
import { PendingCalls } from '../threads/pending-calls.ts'
import type { MethodInput, MethodName, MethodOutput } from '../workers/call-protocol.ts'
import type { ComparisonMethods } from '../workers/comparison-protocol.ts'
import type {
  OperationCommand,
  OperationReport,
  OperationNews,
  OperationRequest,
  OperationValue,
} from '../workers/operation-protocol.ts'

/** Leaves time to end the thread by force within a second of the wish to cancel. */
const cancelPatienceMs = 900

export type OperationEnd =
  { readonly ok: true; readonly value: OperationValue } | { readonly ok: false; readonly error: WireError }

/** One operation in its own thread, so that the host's event loop never waits for it. */
export class OperationThread {
  /** Settles once, when the operation ended in whatever way; never rejects. */
  readonly ended: Promise<OperationEnd>
  private readonly worker: Worker
  private readonly calls: PendingCalls<ComparisonMethods>
  private isGone = false
  private settle!: (end: OperationEnd) => void
  private patience: NodeJS.Timeout | undefined

  constructor(request: OperationRequest, onNews: (news: OperationNews) => void, url = workerUrl('operation-worker')) {
    const operation = request.kind
    this.ended = new Promise((resolve) => {
      this.settle = resolve
    })
    this.worker = new Worker(url, { workerData: request, name: operation, transferList: portsIn(request) })
    this.calls = new PendingCalls((call, transfer) => this.send({ type: 'call', request: call }, transfer))
    this.worker.on('message', (report: OperationReport) => this.receive(report, onNews))
    this.worker.on('error', (error) => this.lose(describeLoss(operation, error)))
    this.worker.on('exit', () => this.lose(describeLoss(operation)))
  }

  /** Whether the thread ended without being told to, or had to be ended by force: it answers no more. */
  get isLost(): boolean {
    return this.isGone
  }

  pause(): void {
    this.send({ type: 'pause' })
  }

  resume(): void {
    this.send({ type: 'resume' })
  }

  /** Ends the operation: by itself if it can, by ending its thread if it does not within 900 ms. */
  cancel(): void {
    this.send({ type: 'cancel' })
    this.patience ??= setTimeout(() => {
      this.lose(new AppError({ code: 'cancelled', operation: 'cancel', message: 'Cancelled.' }))
      void this.worker.terminate()
    }, cancelPatienceMs)
  }

  /** Asks for the comparison of a verify or compare. Errors: those of the method, `worker-failed`, `unknown-view` after `terminate`. */
  call<M extends MethodName<ComparisonMethods>>(
    method: M,
    input: MethodInput<ComparisonMethods, M>,
    transfer: readonly Transferable[] = [],
  ): Promise<MethodOutput<ComparisonMethods, M>> {
    return this.calls.call(method, input, transfer)
  }

  async terminate(): Promise<void> {
    clearTimeout(this.patience)
    const message = 'This comparison is not held in memory any more. Open it again.'
    this.calls.fail(new AppError({ code: 'unknown-view', operation: 'use comparison', message }))
    await this.worker.terminate()
  }

  private send(command: OperationCommand, transfer: readonly Transferable[] = []): void {
    this.worker.postMessage(command, transfer)
  }

  private receive(report: OperationReport, onNews: (news: OperationNews) => void): void {
    if (report.type === 'tick' || report.type === 'watched' || report.type === 'begun') onNews(report)
    if (report.type === 'ended') this.end({ ok: true, value: report.value })
    if (report.type === 'failed') this.end({ ok: false, error: report.error })
    if (report.type === 'reply') this.calls.receive(report.reply)
  }

  private end(end: OperationEnd): void {
    clearTimeout(this.patience)
    this.settle(end)
  }

  private lose(error: AppError): void {
    this.isGone = true
    this.calls.fail(error)
    this.end({ ok: false, error: toWireError(error) })
  }
}

function portsIn(request: OperationRequest): Transferable[] {
  return request.kind === 'report' && request.job.source.type === 'rows' ? [request.job.source.port] : []
}

function describeLoss(operation: string, cause?: unknown): AppError {
  const reason = cause instanceof Error ? `: ${cause.message}` : ''
  const message = `The thread doing this work ended unexpectedly${reason}. Start it again.`
  return new AppError({ code: 'worker-failed', operation, message, cause })
}
