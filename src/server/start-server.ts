import { createServer, type Server } from 'node:http'
import type { Handlers } from '../services/handlers.ts'
import type { EmitEvent } from '../services/host-port.ts'
import { AppError } from '../shared/errors/app-error.ts'
import { AccessGuard } from './access.ts'
import { createPageHost, type FindPage } from './page-host.ts'
import { SocketHost } from './socket-host.ts'

const address = '127.0.0.1'

/** What the server needs of the services. */
export interface ServedServices {
  readonly handlers: Handlers
  readonly pages: { find: FindPage }
  close(): Promise<void>
}

export interface ServerOptions {
  /** Makes the services once, given where their events go; they are closed with the server. */
  readonly services: (emit: EmitEvent) => Promise<ServedServices>
  /** The folder of the built renderer. */
  readonly rendererDirectory: string
  /** 0 or nothing takes any free port. */
  readonly port?: number | undefined
  /** Called once with the address to open, its token included. */
  readonly onListening?: ((url: string) => void) | undefined
}

export interface RunningServer {
  /** The address to open, its token included. */
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves the app to a browser on this machine.
 * @throws AppError `not-found` when the renderer is not built, `bad-usage` when the port is taken or not allowed.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const guard = new AccessGuard()
  // The port is taken before the services start, so that nothing starts when it cannot be.
  const running: { services?: ServedServices } = {}
  const findPage: FindPage = (path) => running.services?.pages.find(path)
  const server = createServer(createPageHost(options.rendererDirectory, guard, findPage))
  const sockets = new SocketHost()
  const port = await listen(server, options.port ?? 0)
  const services = await makeServices(server, options, sockets.emit)
  running.services = services
  server.on('upgrade', (request, stream, head) => sockets.accept(request, stream, head, guard, services.handlers))
  const url = `http://${address}:${port}/?token=${guard.token}`
  options.onListening?.(url)
  return { url, close: () => closeAll(server, sockets, services) }
}

async function makeServices(server: Server, options: ServerOptions, emit: EmitEvent) {
  try {
    return await options.services(emit)
  } catch (error) {
    server.close()
    throw error
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: address, port, exclusive: true }, resolve)
  }).catch((cause: NodeJS.ErrnoException) => {
    throw new AppError({ code: 'bad-usage', operation: 'serve the app', message: describe(cause, port), cause })
  })
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port.')
  return bound.port
}

function describe(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use: choose another one, or leave --port out.`
  if (error.code === 'EACCES') return `Port ${port} is not allowed for this user: choose one above 1023.`
  return `Cannot listen on ${address}:${port}: ${error.message}`
}

async function closeAll(server: Server, sockets: SocketHost, services: { close(): Promise<void> }): Promise<void> {
  sockets.close()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
  await services.close()
}
