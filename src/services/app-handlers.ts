import { junkGlobs } from '../engine/index.ts'
import type { Handlers } from './handlers.ts'
import type { HostPort } from './host-port.ts'
import type { SettingsStore } from './settings/settings-store.ts'

export interface AppFacts {
  readonly version: string
  readonly workspace: string
  readonly host: HostPort
  readonly settings: SettingsStore
  readonly startRunId: string | null
  /** What went wrong without stopping anything, in words, oldest first. */
  readonly warnings: readonly string[]
}

/** What the app is, and how the user likes it. */
export function createAppHandlers(
  facts: AppFacts,
): Pick<Handlers, 'app.describe' | 'settings.read' | 'settings.write'> {
  const { version, workspace, host, settings, startRunId, warnings } = facts
  return {
    'app.describe': () =>
      Promise.resolve({
        version,
        workspace,
        junkGlobs: [...junkGlobs],
        capabilities: host.capabilities,
        startRunId,
        ...(warnings.length === 0 ? {} : { warnings: [...warnings] }),
      }),
    'settings.read': () => settings.read(),
    'settings.write': (input) => settings.write(input),
  }
}
