import type {
  EventChannel,
  EventPayload,
  RequestChannel,
  RequestInput,
  RequestOutput,
} from '../../shared/ipc/contract.ts'
import type { Envelope } from '../../shared/ipc/envelope.ts'
import type { Location } from '../../shared/ipc/library-schemas.ts'

export type ConnectionState = 'connecting' | 'connected' | 'retrying'

/** The one way to the host. What the host can do is asked with `app.describe`, never guessed from the kind of bridge. */
export interface Bridge {
  request<C extends RequestChannel>(channel: C, input: RequestInput<C>): Promise<Envelope<RequestOutput<C>>>
  subscribe<C extends EventChannel>(event: C, listener: (payload: EventPayload<C>) => void): () => void
  /** Turns a dropped file into a location; only where `canResolveDroppedFiles`. */
  locateDropped(file: File): Promise<Envelope<Location>>
  /** Calls the listener at once and on every change. */
  watchConnection(listener: (state: ConnectionState) => void): () => void
}
