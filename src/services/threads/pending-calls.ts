import type { Transferable } from 'node:worker_threads'
import type { AppError } from '../../shared/errors/app-error.ts'
import { fromWireError } from '../../shared/errors/wire-error.ts'
import type { CallReply, CallRequest, MethodInput, MethodName, MethodOutput } from '../workers/call-protocol.ts'

interface PendingCall {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: AppError) => void
}

/** The calls of a worker's methods that wait for their answers. */
export class PendingCalls<T> {
  private readonly send: (request: CallRequest, transfer: readonly Transferable[]) => void
  private readonly calls = new Map<number, PendingCall>()
  private lastRequestId = 0
  private loss: AppError | undefined

  constructor(send: (request: CallRequest, transfer: readonly Transferable[]) => void) {
    this.send = send
  }

  /** Why no call is answered any more; undefined while they are. */
  get end(): AppError | undefined {
    return this.loss
  }

  /** What is in `transfer` goes over to the worker. Errors: those of the method, and the one of `fail` once the worker is gone. */
  async call<M extends MethodName<T>>(
    method: M,
    input: MethodInput<T, M>,
    transfer: readonly Transferable[] = [],
  ): Promise<MethodOutput<T, M>> {
    if (this.loss !== undefined) throw this.loss
    const requestId = ++this.lastRequestId
    const value = await new Promise<unknown>((resolve, reject) => {
      this.calls.set(requestId, { resolve, reject })
      this.send({ requestId, method, input }, transfer)
    })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The reply to a request is of its method: the id pairs them.
    return value as MethodOutput<T, M>
  }

  receive(reply: CallReply): void {
    const call = this.calls.get(reply.requestId)
    this.calls.delete(reply.requestId)
    if (reply.ok) call?.resolve(reply.value)
    else call?.reject(fromWireError(reply.error))
  }

  /** Fails what waits and what will be asked; the first reason stays. */
  fail(error: AppError): void {
    this.loss ??= error
    for (const call of this.calls.values()) call.reject(this.loss)
    this.calls.clear()
  }
}
