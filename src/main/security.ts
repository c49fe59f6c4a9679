import { app, type Session, type WebContents, type WebContentsWillFrameNavigateEventParams } from 'electron'
import { isAppUrl, isPageUrl, isReportPageUrl } from './app-origin.ts'

/** Copying a digest; every other permission is denied. */
const grantedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

const foreignAddresses = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file:///*']

type Navigation = Pick<WebContentsWillFrameNavigateEventParams, 'isMainFrame' | 'initiator' | 'url'>

/** Locks every web contents that will ever exist to the page the app loads into it; `developmentUrl` is the dev server, if any. */
export function lockWebContents(developmentUrl: string | undefined): void {
  app.on('web-contents-created', (_event, contents) => lock(contents, developmentUrl))
}

function lock(contents: WebContents, developmentUrl: string | undefined): void {
  contents.on('will-navigate', (event) => {
    if (!isReload(event, developmentUrl)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!isPreview(event) && !isReload(event, developmentUrl)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** The app's own page puts the preview of a report into a frame of its own. */
function isPreview({ isMainFrame, initiator, url }: Navigation): boolean {
  return !isMainFrame && initiator?.parent === null && isReportPageUrl(url)
}

/** The page loads itself anew, as it offers when a view of it has failed. Electron may not know who asks for that. */
function isReload({ isMainFrame, initiator, url }: Navigation, developmentUrl: string | undefined): boolean {
  return isMainFrame && (initiator?.parent ?? null) === null && isPageUrl(url, developmentUrl)
}

/** Denies permissions, devices, downloads and the network to a session; `developmentUrl` is the dev server, if any. */
export function lockSession(session: Session, developmentUrl: string | undefined): void {
  const isGranted = (permission: string, address: string) =>
    grantedPermissions.has(permission) && isAppUrl(address, developmentUrl)
  session.setPermissionRequestHandler((_contents, permission, decide, details) =>
    decide(details.isMainFrame && isGranted(permission, details.requestingUrl)),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) => isGranted(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  if (developmentUrl !== undefined) return
  session.webRequest.onBeforeRequest({ urls: foreignAddresses }, (_details, decide) => decide({ cancel: true }))
}
