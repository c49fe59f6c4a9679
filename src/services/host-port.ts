import type { EventChannel, EventPayload } from '../shared/ipc/contract.ts'
import type { Capabilities } from '../shared/ipc/library-schemas.ts'

/** What the services need of the host they run in; a missing method means that the host cannot do it. */
export interface HostPort {
  readonly capabilities: Capabilities
  /** A native dialog; resolves to the chosen path, or null when it was dismissed. */
  readonly pick?: (type: 'folder' | 'manifest' | 'plan' | 'file') => Promise<string | null>
  /** A native dialog for a new file; resolves to its path, which may exist if replacing it was agreed to, or to null. */
  readonly pickSave?: (suggestedName: string) => Promise<string | null>
  /** Shows a path in the system's file manager. */
  readonly reveal?: (path: string) => Promise<void>
}

/** How the services tell every window of the host that something happened. */
export type EmitEvent = <C extends EventChannel>(channel: C, payload: EventPayload<C>) => void
