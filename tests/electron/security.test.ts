import { beforeEach, describe, expect, it, vi } from 'vitest'
import { lockSession, lockWebContents } from '../../src/main/security.ts'
import { app, resetElectron, StandInContents } from './electron-stand-in.ts'
import { StandInSession } from './stand-in-session.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

beforeEach(resetElectron)

/** Whether the contents let an event of this name take its course. */
function isAllowed(contents: StandInContents, event: string): boolean {
  let isPrevented = false
  contents.emit(event, { preventDefault: () => (isPrevented = true), url: 'https://attacker.example/' })
  return !isPrevented
}

describe('every web contents', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])('is denied %s', (event) => {
    lockWebContents(undefined)
    const contents = new StandInContents()
    app.emit('web-contents-created', {}, contents)
    expect(isAllowed(contents, event)).toBe(false)
  })

  it.each<[string, object, boolean]>([
    ['the app puts a report into a frame', {}, true],
    ['the frame of a report leads itself on', { initiator: { parent: {} } }, false],
    ['nobody knows who asks', { initiator: null }, false],
    ['the main frame is led to a report', { isMainFrame: true }, false],
    ['the app puts another page into a frame', { url: 'app://assay/index.html' }, false],
    ['a report of another host is framed', { url: 'app://other/report/abc.html' }, false],
    ['a report is asked from the network', { url: 'https://assay/report/abc.html' }, false],
  ])('when %s', (_title, change, allowed) => {
    lockWebContents(undefined)
    const contents = new StandInContents()
    app.emit('web-contents-created', {}, contents)
    const details = { isMainFrame: false, initiator: { parent: null }, url: 'app://assay/report/abc-_1.html' }
    let isPrevented = false
    contents.emit('will-frame-navigate', { ...details, ...change, preventDefault: () => (isPrevented = true) })
    expect(isPrevented).toBe(!allowed)
  })

  it.each<[string, object, boolean]>([
    ['the page loads itself anew', {}, true],
    ['nobody knows who loads the page anew', { initiator: null }, true],
    ['the frame of a report loads the page anew', { initiator: { parent: {} } }, false],
    ['a frame is led to the page', { isMainFrame: false }, false],
    ['the page leads itself to a file of the app', { url: 'app://assay/assets/index.js' }, false],
    ['the page leads itself to another host', { url: 'app://other/' }, false],
    ['the page leads itself to the network', { url: 'https://assay/' }, false],
  ])('when %s', (_title, change, allowed) => {
    lockWebContents(undefined)
    const contents = new StandInContents()
    app.emit('web-contents-created', {}, contents)
    const details = { isMainFrame: true, initiator: { parent: null }, url: 'app://assay/#/library' }
    const prevented = new Set<string>()
    for (const event of ['will-navigate', 'will-frame-navigate']) {
      contents.emit(event, { ...details, ...change, preventDefault: () => prevented.add(event) })
    }
    expect(prevented.size).toBe(allowed ? 0 : 2)
  })

  it('opens no window', () => {
    lockWebContents(undefined)
    const contents = new StandInContents()
    app.emit('web-contents-created', {}, contents)
    const details = { url: 'https://attacker.example/' } as Electron.HandlerDetails
    expect(contents.openHandler?.(details)).toEqual({ action: 'deny' })
  })
})

type Permission = Parameters<NonNullable<StandInSession['checkHandler']>>[1]

function locked(developmentUrl?: string): StandInSession {
  const session = new StandInSession()
  lockSession(session as unknown as Electron.Session, developmentUrl)
  return session
}

function asks(session: StandInSession, permission: Permission, requestingUrl: string, isMainFrame = true): boolean {
  const details = { isMainFrame, requestingUrl }
  let answer = true
  session.requestHandler?.({} as Electron.WebContents, permission, (isGranted) => (answer = isGranted), details)
  const checked = session.checkHandler?.(null, permission, requestingUrl, { isMainFrame })
  // Frames are told apart only when a permission is asked for; a check comes first and may be broader.
  return answer && checked === true
}

describe('the session', () => {
  it.each<Permission>([
    'media',
    'geolocation',
    'midi',
    'clipboard-read',
    'openExternal',
    'fileSystem',
    'usb',
    'hid',
    'serial',
    'notifications',
    'unknown',
  ])('denies the permission %s to the app itself', (permission) => {
    expect(asks(locked(), permission, 'app://assay/')).toBe(false)
  })

  it.each<Permission>(['clipboard-sanitized-write'])('grants %s to the app and to nobody else', (permission) => {
    expect(asks(locked(), permission, 'app://assay/')).toBe(true)
    expect(asks(locked(), permission, 'app://assay/', false)).toBe(false)
    for (const address of ['https://attacker.example/', 'app://other/', 'http://localhost:5173/', 'file:///', '']) {
      expect(asks(locked(), permission, address)).toBe(false)
    }
  })

  it('gives no device', () => {
    expect(locked().deviceHandler?.({} as Electron.DevicePermissionHandlerHandlerDetails)).toBe(false)
  })

  it('downloads nothing', () => {
    let isPrevented = false
    locked().emit('will-download', { preventDefault: () => (isPrevented = true) })
    expect(isPrevented).toBe(true)
  })

  it('reaches neither the network nor files', () => {
    const session = locked()
    expect(session.filter?.urls).toEqual(expect.arrayContaining(['https://*/*', 'http://*/*', 'ws://*/*', 'file:///*']))
    let answer: Electron.CallbackResponse = {}
    session.requestListener?.({} as Electron.OnBeforeRequestListenerDetails, (given) => (answer = given))
    expect(answer).toEqual({ cancel: true })
  })

  it('leaves the network to the dev server in development', () => {
    expect(locked('http://localhost:5173').filter).toBeUndefined()
  })
})
