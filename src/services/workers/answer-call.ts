import { AppError } from '../../shared/errors/app-error.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import type { CallReply, CallRequest, MethodInput, MethodName, MethodOutput } from './call-protocol.ts'

/** What a worker does for each of its methods. */
export type MethodTable<T> = {
  readonly [M in MethodName<T>]: (input: MethodInput<T, M>) => MethodOutput<T, M> | Promise<MethodOutput<T, M>>
}

/** Calls the method that a request names. Never rejects: an error is an answer too. */
export async function answerCall<T>(methods: MethodTable<T>, request: CallRequest, room: string): Promise<CallReply> {
  const { requestId, method, input } = request
  const operation = `${room}.${method}`
  try {
    const call = Object.hasOwn(methods, method) ? methods[method as MethodName<T>] : undefined
    if (call === undefined) throw new AppError({ code: 'internal', operation, message: 'There is no such method.' })
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The caller pairs method and input; types cannot follow that through a message.
    return { requestId, ok: true, value: await call(input as MethodInput<T, MethodName<T>>) }
  } catch (error) {
    return { requestId, ok: false, error: toWireError(error, operation) }
  }
}
