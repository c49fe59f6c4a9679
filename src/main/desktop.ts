import { join } from 'node:path'
import { app, dialog, nativeTheme, session, type BrowserWindow, type RenderProcessGoneDetails } from 'electron'
import { z } from 'zod'
import { createServices } from '../services/create-services.ts'
import type { Handlers } from '../services/handlers.ts'
import { AppError } from '../shared/errors/app-error.ts'
import { openAppFiles } from './app-files.ts'
import { electronHost, emitToWindows } from './electron-host.ts'
import { failToStart } from './fail-to-start.ts'
import { answerRequests } from './ipc-adapter.ts'
import { installMenu } from './menu.ts'
import { OngoingWork } from './ongoing-work.ts'
import { OpenedPaths } from './opened-paths.ts'
import { serveAppFiles } from './protocol.ts'
import { closeBeforeQuit, QuitQuestion } from './quit.ts'
import { withRunNotices } from './run-notices.ts'
import { lockSession } from './security.ts'
import { describePath } from './start-argument.ts'
import { focusWindow, openWindow } from './window.ts'

export interface DesktopOptions {
  readonly workspace: string
  /** The folder or file named on the command line. */
  readonly argument: string | null
  /** The folder that holds the built rooms: `main`, `preload`, `renderer`. */
  readonly roomsDirectory: string
  /** The dev server's address, in development. */
  readonly developmentUrl: string | undefined
}

type Services = Awaited<ReturnType<typeof createServices>>

const secondInstanceSchema = z.object({ path: z.string().nullable() })

/** Runs the app as the one instance of its workspace. */
export function runDesktop(options: DesktopOptions): void {
  const desktop = new Desktop(options)
  // Before the app is ready: macOS says at once which file it was opened with.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    desktop.opened.open(path)
  })
  app.on('second-instance', (_event, _argv, _directory, data) => desktop.welcomeSecondInstance(data))
  app.on('window-all-closed', () => app.quit())
  app
    .whenReady()
    .then(() => desktop.start())
    .catch((error: unknown) => failToStart(error instanceof Error ? error.message : String(error)))
}

class Desktop {
  readonly opened = new OpenedPaths((path) => this.announce(path))
  private readonly options: DesktopOptions
  private readonly work = new OngoingWork(() => this.countBuilds())
  private readonly quitQuestion = new QuitQuestion(() => this.work.isGoingOn)
  private services: Services | undefined
  private window: BrowserWindow | undefined

  constructor(options: DesktopOptions) {
    this.options = options
  }

  async start(): Promise<void> {
    const { developmentUrl } = this.options
    lockSession(session.defaultSession, developmentUrl)
    if (developmentUrl === undefined) {
      const readAppFile = openAppFiles(join(this.options.roomsDirectory, 'renderer'))
      serveAppFiles(readAppFile, (path) => this.services?.pages.find(path))
    }
    const services = await this.makeServices()
    this.services = services
    closeBeforeQuit(() => services.close())
    const handlers = await followTheme(services.handlers)
    answerRequests({ handlers, issueLocation: (path) => services.locations.issue(path), developmentUrl })
    installMenu((command) => emitToWindows('menu.chosen', { command }), {
      platform: process.platform,
      isPackaged: app.isPackaged,
    })
    this.showWindow()
  }

  welcomeSecondInstance(data: unknown): void {
    if (this.window !== undefined) focusWindow(this.window)
    const parsed = secondInstanceSchema.safeParse(data)
    if (parsed.success && parsed.data.path !== null) this.opened.open(parsed.data.path)
  }

  private showWindow(): void {
    const window = openWindow({
      preload: join(this.options.roomsDirectory, 'preload', 'index.cjs'),
      iconFile: join(this.options.roomsDirectory, 'main', 'icon.png'),
      stateFile: join(app.getPath('userData'), 'window.json'),
      developmentUrl: this.options.developmentUrl,
      onLoadFailure: (error) => {
        dialog.showErrorBox('Assay cannot show its page', error.message)
        app.quit()
      },
    })
    this.window = window
    this.quitQuestion.guard(window)
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.opened.hold()
    })
    window.webContents.on('did-finish-load', () => this.opened.release())
    window.webContents.on('render-process-gone', (_event, details) => void this.offerReload(window, details))
    window.on('closed', () => (this.window = undefined))
  }

  private async offerReload(window: BrowserWindow, { reason }: RenderProcessGoneDetails): Promise<void> {
    // As when the window is closed.
    if (reason === 'clean-exit' || window.isDestroyed()) return
    // It may have gone before it had anything to show.
    window.show()
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: 'The window of Assay stopped working.',
      detail: `Reason: ${reason}. Work that is running goes on.`,
      buttons: ['Reload', 'Quit'],
    })
    if (response !== 0) app.quit()
    else if (!window.isDestroyed()) window.reload()
  }

  /** A folder named at start is snapshotted at once; when that cannot be, the app says why and opens without it. */
  private async makeServices(): Promise<Services> {
    const { argument, workspace } = this.options
    const onEvent = withRunNotices(this.work.follow(emitToWindows), () => this.wantsNotices())
    const base = { workspace, version: app.getVersion(), host: electronHost, onEvent }
    const opened = argument === null ? null : describePath(argument)
    if (argument !== null && opened?.type !== 'folder') this.opened.open(argument)
    if (opened?.type !== 'folder') return createServices(base)
    try {
      return await createServices({ ...base, startFolder: opened.path })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      dialog.showErrorBox('Assay cannot snapshot this folder', error.message)
      return createServices(base)
    }
  }

  private async wantsNotices(): Promise<boolean> {
    const settings = await this.services?.handlers['settings.read']({})
    return settings?.notifyWhenDone ?? false
  }

  private async countBuilds(): Promise<number> {
    const list = await this.services?.handlers['plans.list']({})
    return (list?.plans ?? []).reduce((sum, { buildingCount }) => sum + buildingCount, 0)
  }

  private announce(path: string): void {
    const opened = describePath(path)
    if (opened === null) return dialog.showErrorBox('Assay cannot open this', `There is nothing at ${path}.`)
    const location = this.services?.locations.issue(path)
    if (location !== undefined) emitToWindows('location.opened', { location, type: opened.type })
  }
}

/** Keeps the frame, menus and dialogs in the theme that was chosen, from before the first paint. */
async function followTheme(handlers: Handlers): Promise<Handlers> {
  nativeTheme.themeSource = (await handlers['settings.read']({})).theme
  const write: Handlers['settings.write'] = async (input) => {
    const settings = await handlers['settings.write'](input)
    nativeTheme.themeSource = settings.theme
    return settings
  }
  return { ...handlers, 'settings.write': write }
}
