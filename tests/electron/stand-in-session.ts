import { EventEmitter } from 'node:events'

type RequestListener = (
  details: Electron.OnBeforeRequestListenerDetails,
  callback: (response: Electron.CallbackResponse) => void,
) => void

type SessionMembers = 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'

export class StandInSession extends EventEmitter implements Pick<Electron.Session, SessionMembers> {
  requestHandler: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null
  checkHandler: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null
  deviceHandler: Parameters<Electron.Session['setDevicePermissionHandler']>[0] = null
  filter: Electron.WebRequestFilter | undefined
  requestListener: RequestListener | undefined
  readonly webRequest = {
    onBeforeRequest: (filter: Electron.WebRequestFilter, listener: RequestListener): void => {
      this.filter = filter
      this.requestListener = listener
    },
  }

  setPermissionRequestHandler(handler: StandInSession['requestHandler']): void {
    this.requestHandler = handler
  }

  setPermissionCheckHandler(handler: StandInSession['checkHandler']): void {
    this.checkHandler = handler
  }

  setDevicePermissionHandler(handler: StandInSession['deviceHandler']): void {
    this.deviceHandler = handler
  }
}
