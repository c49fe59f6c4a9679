import type { RequestChannel, RequestInput, RequestOutput } from '../shared/ipc/contract.ts'

/** One handler for each request of the contract: a channel without one does not compile. */
export type Handlers = {
  readonly [C in RequestChannel]: (input: RequestInput<C>) => Promise<RequestOutput<C>>
}
