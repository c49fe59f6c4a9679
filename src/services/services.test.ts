import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plainHost, TestServices } from '../../tests/helpers/start-services.ts'
import type { Settings } from '../shared/ipc/library-schemas.ts'
import type { HostPort } from './host-port.ts'

let services: TestServices

beforeEach(async () => {
  services = await TestServices.start()
})
afterEach(() => services.close())

const revealed: string[] = []
const suggested: string[] = []
const dialogHost: HostPort = {
  capabilities: { ...plainHost.capabilities, hasNativeDialogs: true, canRevealInFileManager: true },
  pickSave: (name) => {
    suggested.push(name)
    return Promise.resolve(name === 'dismissed' ? null : '/picked/report.html')
  },
  reveal: async (path) => void revealed.push(path),
  pick: (type) => Promise.resolve(type === 'folder' ? '/picked' : null),
}

describe('settings', () => {
  const chosen: Settings = {
    theme: 'dark',
    algorithms: ['blake3', 'md5'],
    isJunkExcluded: false,
    exclude: ['*.tmp'],
    notifyWhenDone: false,
  }

  it('survive a restart', async () => {
    expect(await services.call('settings.write', chosen)).toEqual(chosen)
    await services.restart()
    expect(await services.call('settings.read', {})).toEqual(chosen)
  })

  it('fall back to defaults when their file is damaged, keep it aside and say so', async () => {
    await services.call('settings.write', chosen)
    await writeFile(join(services.workspace, 'settings.json'), '{"theme":')
    expect((await services.call('settings.read', {})).theme).toBe('system')
    expect(await readFile(join(services.workspace, 'settings.json.corrupt'), 'utf8')).toBe('{"theme":')
    const { warnings } = await services.call('app.describe', {})
    expect(warnings?.join()).toContain('settings.json.corrupt')
  })
})

describe('locations', () => {
  it('are opaque: a token made up, and a path, are refused', async () => {
    for (const token of ['made-up', services.data]) {
      await expect(services.call('library.add', { token })).rejects.toMatchObject({ code: 'unknown-token' })
    }
  })

  it('come from the dialogs of a host that has them, and from nowhere else there', async () => {
    await services.restart(dialogHost)
    const picked = await services.call('location.pick', { type: 'folder' })
    expect(picked?.displayPath).toBe('/picked')
    expect(picked?.token).not.toContain('picked')
    expect(await services.call('location.pick', { type: 'manifest' })).toBeNull()
    const refused = { code: 'unsupported-by-host' }
    await expect(services.call('location.browse', { token: null, showHidden: false })).rejects.toMatchObject(refused)
    await expect(services.call('location.resolve', { path: '/' })).rejects.toMatchObject(refused)
  })

  it('come from the in-app picker of a host without dialogs', async () => {
    await mkdir(join(services.data, 'inner'))
    const { location } = await services.call('location.resolve', { path: `${services.data}/` })
    const listing = await services.call('location.browse', { token: location.token, showHidden: false })
    expect(listing.entries.map(({ name, type }) => [name, type])).toEqual([['inner', 'folder']])
    expect(listing.parent?.displayPath).toBe(services.root)
    expect(listing.shortcuts.map(({ location }) => location.displayPath)).toEqual(
      expect.arrayContaining([homedir(), '/']),
    )
    const inner = await services.call('location.browse', {
      token: listing.entries[0]!.location.token,
      showHidden: true,
    })
    expect(inner).toMatchObject({
      entries: [],
      isTruncated: false,
      location: { displayPath: join(services.data, 'inner') },
    })
    await expect(services.call('location.pick', { type: 'folder' })).rejects.toMatchObject({
      code: 'unsupported-by-host',
    })
  })

  it('start at home, and end at the root', async () => {
    const home = await services.call('location.browse', { token: null, showHidden: false })
    expect(home.location.displayPath).toBe(homedir())
    const root = await services.call('location.browse', { token: services.tokenOf('/'), showHidden: false })
    expect(root.parent).toBeNull()
  })
})

describe('a place for a new file', () => {
  it('comes from the dialog of a host that has one, as a folder and a name', async () => {
    await services.restart(dialogHost)
    const place = await services.call('location.pickSave', { suggestedName: 'a/b.html' })
    expect(place).toMatchObject({ folder: { displayPath: '/picked' }, fileName: 'report.html' })
    expect(suggested).toEqual(['a_b.html'])
    expect(await services.call('location.pickSave', { suggestedName: 'dismissed' })).toBeNull()
  })

  it('is refused where there is no dialog', async () => {
    const picking = services.call('location.pickSave', { suggestedName: 'x' })
    await expect(picking).rejects.toMatchObject({ code: 'unsupported-by-host' })
  })
})

describe('revealing a place', () => {
  it('shows what is there in the file manager, and says when it is gone', async () => {
    await services.restart(dialogHost)
    await services.call('location.reveal', { token: services.tokenOf(services.data) })
    expect(revealed).toEqual([services.data])
    const gone = services.call('location.reveal', { token: services.tokenOf(join(services.data, 'gone')) })
    await expect(gone).rejects.toMatchObject({ code: 'not-found' })
    const unknown = services.call('location.reveal', { token: services.data })
    await expect(unknown).rejects.toMatchObject({ code: 'unknown-token' })
  })

  it('is refused where there is no file manager', async () => {
    const revealing = services.call('location.reveal', { token: services.tokenOf(services.data) })
    await expect(revealing).rejects.toMatchObject({ code: 'unsupported-by-host' })
  })
})

describe('what is not there', () => {
  it('is named by its code', async () => {
    const runId = 'none'
    const viewId = 'none'
    await expect(services.call('run.read', { runId })).rejects.toMatchObject({ code: 'unknown-run' })
    await expect(services.call('run.cancel', { runId })).rejects.toMatchObject({ code: 'unknown-run' })
    await expect(services.call('table.window', { viewId, offset: 0, limit: 1 })).rejects.toMatchObject({
      code: 'unknown-view',
    })
    await expect(services.call('manifest.open', { manifestId: 'none' })).rejects.toMatchObject({ code: 'not-found' })
    expect(await services.call('manifest.close', { viewId })).toEqual({})
    const window = services.call('comparison.window', { viewId, offset: 0, limit: 1 })
    await expect(window).rejects.toMatchObject({ code: 'unknown-view' })
    expect(await services.call('comparison.close', { viewId })).toEqual({})
  })
})
