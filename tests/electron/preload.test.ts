import { chromium, type Browser, type Page } from '@playwright/test'
import { PreloadConfigFactory } from 'electron-vite'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import config from '../../electron.vite.config.ts'
import { findChromium } from '../../scripts/find-chromium.ts'
import { dropChannel, eventChannels, requestChannels } from '../../src/shared/ipc/channels.ts'

const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

/** What the page of the test keeps of the preload's calls; the bridge itself is `window.assay`. */
interface Recorded {
  exposed: string[]
  required: string[]
  invoked: [string, unknown][]
  listeners: Map<string, ((event: unknown, payload: unknown) => void)[]>
  heard: unknown[]
}

type AnyFunction = (...parameters: unknown[]) => unknown
type Bridge = {
  request: Record<string, AnyFunction>
  subscribe: (event: string, listener: AnyFunction) => () => void
  locateDropped: AnyFunction
}
type PreloadWindow = typeof globalThis & { recorded: Recorded; assay: Bridge }

/** The preload exactly as `npm run build` makes it, in memory. */
async function buildPreload(): Promise<Rolldown.OutputChunk[]> {
  const preload = await new PreloadConfigFactory(config.preload ?? {}, {}, {}).build()
  const output = await build({
    ...preload,
    configFile: false,
    logLevel: 'warn',
    build: { ...preload.build, write: false },
  })
  const outputs = Array.isArray(output) ? output : [output]
  return outputs.flatMap((each) => ('output' in each ? each.output : [])).filter((file) => file.type === 'chunk')
}

/** Runs in the page: a sandboxed preload's `require`, which knows electron and little else. */
function runPreload(code: string): void {
  const page = globalThis as PreloadWindow
  const recorded: Recorded = { exposed: [], required: [], invoked: [], listeners: new Map(), heard: [] }
  page.recorded = recorded
  const electron = {
    contextBridge: {
      exposeInMainWorld(name: string, api: unknown) {
        recorded.exposed.push(name)
        Object.assign(page, { [name]: api })
      },
    },
    ipcRenderer: {
      invoke(channel: string, input: unknown) {
        recorded.invoked.push([channel, input])
        return Promise.resolve({ ok: true, value: channel })
      },
      on(channel: string, listener: (event: unknown, payload: unknown) => void) {
        recorded.listeners.set(channel, [...(recorded.listeners.get(channel) ?? []), listener])
      },
      off(channel: string, listener: (event: unknown, payload: unknown) => void) {
        recorded.listeners.set(
          channel,
          (recorded.listeners.get(channel) ?? []).filter((each) => each !== listener),
        )
      },
    },
    webUtils: {
      getPathForFile(file: unknown) {
        if (!(file instanceof File)) throw new TypeError('not a File')
        return file.name === 'from-disk' ? '/data/from-disk' : ''
      },
    },
  }
  const require = (name: string) => {
    recorded.required.push(name)
    if (name !== 'electron') throw new Error(`module not found: ${name}`)
    return electron
  }
  // oxlint-disable-next-line typescript/no-implied-eval -- Electron runs a preload this way: code with a `require`
  new Function('require', 'module', 'exports', code)(require, { exports: {} }, {})
}

let browser: Browser
let page: Page
let chunks: Rolldown.OutputChunk[]

beforeAll(async () => {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('No Chromium: run "node scripts/ensure-chromium.ts".')
  chunks = await buildPreload()
  browser = await chromium.launch({ executablePath, args: chromiumFlags })
})

afterAll(async () => browser.close())

beforeEach(async () => {
  page = await browser.newPage()
  await page.evaluate(runPreload, chunks[0]?.code ?? '')
})

describe('the built preload', () => {
  it('is one small file that requires electron alone', async () => {
    expect(chunks.map(({ fileName }) => fileName)).toEqual(['index.cjs'])
    expect(chunks[0]?.code.length).toBeLessThan(10_000)
    expect(await page.evaluate(() => (globalThis as PreloadWindow).recorded.required)).toEqual(['electron'])
  })

  it('exposes one name, with one function for each request of the contract', async () => {
    const exposed = await page.evaluate(() => {
      const { assay, recorded } = globalThis as PreloadWindow
      const isCallable = Object.values(assay.request).every((each) => typeof each === 'function')
      return { names: recorded.exposed, members: Object.keys(assay), channels: Object.keys(assay.request), isCallable }
    })
    expect(exposed.names).toEqual(['assay'])
    expect(exposed.members.toSorted()).toEqual(['locateDropped', 'request', 'subscribe'])
    expect(exposed.channels.toSorted()).toEqual(requestChannels.toSorted())
    expect(exposed.isCallable).toBe(true)
  })

  it('asks on the channel of the function and passes nothing but the input', async () => {
    const invoked = await page.evaluate(async (channels) => {
      const { assay, recorded } = globalThis as PreloadWindow
      for (const channel of channels) await assay.request[channel]?.({ of: channel }, 'surplus')
      return recorded.invoked
    }, requestChannels)
    expect(invoked).toEqual(requestChannels.map((channel) => [channel, { of: channel }]))
  })

  it('hands over the payload of an event without the sender, until unsubscribed', async () => {
    const heard = await page.evaluate((events) => {
      const { assay, recorded } = globalThis as PreloadWindow
      for (const event of events) {
        const unsubscribe = assay.subscribe(event, (...given) => recorded.heard.push(given))
        const send = (payload: string) =>
          recorded.listeners.get(event)?.forEach((each) => each({ sender: 'x' }, payload))
        send(`first ${event}`)
        unsubscribe()
        send(`second ${event}`)
      }
      return recorded.heard
    }, eventChannels)
    expect(heard).toEqual(eventChannels.map((event) => [`first ${event}`]))
  })

  it.each(['library.list', 'location.drop', 'no.such', '__proto__'])('subscribes to no event %s', async (name) => {
    const message = await page.evaluate((event) => {
      try {
        ;(globalThis as PreloadWindow).assay.subscribe(event, () => undefined)
        return null
      } catch (error) {
        return String(error)
      }
    }, name)
    expect(message).toContain('There is no event')
  })

  it('names the path of a dropped file by what the system says, never by what the page says', async () => {
    const invoked = await page.evaluate(async () => {
      const { assay, recorded } = globalThis as PreloadWindow
      await assay.locateDropped(new File([], 'from-disk'), '/etc')
      await assay.locateDropped(new File([], '/etc/passwd'))
      return recorded.invoked
    })
    expect(invoked).toEqual([
      [dropChannel, { path: '/data/from-disk' }],
      [dropChannel, { path: '' }],
    ])
    await expect(page.evaluate(() => (globalThis as PreloadWindow).assay.locateDropped('/etc/passwd'))).rejects.toThrow(
      'not a File',
    )
  })
})
