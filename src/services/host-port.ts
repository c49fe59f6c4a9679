import type { Capabilities } from '../shared/ipc/library-schemas.ts'

/** What the services need of the host they run in; a missing method means that the host cannot do it. */
export interface HostPort {
  readonly capabilities: Capabilities
  /** A native dialog; resolves to the chosen path, or null when it was dismissed. */
  readonly pick?: (type: 'folder' | 'manifest') => Promise<string | null>
  /** Shows a path in the system's file manager. */
  readonly reveal?: (path: string) => Promise<void>
}
