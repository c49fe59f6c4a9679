import type { EventEmitter } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { searchPath } from '../../src/main/search-path.ts'
import { startArgument } from '../../src/main/start-argument.ts'
import { requestChannels } from '../../src/shared/ipc/channels.ts'
import { settingsSchema } from '../../src/shared/ipc/library-schemas.ts'
import type * as StandIn from './electron-stand-in.ts'
import { waitFor } from '../helpers/wait-for.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

const ownEvent = { senderFrame: { url: 'app://assay/', parent: null } } as never
let workspace: string
let electron: typeof StandIn
/** What every start of the app listens to, in this process too. */
const sources: readonly (readonly [EventEmitter, string])[] = [
  ...['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [process, signal] as const),
  [process.stdout, 'error'],
  [process.stderr, 'error'],
]
let formerListeners: unknown[]

/** Runs src/main/index.ts as Electron would. Its services are the real ones, over a workspace of their own. */
async function launch(): Promise<void> {
  await import('../../src/main/index.ts')
}

async function launchToWindow(): Promise<StandIn.BrowserWindow> {
  await launch()
  electron.app.becomeReady()
  return waitFor(() => {
    const window = electron.BrowserWindow.all[0]
    if (window === undefined) throw new Error('there is no window yet')
    return window
  })
}

/** Waits for the services to be closed, which is when the app quits for good. */
async function quit(): Promise<void> {
  if (!electron.app.emit('will-quit', { preventDefault: () => undefined })) return
  await waitFor(() => expect(electron.app.quitCount).toBeGreaterThan(0))
}

function ask(channel: string, input: unknown): Promise<unknown> {
  return Promise.resolve(electron.ipcMain.handles.get(channel)?.(ownEvent, input))
}

beforeEach(async () => {
  vi.resetModules()
  formerListeners = sources.flatMap(([source, name]) => source.listeners(name))
  electron = (await import('electron')) as unknown as typeof StandIn
  electron.resetElectron()
  workspace = await mkdtemp(join(tmpdir(), 'assay-desktop-'))
  vi.stubEnv('ASSAY_HOME', workspace)
  vi.stubGlobal('process', Object.assign(process, { argv: ['/app/assay'], defaultApp: false }))
})

afterEach(async () => {
  await quit()
  for (const [source, name] of sources) {
    const added = source.listeners(name).filter((listener) => !formerListeners.includes(listener))
    for (const listener of added) source.off(name, listener as () => void)
  }
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  await rm(workspace, { recursive: true })
})

describe('starting the app', () => {
  it('is sandboxed, with its scheme known and its own folder set, before Electron is ready', async () => {
    await launch()
    expect(electron.app.isSandboxed).toBe(true)
    expect(electron.protocol.schemes[0]?.scheme).toBe('app')
    expect(electron.app.getPath('userData')).toBe(join(workspace, 'desktop'))
    expect(electron.BrowserWindow.all).toEqual([])
  })

  it('goes by its name, and on Windows by the id of its installer, which notices need', async () => {
    const { platform } = process
    Object.defineProperty(process, 'platform', { value: 'win32' })
    await launch().finally(() => Object.defineProperty(process, 'platform', { value: platform }))
    const builder = await readFile(new URL('../../build/electron-builder.yml', import.meta.url), 'utf8')
    expect(builder).toContain(`appId: ${electron.app.userModelId}\n`)
    expect(builder).toContain(`productName: ${electron.app.name}\n`)
  })

  it('says why it cannot, where its folder cannot be made, and ends', async () => {
    await writeFile(join(workspace, 'file'), '')
    vi.stubEnv('ASSAY_HOME', join(workspace, 'file'))
    await launch()
    electron.app.becomeReady()
    await waitFor(() => expect(electron.app.exitCode).toBe(1))
    expect(electron.dialog.errors).toEqual([
      expect.stringMatching(/^Assay cannot start: .*file.*ASSAY_HOME can name another folder\.$/u),
    ])
    expect(electron.BrowserWindow.all).toEqual([])
  })

  it('answers the contract, serves its page and shows its menu once ready', async () => {
    const window = await launchToWindow()
    expect(window.address).toBe('app://assay/')
    expect([...electron.ipcMain.handles.keys()]).toEqual(expect.arrayContaining(requestChannels))
    expect(electron.protocol.handlers.has('app')).toBe(true)
    expect(electron.Menu.template.length).toBeGreaterThan(3)
    expect(electron.session.defaultSession.checkHandler).not.toBeNull()
    expect(await ask('app.describe', {})).toMatchObject({ ok: true, value: { workspace, version: '0.0.0-test' } })
  })

  it('sends what the menu chose to the window', async () => {
    const window = await launchToWindow()
    const submenus = electron.Menu.template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    submenus.find(({ id }) => id === 'open-palette')?.click?.({} as never, undefined, {})
    expect(window.webContents.sent).toContainEqual({ channel: 'menu.chosen', payload: { command: 'open-palette' } })
  })

  it('keeps the native frame in the theme that was chosen', async () => {
    await launchToWindow()
    const read = (await ask('settings.read', {})) as { value: unknown }
    await ask('settings.write', { ...settingsSchema.parse(read.value), theme: 'dark' })
    expect(electron.nativeTheme.themeSource).toBe('dark')
  })
})

describe('a page whose process is gone', () => {
  async function lose(reason: string): Promise<StandIn.BrowserWindow> {
    const window = await launchToWindow()
    window.webContents.crashed = true
    window.webContents.emit('render-process-gone', {}, { reason, exitCode: 1 })
    return window
  }

  it('is shown again when that is wanted', async () => {
    const window = await lose('crashed')
    await waitFor(() => expect(window.calls).toEqual(['show', 'reload']))
    expect(electron.dialog.asked).toMatchObject([{ detail: 'Reason: crashed. Work that is running goes on.' }])
  })

  it('ends the app when that is wanted', async () => {
    electron.dialog.response = 1
    await lose('oom')
    await waitFor(() => expect(electron.app.quitCount).toBe(1))
  })

  it('is not asked about when it ended as it should', async () => {
    await lose('clean-exit')
    expect(electron.dialog.asked).toEqual([])
  })

  it('is told nothing', async () => {
    const window = await lose('clean-exit')
    const submenus = electron.Menu.template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    submenus.find(({ id }) => id === 'open-palette')?.click?.({} as never, undefined, {})
    expect(window.webContents.sent.filter(({ channel }) => channel === 'menu.chosen')).toEqual([])
  })
})

describe('a second instance', () => {
  it('ends at once and hands its argument over', async () => {
    process.argv = ['/app/assay', '--some-switch', '/data/in']
    electron.app.hasLock = false
    await launch()
    expect(electron.app.quitCount).toBe(1)
    expect(electron.app.lockData).toEqual({ path: '/data/in' })
    electron.app.becomeReady()
    await electron.app.whenReady()
    expect(electron.BrowserWindow.all).toEqual([])
  })

  it('brings the first to the front, which opens the folder given', async () => {
    const window = await launchToWindow()
    window.webContents.emit('did-finish-load')
    window.minimized = true
    electron.app.emit('second-instance', {}, [], '/', { path: workspace })
    expect(window.calls).toEqual(['restore', 'show', 'focus'])
    const opened = window.webContents.sent.find(({ channel }) => channel === 'location.opened')
    expect(opened?.payload).toMatchObject({ location: { displayPath: workspace }, type: 'folder' })
  })

  it.each([undefined, null, { path: 5 }, 'x'])('only brings the first to the front when it says %j', async (data) => {
    const window = await launchToWindow()
    window.webContents.emit('did-finish-load')
    electron.app.emit('second-instance', {}, [], '/', data)
    expect(window.calls).toEqual(['show', 'focus'])
    expect(window.webContents.sent.filter(({ channel }) => channel === 'location.opened')).toEqual([])
  })
})

describe('a path the system opens with the app', () => {
  it('waits for the page', async () => {
    const file = join(workspace, 'x.manifest.json')
    await writeFile(file, '{}')
    await launch()
    let isHandled = false
    electron.app.emit('open-file', { preventDefault: () => (isHandled = true) }, file)
    expect(isHandled).toBe(true)
    electron.app.becomeReady()
    const window = await waitFor(() => {
      const first = electron.BrowserWindow.all[0]
      if (first === undefined) throw new Error('there is no window yet')
      return first
    })
    expect(window.webContents.sent).toEqual([])
    window.webContents.emit('did-finish-load')
    expect(window.webContents.sent).toMatchObject([{ channel: 'location.opened', payload: { type: 'file' } }])
  })

  it('waits again while the page is loaded anew, and not when only its fragment changes', async () => {
    const window = await launchToWindow()
    window.webContents.emit('did-finish-load')
    window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
    electron.app.emit('open-file', { preventDefault: () => undefined }, workspace)
    expect(window.webContents.sent).toHaveLength(1)
    window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    electron.app.emit('open-file', { preventDefault: () => undefined }, workspace)
    expect(window.webContents.sent).toHaveLength(1)
    window.webContents.emit('did-finish-load')
    expect(window.webContents.sent).toHaveLength(2)
  })

  it('is named when there is nothing there', async () => {
    const window = await launchToWindow()
    window.webContents.emit('did-finish-load')
    electron.app.emit('second-instance', {}, [], '/', { path: join(workspace, 'gone') })
    expect(electron.dialog.errors).toEqual([`Assay cannot open this: There is nothing at ${join(workspace, 'gone')}.`])
  })
})

describe('the programs that plans name', () => {
  it('are looked for on macOS where Homebrew and installers put them too, after the folders that are given', () => {
    expect(searchPath('/usr/bin:/bin', 'darwin')).toBe('/usr/bin:/bin:/opt/homebrew/bin:/usr/local/bin')
    expect(searchPath('/usr/local/bin:/usr/bin', 'darwin')).toBe('/usr/local/bin:/usr/bin:/opt/homebrew/bin')
    expect(searchPath(undefined, 'darwin')).toBe('/opt/homebrew/bin:/usr/local/bin')
  })

  it('are looked for elsewhere where the system says', () => {
    expect(searchPath('/usr/bin', 'linux')).toBe('/usr/bin')
    expect(searchPath('C:\\Windows', 'win32')).toBe('C:\\Windows')
    expect(searchPath(undefined, 'linux')).toBeUndefined()
  })
})

describe('the argument of the command line', () => {
  it('is the first that is no switch, after the path of the app when run from sources', () => {
    expect(startArgument(['/app/assay', '--no-sandbox', '/data'], false)).toBe('/data')
    expect(startArgument(['/e/electron', '/work', '/data'], true)).toBe('/data')
    expect(startArgument(['/e/electron', '/work'], true)).toBeNull()
    expect(startArgument(['/e/electron', '--inspect=5858', '/work'], true)).toBeNull()
    expect(startArgument(['/e/electron', '--inspect=5858', '/work', '/data'], true)).toBe('/data')
    expect(startArgument(['/app/assay', ''], false)).toBeNull()
  })
})
