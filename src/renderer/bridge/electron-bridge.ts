import type {
  EventChannel,
  EventPayload,
  RequestChannel,
  RequestInput,
  RequestOutput,
} from '../../shared/ipc/contract.ts'
import type { Envelope } from '../../shared/ipc/envelope.ts'
import type { Location } from '../../shared/ipc/library-schemas.ts'
import type { Bridge } from './bridge.ts'

/** What the preload exposes: one function for each channel. */
export interface ExposedApi {
  readonly request: { readonly [C in RequestChannel]: (input: RequestInput<C>) => Promise<Envelope<RequestOutput<C>>> }
  subscribe<C extends EventChannel>(event: C, listener: (payload: EventPayload<C>) => void): () => void
  locateDropped(file: File): Promise<Envelope<Location>>
}

declare global {
  interface Window {
    readonly assay?: ExposedApi
  }
}

export function createElectronBridge(api: ExposedApi): Bridge {
  return {
    request: (channel, input) => api.request[channel](input),
    subscribe: (event, listener) => api.subscribe(event, listener),
    locateDropped: (file) => api.locateDropped(file),
    watchConnection: (listener) => {
      listener('connected')
      return () => undefined
    },
  }
}
