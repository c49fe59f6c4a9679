import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { dispatch } from '../services/dispatch.ts'
import type { Handlers } from '../services/handlers.ts'
import type { EmitEvent } from '../services/host-port.ts'
import { AppError } from '../shared/errors/app-error.ts'
import { toWireError } from '../shared/errors/wire-error.ts'
import {
  maxMessageBytes,
  requestMessageSchema,
  socketPath,
  type EventMessage,
  type RequestMessage,
  type ResponseMessage,
} from '../shared/ipc/socket-protocol.ts'
import { securityHeaders } from '../shared/security/response-headers.ts'
import { refuseForeign, splitAddress, type AccessGuard, type Refusal } from './access.ts'

/** Carries the contract over WebSockets: a request gets one answer, an event goes to every open page. */
export class SocketHost {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  })

  /** Takes over an HTTP upgrade, or refuses it before any byte of the protocol. */
  accept(request: IncomingMessage, stream: Duplex, head: Buffer, guard: AccessGuard, handlers: Handlers): void {
    const refusal = refuse(request, guard)
    if (refusal !== null) return endStream(stream, refusal)
    this.sockets.handleUpgrade(request, stream, head, (socket) => {
      // ws answers a protocol error by closing the socket with its reason; only, unheard, it would end the process.
      socket.on('error', () => undefined)
      socket.on('message', (data, isBinary) => void answer(socket, handlers, data, isBinary))
    })
  }

  readonly emit: EmitEvent = (event, payload) => {
    for (const socket of this.sockets.clients) sendMessage(socket, { event, payload })
  }

  close(): void {
    for (const socket of this.sockets.clients) socket.terminate()
    this.sockets.close()
  }
}

function refuse(request: IncomingMessage, guard: AccessGuard): Refusal | { status: 404; reason: string } | null {
  const foreign = refuseForeign(request, true)
  if (foreign !== null) return foreign
  if (!guard.hasCookie(request)) return { status: 401, reason: 'No session.' }
  if (splitAddress(request).pathname !== socketPath) {
    return { status: 404, reason: 'There is no such socket.' }
  }
  return null
}

function endStream(stream: Duplex, refusal: { readonly status: number; readonly reason: string }): void {
  const headers = { ...securityHeaders([]), Connection: 'close', 'Content-Length': '0' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  stream.on('error', () => stream.destroy())
  stream.end(`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}\r\n${lines.join('')}\r\n`)
}

async function answer(socket: WebSocket, handlers: Handlers, data: RawData, isBinary: boolean): Promise<void> {
  const message = isBinary ? null : parseMessage(data)
  if (message === null) return sendMessage(socket, unreadable())
  const envelope = await dispatch(handlers, message.channel, message.input)
  sendMessage(socket, { id: message.id, envelope })
}

function parseMessage(data: RawData): RequestMessage | null {
  // ws hands over one Buffer, its default `binaryType`.
  if (!Buffer.isBuffer(data)) return null
  try {
    return requestMessageSchema.parse(JSON.parse(data.toString('utf8')))
  } catch {
    // Whatever is wrong with it, the answer is the same error envelope.
    return null
  }
}

function unreadable(): ResponseMessage {
  const message = 'A message must be JSON text of the form {"id": 1, "channel": "noun.verb", "input": {...}}.'
  const error = new AppError({ code: 'bad-usage', operation: 'read message', message })
  return { id: null, envelope: { ok: false, error: toWireError(error) } }
}

function sendMessage(socket: WebSocket, message: ResponseMessage | EventMessage): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
}
