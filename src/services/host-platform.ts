import type { Capabilities } from '../shared/ipc/library-schemas.ts'

/** The platform as the contract names it. */
export function hostPlatform(platform: NodeJS.Platform): Capabilities['platform'] {
  return platform === 'darwin' || platform === 'linux' || platform === 'win32' ? platform : 'other'
}
