import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchange, nextMessage, refusal, ServedApp } from '../../tests/fixtures/served-app.ts'
import { maxMessageBytes } from '../shared/ipc/socket-protocol.ts'

let app: ServedApp

beforeAll(async () => {
  app = await ServedApp.start()
})

afterAll(async () => {
  await app.close()
})

describe('access to the socket', () => {
  it('refuses a socket without the cookie', async () => {
    expect(await refusal(app.openSocket({ Cookie: '' }))).toBe(401)
  })

  it.each(['http://attacker.example', 'null', ''])('refuses a socket opened by the origin %j', async (origin) => {
    expect(await refusal(app.openSocket({ Origin: origin }))).toBe(403)
  })

  it('refuses a socket that names no origin', async () => {
    expect(await refusal(app.openBareSocket({ Cookie: app.cookie }))).toBe(403)
  })

  it('refuses a socket under another host name', async () => {
    expect(await refusal(app.openSocket({ Host: 'attacker.example', Origin: 'http://attacker.example' }))).toBe(403)
  })

  it('refuses a socket that is not the one of the contract', async () => {
    expect(await refusal(app.openSocket({}, '/other'))).toBe(404)
  })

  it('listens on the loopback address alone', async () => {
    const socket = connect({ host: '127.0.0.2', port: Number(app.address.port) })
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException]
    expect(error.code).toBe('ECONNREFUSED')
  })
})

describe('the contract over the socket', () => {
  it('answers a request by its id', async () => {
    const socket = await app.connect()
    const message = JSON.stringify({ id: 7, channel: 'library.list', input: {} })
    expect(await exchange(socket, message)).toEqual({ id: 7, envelope: { ok: true, value: { folders: [] } } })
    socket.close()
  })

  it('carries the code of an operation that failed', async () => {
    const socket = await app.connect()
    const answer = await exchange(socket, JSON.stringify({ id: 1, channel: 'run.cancel', input: { runId: 'r1' } }))
    expect(answer).toMatchObject({
      envelope: { ok: false, error: { code: 'unknown-run', message: 'There is no run r1.' } },
    })
    socket.close()
  })

  it.each([
    ['text that is not JSON', 'no json'],
    ['JSON of another shape', '{"hello": 1}'],
    ['a binary frame', Buffer.from('{"id":1,"channel":"library.list","input":{}}')],
  ])('survives %s with an error', async (_name, message) => {
    const socket = await app.connect()
    expect(await exchange(socket, message)).toMatchObject({
      id: null,
      envelope: { ok: false, error: { code: 'bad-usage' } },
    })
    const good = await exchange(socket, JSON.stringify({ id: 2, channel: 'library.list', input: {} }))
    expect(good).toMatchObject({ id: 2, envelope: { ok: true } })
    socket.close()
  })

  it.each(['no.such', '__proto__', 'constructor', 'location.drop'])('knows no channel %s', async (channel) => {
    const socket = await app.connect()
    const answer = await exchange(socket, JSON.stringify({ id: 3, channel, input: {} }))
    expect(answer).toMatchObject({ id: 3, envelope: { ok: false, error: { code: 'bad-usage' } } })
    socket.close()
  })

  it('names the field of an input that does not fit', async () => {
    const socket = await app.connect()
    const answer = await exchange(socket, JSON.stringify({ id: 4, channel: 'run.cancel', input: { runId: 5 } }))
    expect(answer).toMatchObject({ envelope: { ok: false, error: { code: 'bad-usage' } } })
    expect(JSON.stringify(answer)).toContain('runId')
    const surplus = await exchange(socket, JSON.stringify({ id: 5, channel: 'library.list', input: { path: '/' } }))
    expect(surplus).toMatchObject({ envelope: { ok: false, error: { code: 'bad-usage' } } })
    socket.close()
  })

  it('reports an answer out of contract as a bug, not as a value', async () => {
    const socket = await app.connect()
    const answer = await exchange(socket, JSON.stringify({ id: 6, channel: 'library.createSample', input: {} }))
    expect(answer).toMatchObject({ envelope: { ok: false, error: { code: 'internal' } } })
    socket.close()
  })

  it('tells every open page of an event', async () => {
    const sockets = [await app.connect(), await app.connect()]
    const heard = Promise.all(sockets.map(nextMessage))
    app.emit('library.changed', {})
    expect(await heard).toEqual([
      { event: 'library.changed', payload: {} },
      { event: 'library.changed', payload: {} },
    ])
    for (const socket of sockets) socket.close()
  })

  it('ends the connection of a message that is too large, and stays up', async () => {
    const socket = await app.connect()
    socket.on('error', () => undefined)
    socket.send(Buffer.alloc(maxMessageBytes + 1))
    const [code] = (await once(socket, 'close')) as [number]
    expect(code).toBe(1009)
    const next = await app.connect()
    next.close()
  })
})
