import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleHandlers, ServedApp } from '../../tests/fixtures/served-app.ts'
import { startServer } from './start-server.ts'

let app: ServedApp

beforeAll(async () => {
  app = await ServedApp.start()
})

afterAll(async () => {
  await app.close()
})

describe('starting', () => {
  const services = async () => ({
    handlers: sampleHandlers,
    pages: { find: () => undefined },
    close: async () => undefined,
  })

  it('says what to do when the port is taken', async () => {
    const { rendererDirectory } = app
    await expect(startServer({ rendererDirectory, services, port: Number(app.address.port) })).rejects.toMatchObject({
      code: 'bad-usage',
      message: expect.stringContaining('is in use') as string,
    })
  })

  it('says what to do when the app is not built', async () => {
    await expect(startServer({ rendererDirectory: app.root, services })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('makes a new token for each start, and closes its services and sockets with itself', async () => {
    let isClosed = false
    const close = async () => void (isClosed = true)
    const other = await startServer({
      rendererDirectory: app.rendererDirectory,
      services: async () => ({ ...(await services()), close }),
    })
    expect(new URL(other.url).searchParams.get('token')).not.toBe(app.address.searchParams.get('token'))
    await other.close()
    expect(isClosed).toBe(true)
    await expect(fetch(other.url)).rejects.toThrow()
  })
})
