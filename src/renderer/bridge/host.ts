import type {
  EventChannel,
  EventPayload,
  RequestChannel,
  RequestInput,
  RequestOutput,
} from '../../shared/ipc/contract.ts'
import type { Envelope } from '../../shared/ipc/envelope.ts'
import type { WireError } from '../../shared/errors/wire-error.ts'
import type { Location } from '../../shared/ipc/library-schemas.ts'
import type { Bridge, ConnectionState } from './bridge.ts'
import { createElectronBridge } from './electron-bridge.ts'
import { createSocketBridge } from './socket-bridge.ts'

function createBridge(): Bridge {
  if (window.assay !== undefined) return createElectronBridge(window.assay)
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return createSocketBridge(`${scheme}://${location.host}/socket`)
}

let bridge: Bridge | undefined

function getBridge(): Bridge {
  bridge ??= createBridge()
  return bridge
}

/** A failed request, with the code and path the host gave. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly wire: WireError

  constructor(wire: WireError) {
    super(wire.message)
    this.wire = wire
  }
}

function unwrap<T>(envelope: Envelope<T>): T {
  if (envelope.ok) return envelope.value
  throw new RequestError(envelope.error)
}

export async function request<C extends RequestChannel>(channel: C, input: RequestInput<C>): Promise<RequestOutput<C>> {
  return unwrap(await getBridge().request(channel, input))
}

export function subscribe<C extends EventChannel>(event: C, listener: (payload: EventPayload<C>) => void): () => void {
  return getBridge().subscribe(event, listener)
}

export async function locateDropped(file: File): Promise<Location> {
  return unwrap(await getBridge().locateDropped(file))
}

export function watchConnection(listener: (state: ConnectionState) => void): () => void {
  return getBridge().watchConnection(listener)
}

/** Calls back each time the connection is there again: what could not be read meanwhile is read then. */
export function watchReturn(listener: () => void): () => void {
  let isLost = false
  return watchConnection((connection) => {
    const isBack = isLost && connection === 'connected'
    isLost = connection === 'retrying'
    if (isBack) listener()
  })
}

export function toWire(error: unknown): WireError {
  if (error instanceof RequestError) return error.wire
  return { code: 'internal', operation: 'work', message: error instanceof Error ? error.message : String(error) }
}
