import type {
  EventChannel,
  EventPayload,
  RequestChannel,
  RequestInput,
  RequestOutput,
} from '../../shared/ipc/contract.ts'
import type { Envelope } from '../../shared/ipc/envelope.ts'
import type { WireError } from '../../shared/errors/wire-error.ts'
import type { Bridge, ConnectionState } from './bridge.ts'

type AnyEnvelope = Envelope<unknown>
type Message = { id: number; envelope: AnyEnvelope } | { event: EventChannel; payload: unknown }

const retryDelaysMs = [250, 500, 1000, 2000, 4000]

function failure(code: WireError['code'], operation: string, message: string): AnyEnvelope {
  return { ok: false, error: { code, operation, message } }
}

/** Requests and events over one WebSocket. A lost connection fails what was asked and is tried again for good. */
class SocketBridge {
  private socket: WebSocket | undefined
  private nextId = 1
  private attempt = 0
  private state: ConnectionState = 'connecting'
  private readonly url: string
  private readonly pending = new Map<number, (envelope: AnyEnvelope) => void>()
  private readonly unsent = new Map<number, string>()
  private readonly listeners = new Map<EventChannel, Set<(payload: never) => void>>()
  private readonly watchers = new Set<(state: ConnectionState) => void>()

  constructor(url: string) {
    this.url = url
    this.connect()
  }

  request(channel: RequestChannel, input: unknown): Promise<AnyEnvelope> {
    const id = this.nextId++
    const message = JSON.stringify({ id, channel, input })
    return new Promise((resolve) => {
      this.pending.set(id, resolve)
      if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(message)
      else this.unsent.set(id, message)
    })
  }

  subscribe(event: EventChannel, listener: (payload: never) => void): () => void {
    const listeners = this.listeners.get(event) ?? new Set()
    this.listeners.set(event, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  watchConnection(listener: (state: ConnectionState) => void): () => void {
    this.watchers.add(listener)
    listener(this.state)
    return () => this.watchers.delete(listener)
  }

  private connect(): void {
    const socket = new WebSocket(this.url)
    this.socket = socket
    socket.addEventListener('open', () => this.handleOpen(socket))
    socket.addEventListener('message', (event) => this.handleMessage(String(event.data)))
    socket.addEventListener('close', () => this.handleClose())
  }

  private handleOpen(socket: WebSocket): void {
    this.attempt = 0
    for (const message of this.unsent.values()) socket.send(message)
    this.unsent.clear()
    this.changeState('connected')
  }

  private handleMessage(text: string): void {
    const message = JSON.parse(text) as Message
    if ('event' in message) {
      for (const listener of this.listeners.get(message.event) ?? []) listener(message.payload as never)
      return
    }
    const resolve = this.pending.get(message.id)
    this.pending.delete(message.id)
    resolve?.(message.envelope)
  }

  private handleClose(): void {
    for (const [id, resolve] of this.pending) {
      if (this.unsent.has(id)) continue
      this.pending.delete(id)
      resolve(failure('internal', 'talk to Assay', 'The connection to Assay was lost before it answered. Try again.'))
    }
    this.changeState('retrying')
    const delayMs = retryDelaysMs[Math.min(this.attempt++, retryDelaysMs.length - 1)]
    setTimeout(() => this.connect(), delayMs)
  }

  private changeState(state: ConnectionState): void {
    if (this.state === state) return
    this.state = state
    for (const watcher of this.watchers) watcher(state)
  }
}

/** The host answers in the shape the contract gives each channel; it checks its own output before sending. */
export function createSocketBridge(url: string): Bridge {
  const socket = new SocketBridge(url)
  return {
    request: <C extends RequestChannel>(channel: C, input: RequestInput<C>) =>
      socket.request(channel, input) as Promise<Envelope<RequestOutput<C>>>,
    subscribe: <C extends EventChannel>(event: C, listener: (payload: EventPayload<C>) => void) =>
      socket.subscribe(event, listener),
    locateDropped: () =>
      Promise.resolve({
        ok: false,
        error: {
          code: 'unsupported-by-host',
          operation: 'find the dropped folder',
          message: 'This window is not told where a dropped folder lies. Choose the folder instead.',
        },
      }),
    watchConnection: (listener) => socket.watchConnection(listener),
  }
}
