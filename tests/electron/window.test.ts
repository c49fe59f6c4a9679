import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { focusWindow, openWindow } from '../../src/main/window.ts'
import { BrowserWindow, nativeImage, nativeTheme, resetElectron } from './electron-stand-in.ts'
import { waitFor } from '../helpers/wait-for.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

let folder: string
let stateFile: string
let loadFailures: string[]

function open(developmentUrl?: string): BrowserWindow {
  const onLoadFailure = (error: Error): void => void loadFailures.push(error.message)
  const iconFile = '/app/out/main/icon.png'
  openWindow({ preload: '/app/out/preload/index.cjs', iconFile, stateFile, developmentUrl, onLoadFailure })
  const window = BrowserWindow.all.at(-1)
  if (window === undefined) throw new Error('no window was opened')
  return window
}

beforeEach(async () => {
  resetElectron()
  loadFailures = []
  folder = await mkdtemp(join(tmpdir(), 'assay-window-'))
  stateFile = join(folder, 'below', 'window.json')
})

afterEach(async () => rm(folder, { recursive: true }))

describe('the window', () => {
  it('keeps the page apart from Node and from Electron', () => {
    expect(open().options.webPreferences).toMatchObject({
      preload: '/app/out/preload/index.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
    })
  })

  it('loads the app and nothing else', () => {
    expect(open().address).toBe('app://assay/')
    expect(open('http://localhost:5173').address).toBe('http://localhost:5173')
  })

  it('fits a screen of 1024 by 700 and cannot be made too small to use', () => {
    const { minWidth, minHeight } = open().options
    expect([minWidth, minHeight]).toEqual([900, 600])
  })

  it.runIf(process.platform !== 'darwin')('shows the picture of the app in taskbars, where there is one', () => {
    expect(open().options.icon).toBeUndefined()
    nativeImage.known.add('/app/out/main/icon.png')
    expect(open().options.icon).toBe('/app/out/main/icon.png at 256')
  })

  it('is shown once it has something to show', () => {
    const window = open()
    expect(window.options.show).toBe(false)
    expect(window.calls).toEqual([])
    window.emit('ready-to-show')
    expect(window.calls).toEqual(['show'])
  })

  it('has the background of the theme from the first moment, and follows it', () => {
    expect(open().options.backgroundColor).toBe('#ffffff')
    nativeTheme.shouldUseDarkColors = true
    const window = open()
    expect(window.options.backgroundColor).toBe('#16171a')
    nativeTheme.shouldUseDarkColors = false
    nativeTheme.emit('updated')
    expect(window.background).toBe('#ffffff')
  })

  it('stops following the theme when it is closed', () => {
    const window = open()
    window.emit('closed')
    expect(nativeTheme.listenerCount('updated')).toBe(0)
  })

  it('comes back to where it was', async () => {
    const first = open()
    first.bounds = { x: 40, y: 50, width: 1111, height: 777 }
    first.emit('close')
    expect(JSON.parse(await readFile(stateFile, 'utf8'))).toMatchObject({ width: 1111, isMaximized: false })
    expect(open().options).toMatchObject({ x: 40, y: 50, width: 1111, height: 777 })
  })

  it('comes back maximized', () => {
    const first = open()
    first.maximize()
    first.emit('close')
    const window = open()
    expect(window.calls).toEqual([])
    window.emit('ready-to-show')
    expect(window.calls).toEqual(['maximize', 'show'])
  })

  it.each([
    ['damaged', '{"x": 1'],
    ['too small', '{"x":1,"y":1,"width":10,"height":10,"isMaximized":false}'],
    ['of another shape', '[]'],
  ])('opens at its default size when what was kept is %s', async (_name, text) => {
    stateFile = join(folder, 'window.json')
    await writeFile(stateFile, text)
    expect(open().options).toMatchObject({ width: 1280, height: 820 })
  })

  it('does not open on a screen that is gone', async () => {
    stateFile = join(folder, 'window.json')
    await writeFile(stateFile, '{"x":5000,"y":0,"width":1200,"height":800,"isMaximized":false}')
    const { x, width } = open().options
    expect([x, width]).toEqual([undefined, 1200])
  })

  it('tells when it would never be shown, because its page cannot be loaded', async () => {
    BrowserWindow.loadError = new Error('ERR_FAILED (-2)')
    open()
    await waitFor(() => expect(loadFailures).toEqual(['ERR_FAILED (-2)']))
  })

  it('does not tell of a load that another took the place of, or that its end cut off', async () => {
    BrowserWindow.loadError = Object.assign(new Error('ERR_ABORTED (-3)'), { code: 'ERR_ABORTED' })
    open()
    BrowserWindow.loadError = new Error('ERR_FAILED (-2)')
    open().destroyed = true
    BrowserWindow.loadError = new Error('told last')
    open()
    await waitFor(() => expect(loadFailures).toEqual(['told last']))
  })

  it('comes to the front from minimized', () => {
    const window = open()
    window.minimized = true
    focusWindow(window as never)
    expect(window.calls).toEqual(['restore', 'show', 'focus'])
  })
})
