import type { HostPort } from '../services/host-port.ts'
import type { Capabilities } from '../shared/ipc/library-schemas.ts'

const platforms: ReadonlySet<string> = new Set(['darwin', 'linux', 'win32'])

/** A browser has no native dialogs and tells no paths: the renderer picks folders through the contract. */
export const browserHost: HostPort = {
  capabilities: {
    hasNativeDialogs: false,
    canRevealInFileManager: false,
    canResolveDroppedFiles: false,
    hasNativeMenu: false,
    platform: (platforms.has(process.platform) ? process.platform : 'other') as Capabilities['platform'],
  },
}
