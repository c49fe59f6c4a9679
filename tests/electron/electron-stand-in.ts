import { EventEmitter } from 'node:events'
import { StandInApp } from './stand-in-app.ts'
import { StandInSession } from './stand-in-session.ts'

// Stands in for the `electron` module where its runtime is missing. Every class implements the part of Electron's own
// types that src/main uses, so that a call Electron would not take does not compile here either.

type Handle = Parameters<Electron.IpcMain['handle']>[1]
export class StandInContents
  extends EventEmitter
  implements Pick<Electron.WebContents, 'setWindowOpenHandler' | 'send' | 'isCrashed'>
{
  crashed = false
  readonly sent: { channel: string; payload: unknown }[] = []
  openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | undefined

  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler
  }

  isCrashed(): boolean {
    return this.crashed
  }

  send(channel: string, payload: unknown): void {
    this.sent.push({ channel, payload })
  }
}

type WindowMembers =
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'restore'
  | 'maximize'
  | 'reload'
  | 'isMinimized'
  | 'isMaximized'
  | 'isDestroyed'
  | 'getNormalBounds'
  | 'setBackgroundColor'

export class BrowserWindow extends EventEmitter implements Pick<Electron.BrowserWindow, WindowMembers> {
  static all: BrowserWindow[] = []
  /** What loading a page fails with. */
  static loadError: Error | undefined
  readonly webContents = new StandInContents()
  readonly options: Electron.BrowserWindowConstructorOptions
  readonly calls: string[] = []
  address: string | undefined
  destroyed = false
  background: string | undefined
  minimized = false
  isFocused = true
  bounds: Electron.Rectangle = { x: 10, y: 20, width: 1000, height: 700 }

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    this.options = options
    BrowserWindow.all.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.all
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.all.find(({ isFocused }) => isFocused) ?? null
  }

  async loadURL(address: string): Promise<void> {
    this.address = address
    if (BrowserWindow.loadError !== undefined) throw BrowserWindow.loadError
  }

  show(): void {
    this.calls.push('show')
  }

  focus(): void {
    this.calls.push('focus')
  }

  restore(): void {
    this.calls.push('restore')
  }

  maximize(): void {
    this.calls.push('maximize')
  }

  reload(): void {
    this.calls.push('reload')
  }

  isMinimized(): boolean {
    return this.minimized
  }

  isMaximized(): boolean {
    return this.calls.includes('maximize')
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  getNormalBounds(): Electron.Rectangle {
    return this.bounds
  }

  setBackgroundColor(colour: string): void {
    this.background = colour
  }
}

export class Notification extends EventEmitter implements Pick<Electron.Notification, 'show'> {
  static shown: Notification[] = []
  readonly options: Electron.NotificationConstructorOptions

  constructor(options: Electron.NotificationConstructorOptions) {
    super()
    this.options = options
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    Notification.shown.push(this)
  }
}

class StandInIpcMain implements Pick<Electron.IpcMain, 'handle'> {
  readonly handles = new Map<string, Handle>()

  handle(channel: string, handle: Handle): void {
    if (this.handles.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.handles.set(channel, handle)
  }
}

class StandInProtocol implements Pick<Electron.Protocol, 'handle' | 'registerSchemesAsPrivileged'> {
  schemes: Electron.CustomScheme[] = []
  readonly handlers = new Map<string, Parameters<Electron.Protocol['handle']>[1]>()

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    this.schemes = schemes
  }

  handle(scheme: string, handler: Parameters<Electron.Protocol['handle']>[1]): void {
    this.handlers.set(scheme, handler)
  }
}

class StandInTheme extends EventEmitter implements Pick<Electron.NativeTheme, 'themeSource'> {
  themeSource: Electron.NativeTheme['themeSource'] = 'system'
  shouldUseDarkColors = false
}

