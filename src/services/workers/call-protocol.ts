import type { WireError } from '../../shared/errors/wire-error.ts'

/** Of an interface whose members are the methods of a worker: each takes one input and answers once. */
export type MethodName<T> = keyof T & string
export type MethodInput<T, M extends keyof T> = T[M] extends (input: infer I) => unknown ? I : never
export type MethodOutput<T, M extends keyof T> = T[M] extends (input: never) => infer O ? Awaited<O> : never

/** From the services to a worker: one call of one of its methods. */
export interface CallRequest {
  readonly requestId: number
  readonly method: string
  readonly input: unknown
}

export type CallReply =
  | { readonly requestId: number; readonly ok: true; readonly value: unknown }
  | { readonly requestId: number; readonly ok: false; readonly error: WireError }

/** From the services to a worker that has something open: it closes that, and ends. */
export const endMessage = 'end'
