import {
  BrowserWindow,
  nativeImage,
  nativeTheme,
  type BrowserWindowConstructorOptions,
  type WebPreferences,
} from 'electron'
import { appUrl } from './app-origin.ts'
import { keepWindowState, minSize, readWindowState } from './window-state.ts'

export interface WindowOptions {
  readonly preload: string
  /** The picture of the app, for systems whose windows show it. */
  readonly iconFile: string
  readonly stateFile: string
  /** The dev server's address, in development. */
  readonly developmentUrl: string | undefined
  /** Called when the page cannot be loaded: the window would never be shown. */
  readonly onLoadFailure: (error: Error) => void
}

/** The page's own surface colours, so that nothing flashes before it is painted. */
const backgrounds = { light: '#ffffff', dark: '#16171a' }

const iconPx = 256

function background(): string {
  return nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light
}

function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    // The spelling checker would fetch its dictionaries from the network.
    spellcheck: false,
  }
}

/** Its picture for taskbars; none on macOS, and none where it was not built, which is no reason not to open. */
function readIcon(path: string): Pick<BrowserWindowConstructorOptions, 'icon'> {
  if (process.platform === 'darwin') return {}
  const image = nativeImage.createFromPath(path)
  return image.isEmpty() ? {} : { icon: image.resize({ width: iconPx }) }
}

/** Opens the app's window where it was last, shown once it has something to show. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const state = readWindowState(options.stateFile)
  const windowOptions: BrowserWindowConstructorOptions = {
    ...state.bounds,
    minWidth: minSize.width,
    minHeight: minSize.height,
    title: 'Assay',
    show: false,
    backgroundColor: background(),
    ...readIcon(options.iconFile),
    webPreferences: webPreferences(options.preload),
  }
  const window = new BrowserWindow(windowOptions)
  keepWindowState(window, options.stateFile)
  followTheme(window)
  window.once('ready-to-show', () => {
    // Not before: it shows the window, too.
    if (state.isMaximized) window.maximize()
    window.show()
  })
  window.loadURL(options.developmentUrl ?? appUrl).catch((error: NodeJS.ErrnoException) => {
    // A reload during the first load takes its place, and a window that was closed needs no page.
    if (!window.isDestroyed() && error.code !== 'ERR_ABORTED') options.onLoadFailure(error)
  })
  return window
}

function followTheme(window: BrowserWindow): void {
  const paint = () => window.setBackgroundColor(background())
  nativeTheme.on('updated', paint)
  window.on('closed', () => nativeTheme.off('updated', paint))
}

/** Brings the window to the front, whatever state it is in. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
