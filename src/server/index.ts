export { browserHost } from './browser-host.ts'
export { startServer, type RunningServer, type ServerOptions } from './start-server.ts'
