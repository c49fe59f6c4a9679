import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../shared/ipc/menu-commands.ts'

type Choose = (command: MenuCommand) => void

interface MenuSurroundings {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** The application menu; the renderer carries out what is chosen, so that menu and palette are one. */
export function buildMenu(choose: Choose, surroundings: MenuSurroundings): MenuItemConstructorOptions[] {
  const isMac = surroundings.platform === 'darwin'
  return [
    ...(isMac ? [appMenu(choose)] : []),
    fileMenu(choose, isMac),
    { role: 'editMenu' },
    viewMenu(choose, surroundings),
    { role: 'windowMenu' },
    helpMenu(choose, isMac),
  ]
}

export function installMenu(choose: Choose, surroundings: MenuSurroundings): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(buildMenu(choose, surroundings)))
}

function command(label: string, accelerator: string, chosen: MenuCommand, choose: Choose): MenuItemConstructorOptions {
  return { id: chosen, label, accelerator, click: () => choose(chosen) }
}

/**
 * A plain key is shown but left to the page, which knows whether someone is typing. macOS would register it whatever is
 * said, so there it is not shown either.
 */
function plainKey(
  label: string,
  key: string,
  chosen: MenuCommand,
  choose: Choose,
  isMac: boolean,
): MenuItemConstructorOptions {
  const item = command(label, key, chosen, choose)
  if (!isMac) return { ...item, registerAccelerator: false }
  const { accelerator: _, ...bare } = item
  return bare
}

function settings(choose: Choose): MenuItemConstructorOptions {
  return command('Settings…', 'CmdOrCtrl+,', 'show-settings', choose)
}

function appMenu(choose: Choose): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      separator,
      settings(choose),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  }
}

function fileMenu(choose: Choose, isMac: boolean): MenuItemConstructorOptions {
  const rest: MenuItemConstructorOptions[] = isMac
    ? [{ role: 'close' }]
    : [settings(choose), separator, { role: 'quit' }]
  return {
    label: '&File',
    submenu: [
      command('Snapshot a Folder…', 'CmdOrCtrl+Shift+S', 'snapshot-folder', choose),
      command('Open a Manifest…', 'CmdOrCtrl+O', 'open-manifest', choose),
      command('Compare…', 'CmdOrCtrl+D', 'compare', choose),
      separator,
      command('Export a Report…', 'CmdOrCtrl+E', 'export-report', choose),
      separator,
      ...rest,
    ],
  }
}

function viewMenu(choose: Choose, { isPackaged, platform }: MenuSurroundings): MenuItemConstructorOptions {
  const development: MenuItemConstructorOptions[] = isPackaged
    ? []
    : [separator, { role: 'reload' }, { role: 'toggleDevTools' }]
  return {
    label: '&View',
    submenu: [
      command('Command Palette…', 'CmdOrCtrl+K', 'open-palette', choose),
      { id: 'show-library', label: 'Library', click: () => choose('show-library') },
      plainKey('Search', '/', 'find', choose, platform === 'darwin'),
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...development,
    ],
  }
}

function helpMenu(choose: Choose, isMac: boolean): MenuItemConstructorOptions {
  return { role: 'help', submenu: [plainKey('All Keys', '?', 'show-keys', choose, isMac)] }
}