class StandInDialog implements Pick<Electron.Dialog, 'showErrorBox'> {
  answer: Electron.OpenDialogReturnValue = { canceled: true, filePaths: [] }
  saveAnswer: Electron.SaveDialogReturnValue = { canceled: true, filePath: '' }
  readonly opened: Electron.OpenDialogOptions[] = []
  readonly saved: Electron.SaveDialogOptions[] = []
  readonly errors: string[] = []
  readonly asked: Electron.MessageBoxOptions[] = []
  /** The button that is pressed. */
  response = 0

  showOpenDialog(...parameters: [Electron.OpenDialogOptions] | [BrowserWindow, Electron.OpenDialogOptions]) {
    const [last] = parameters.toReversed()
    if (last !== undefined && !(last instanceof BrowserWindow)) this.opened.push(last)
    return Promise.resolve(this.answer)
  }

  showSaveDialog(...parameters: [Electron.SaveDialogOptions] | [BrowserWindow, Electron.SaveDialogOptions]) {
    const [last] = parameters.toReversed()
    if (last !== undefined && !(last instanceof BrowserWindow)) this.saved.push(last)
    return Promise.resolve(this.saveAnswer)
  }

  showMessageBox(...parameters: [Electron.MessageBoxOptions] | [BrowserWindow, Electron.MessageBoxOptions]) {
    const [last] = parameters.toReversed()
    if (last !== undefined && !(last instanceof BrowserWindow)) this.asked.push(last)
    return Promise.resolve({ response: this.response, checkboxChecked: false })
  }

  showErrorBox(title: string, content: string): void {
    this.errors.push(`${title}: ${content}`)
  }
}

class StandInPowerSaveBlocker implements Pick<Electron.PowerSaveBlocker, 'start' | 'stop'> {
  readonly started = new Map<number, string>()
  private lastId = 0

  start(type: 'prevent-app-suspension' | 'prevent-display-sleep'): number {
    this.lastId++
    this.started.set(this.lastId, type)
    return this.lastId
  }

  stop(id: number): boolean {
    return this.started.delete(id)
  }
}

export const app = new StandInApp()
export const ipcMain = new StandInIpcMain()
export const protocol = new StandInProtocol()
export const session = { defaultSession: new StandInSession() }
export const nativeTheme = new StandInTheme()
export const dialog = new StandInDialog()
export const powerSaveBlocker = new StandInPowerSaveBlocker()

export const screen = {
  getPrimaryDisplay: () => ({ workAreaSize: { width: 1920, height: 1040 } }),
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
} satisfies { [K in 'getPrimaryDisplay' | 'getAllDisplays']: () => unknown }

export const Menu = {
  template: [] as Electron.MenuItemConstructorOptions[],
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
  setApplicationMenu(template: Electron.MenuItemConstructorOptions[]): void {
    Menu.template = template
  },
}

export const shell = {
  shown: [] as string[],
  showItemInFolder(path: string): void {
    shell.shown.push(path)
  },
} satisfies Pick<Electron.Shell, 'showItemInFolder'> & { shown: string[] }

export const nativeImage = {
  /** Paths that have an image. */
  known: new Set<string>(),
  createFromPath: (path: string) => ({
    isEmpty: () => !nativeImage.known.has(path),
    resize: ({ width }: Electron.ResizeOptions) => `${path} at ${width}`,
  }),
}

/** Puts back what a test changed in the shared stand-ins. */
export function resetElectron(): void {
  BrowserWindow.all = []
  Notification.shown = []
  app.reset()
  ipcMain.handles.clear()
  protocol.handlers.clear()
  nativeTheme.removeAllListeners()
  Object.assign(nativeTheme, { themeSource: 'system', shouldUseDarkColors: false })
  dialog.opened.length = 0
  dialog.saved.length = 0
  dialog.errors.length = 0
  dialog.asked.length = 0
  dialog.response = 0
  BrowserWindow.loadError = undefined
  powerSaveBlocker.started.clear()
  nativeImage.known.clear()
  session.defaultSession = new StandInSession()
}
