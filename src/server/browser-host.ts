import type { HostPort } from '../services/host-port.ts'
import { hostPlatform } from '../services/host-platform.ts'

/** A browser has no native dialogs and tells no paths: the renderer picks folders through the contract. */
export const browserHost: HostPort = {
  capabilities: {
    hasNativeDialogs: false,
    canRevealInFileManager: false,
    canResolveDroppedFiles: false,
    hasNativeMenu: false,
    platform: hostPlatform(process.platform),
  },
}
