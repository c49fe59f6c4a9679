import { BrowserWindow, shell } from 'electron'
import type { EmitEvent, HostPort } from '../services/host-port.ts'
import { hostPlatform } from '../services/host-platform.ts'
import { pickNewFile, pickPath } from './dialogs.ts'

export const electronHost: HostPort = {
  capabilities: {
    hasNativeDialogs: true,
    canRevealInFileManager: true,
    canResolveDroppedFiles: true,
    hasNativeMenu: true,
    platform: hostPlatform(process.platform),
  },
  pick: pickPath,
  pickSave: pickNewFile,
  reveal: async (path) => shell.showItemInFolder(path),
}

/** Tells every open window. */
export const emitToWindows: EmitEvent = (channel, payload) => {
  for (const window of BrowserWindow.getAllWindows()) {
    // A page whose process is gone reads everything when it is loaded again.
    if (!window.isDestroyed() && !window.webContents.isCrashed()) window.webContents.send(channel, payload)
  }
}
