import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answerRequests } from '../../src/main/ipc-adapter.ts'
import type { Envelope } from '../../src/shared/ipc/envelope.ts'
import { dropChannel, requestChannels } from '../../src/shared/ipc/channels.ts'
import { fewHandlers } from '../fixtures/served-app.ts'
import { ipcMain, resetElectron } from './electron-stand-in.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

type Frame = { readonly url: string; readonly parent: unknown } | null
const ownFrame: Frame = { url: 'app://assay/index.html', parent: null }
const issued: string[] = []

async function invoke(channel: string, input: unknown, senderFrame: Frame = ownFrame): Promise<Envelope<unknown>> {
  const handle = ipcMain.handles.get(channel)
  const event = { senderFrame } as Electron.IpcMainInvokeEvent
  return (await handle?.(event, input)) as Envelope<unknown>
}

function answer(developmentUrl?: string): void {
  answerRequests({
    handlers: fewHandlers({ 'library.list': async () => ({ folders: [] }) }),
    issueLocation: (path) => {
      issued.push(path)
      return { token: 'token-1', displayPath: path }
    },
    developmentUrl,
  })
}

beforeEach(() => {
  resetElectron()
  // Each refusal is told on stderr: hundreds of them here.
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  issued.length = 0
})

describe('requests from the window', () => {
  it('are answered on every channel of the contract and on one more, for dropped files', () => {
    answer()
    expect([...ipcMain.handles.keys()].toSorted()).toEqual([...requestChannels, dropChannel].toSorted())
  })

  it('get the value of their handler in an envelope', async () => {
    answer()
    expect(await invoke('library.list', {})).toEqual({ ok: true, value: { folders: [] } })
  })

  it('are parsed strictly', async () => {
    answer()
    expect(await invoke('library.list', { surplus: 1 })).toMatchObject({ ok: false, error: { code: 'bad-usage' } })
    expect(await invoke('run.cancel', undefined)).toMatchObject({ ok: false, error: { code: 'bad-usage' } })
  })

  it.each([...requestChannels, dropChannel])('are refused on %s from any other frame', async (channel) => {
    answer()
    const foreign: Frame[] = [
      { url: 'https://attacker.example/', parent: null },
      { url: 'app://other/', parent: null },
      { url: 'app://assay.attacker.example/', parent: null },
      { url: 'file:///app/index.html', parent: null },
      { url: 'about:blank', parent: null },
      { url: 'http://localhost:5173/', parent: null },
      { url: 'app://assay/index.html', parent: { url: 'app://assay/' } },
      { url: '', parent: null },
      null,
    ]
    for (const frame of foreign) {
      expect(await invoke(channel, {}, frame)).toMatchObject({ ok: false, error: { code: 'permission-denied' } })
    }
    expect(issued).toEqual([])
  })

  it('are answered to the dev server in development', async () => {
    answer('http://localhost:5173')
    expect(await invoke('library.list', {}, { url: 'http://localhost:5173/index.html', parent: null })).toMatchObject({
      ok: true,
    })
    expect(await invoke('library.list', {}, { url: 'http://localhost:9/', parent: null })).toMatchObject({ ok: false })
  })
})

describe('a dropped file', () => {
  it('becomes a location', async () => {
    answer()
    expect(await invoke(dropChannel, { path: '/data/in' })).toEqual({
      ok: true,
      value: { token: 'token-1', displayPath: '/data/in' },
    })
  })

  it.each([{ path: '' }, { path: 5 }, {}, null, { path: '/x', type: 'folder' }])('is refused as %j', async (input) => {
    answer()
    expect(await invoke(dropChannel, input)).toMatchObject({ ok: false, error: { code: 'bad-usage' } })
    expect(issued).toEqual([])
  })
})
