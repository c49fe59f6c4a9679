import type { MenuItemConstructorOptions } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { pickNewFile, pickPath } from '../../src/main/dialogs.ts'
import { electronHost } from '../../src/main/electron-host.ts'
import { buildMenu } from '../../src/main/menu.ts'
import { menuCommandSchema } from '../../src/shared/ipc/menu-commands.ts'
import { dialog, resetElectron, shell } from './electron-stand-in.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

beforeEach(resetElectron)

function items(menu: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])])
}

const linux = { platform: 'linux', isPackaged: true } as const
const mac = { platform: 'darwin', isPackaged: true } as const

describe('the menu', () => {
  it('offers every command once, on each platform', () => {
    for (const surroundings of [linux, mac]) {
      const commands = items(buildMenu(() => undefined, surroundings)).flatMap(({ id }) =>
        id === undefined ? [] : [id],
      )
      expect(commands.toSorted()).toEqual(menuCommandSchema.options.toSorted())
    }
  })

  it('has the keys of the page', () => {
    const keys = Object.fromEntries(
      items(buildMenu(() => undefined, linux)).map(({ id, accelerator }) => [id, accelerator]),
    )
    expect(keys).toMatchObject({
      'open-palette': 'CmdOrCtrl+K',
      'open-manifest': 'CmdOrCtrl+O',
      'snapshot-folder': 'CmdOrCtrl+Shift+S',
      compare: 'CmdOrCtrl+D',
      'export-report': 'CmdOrCtrl+E',
      find: '/',
      'show-keys': '?',
    })
  })

  it('leaves plain keys to the page, where somebody may be typing them', () => {
    for (const surroundings of [linux, mac]) {
      const plain = items(buildMenu(() => undefined, surroundings)).filter(
        ({ accelerator }) => accelerator?.length === 1,
      )
      expect(plain.every(({ registerAccelerator }) => registerAccelerator === false)).toBe(true)
    }
    const onMac = items(buildMenu(() => undefined, mac)).find(({ id }) => id === 'show-keys')
    expect(onMac?.accelerator).toBeUndefined()
  })

  it('says what was chosen', () => {
    const chosen: string[] = []
    const item = items(buildMenu((command) => chosen.push(command), linux)).find(({ id }) => id === 'open-palette')
    item?.click?.({} as never, undefined, {})
    expect(chosen).toEqual(['open-palette'])
  })

  it('shows the developer tools in development only', () => {
    const roles = (isPackaged: boolean) =>
      items(buildMenu(() => undefined, { platform: 'linux', isPackaged })).map(({ role }) => role)
    expect(roles(true)).not.toContain('toggleDevTools')
    expect(roles(false)).toContain('toggleDevTools')
  })
})

describe('the dialogs', () => {
  it('give the chosen path', async () => {
    dialog.answer = { canceled: false, filePaths: ['/data/in'] }
    expect(await pickPath('folder')).toBe('/data/in')
    expect(dialog.opened[0]?.properties).toEqual(['openDirectory'])
    expect(await pickPath('manifest')).toBe('/data/in')
    expect(dialog.opened[1]?.properties).toEqual(['openFile'])
  })

  it('give null when dismissed', async () => {
    dialog.answer = { canceled: true, filePaths: [] }
    expect(await pickPath('folder')).toBeNull()
  })
})

describe('the dialog for a new file', () => {
  it('begins with the name suggested, asks before replacing, and gives the path', async () => {
    dialog.saveAnswer = { canceled: false, filePath: '/out/report.html' }
    expect(await pickNewFile('report.html')).toBe('/out/report.html')
    expect(dialog.saved[0]).toMatchObject({ defaultPath: 'report.html' })
    expect(dialog.saved[0]?.properties).toContain('showOverwriteConfirmation')
  })

  it('gives null when dismissed', async () => {
    dialog.saveAnswer = { canceled: true, filePath: '' }
    expect(await pickNewFile('report.html')).toBeNull()
  })
})

describe('the host', () => {
  it('can do what the browser cannot', () => {
    expect(electronHost.capabilities).toMatchObject({ hasNativeDialogs: true, canResolveDroppedFiles: true })
  })

  it('shows a path in the file manager without opening it', async () => {
    await electronHost.reveal?.('/data/in/a.bin')
    expect(shell.shown).toEqual(['/data/in/a.bin'])
  })
})
