import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocketServer, type WebSocket as ServerSocket } from 'ws'
import type { ConnectionState } from '../../src/renderer/bridge/bridge.ts'
import { createSocketBridge } from '../../src/renderer/bridge/socket-bridge.ts'

const servers: WebSocketServer[] = []

async function listen(port = 0): Promise<{ server: WebSocketServer; port: number }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port })
  servers.push(server)
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port }
}

async function close(server: WebSocketServer): Promise<void> {
  for (const client of server.clients) client.terminate()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}

/** Answers every request with the channel it came on. */
function answerAll(server: WebSocketServer): void {
  server.on('connection', (socket: ServerSocket) => {
    socket.on('message', (data: Buffer) => {
      const { id, channel } = JSON.parse(data.toString('utf8')) as { id: number; channel: string }
      socket.send(JSON.stringify({ id, envelope: { ok: true, value: channel } }))
    })
  })
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map(close))
})

describe('the socket bridge', () => {
  it('sends what was asked before it was connected, and gives each answer to its request', async () => {
    const { server, port } = await listen()
    answerAll(server)
    const bridge = createSocketBridge(`ws://127.0.0.1:${port}/socket`)
    const answers = await Promise.all([bridge.request('settings.read', {}), bridge.request('run.list', {})])
    expect(answers).toEqual([
      { ok: true, value: 'settings.read' },
      { ok: true, value: 'run.list' },
    ])
  })

  it('hands events to those who listen, until they stop', async () => {
    const { server, port } = await listen()
    const connected = once(server, 'connection')
    const bridge = createSocketBridge(`ws://127.0.0.1:${port}/socket`)
    const heard: string[] = []
    const stop = bridge.subscribe('library.changed', () => heard.push('stopped early'))
    const second = new Promise<void>((resolve) => {
      bridge.subscribe('library.changed', () => resolve())
    })
    stop()
    const [socket] = (await connected) as [ServerSocket]
    socket.send(JSON.stringify({ event: 'library.changed', payload: {} }))
    await second
    expect(heard).toEqual([])
  })

  it('fails what was asked when the connection is lost, says so, and connects again', async () => {
    const first = await listen()
    const connected = once(first.server, 'connection')
    const bridge = createSocketBridge(`ws://127.0.0.1:${first.port}/socket`)
    const states: ConnectionState[] = []
    const again = new Promise<void>((resolve) => {
      bridge.watchConnection((state) => {
        states.push(state)
        if (states.filter((seen) => seen === 'connected').length === 2) resolve()
      })
    })
    const [socket] = (await connected) as [ServerSocket]
    const asked = bridge.request('run.list', {})
    await once(socket, 'message')
    await close(first.server)
    expect(await asked).toMatchObject({ ok: false, error: { code: 'internal' } })
    const second = await listen(first.port)
    answerAll(second.server)
    await again
    expect(states).toEqual(['connecting', 'connected', 'retrying', 'connected'])
    expect(await bridge.request('run.list', {})).toEqual({ ok: true, value: 'run.list' })
  })
})
