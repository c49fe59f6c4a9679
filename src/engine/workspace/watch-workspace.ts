import { watch, type FSWatcher } from 'node:fs'
import { makeFolder } from '../atomic/make-folder.ts'
import { manifestsFolder } from './workspace-path.ts'

const quietMs = 150

export interface WorkspaceWatch {
  close(): void
}

/** What to do after a change, by whatever process. */
export interface WorkspaceListeners {
  readonly onManifest: () => void
  /** A run started, went on or ended; what exactly is for the ledger to say. */
  readonly onLedger: () => void
}

/**
 * Calls back, debounced, after a manifest or the ledger of the workspace changed. A hint only: where the system cannot
 * watch, nothing is called, and readers must read again when they need to be sure. Never throws.
 */
export async function watchWorkspace(workspace: string, listeners: WorkspaceListeners): Promise<WorkspaceWatch> {
  const { onManifest, onLedger } = listeners
  const watches = [
    await watchFolder(
      manifestsFolder(workspace),
      (name) => !name.startsWith('.') && name.endsWith('.json'),
      onManifest,
    ),
    await watchFolder(workspace, (name) => name.startsWith('ledger.sqlite'), onLedger),
  ]
  return {
    close() {
      for (const each of watches) each.close()
    },
  }
}

async function watchFolder(
  folder: string,
  isOfInterest: (name: string) => boolean,
  onChange: () => void,
): Promise<WorkspaceWatch> {
  let watcher: FSWatcher | undefined
  let timer: NodeJS.Timeout | undefined
  try {
    await makeFolder(folder)
    watcher = watch(folder, { persistent: false }, (_, name) => {
      if (name !== null && !isOfInterest(name)) return
      timer ??= setTimeout(() => {
        timer = undefined
        onChange()
      }, quietMs)
    })
    // A watch that ends (folder removed, limit of the system) costs the hints, not the app.
    watcher.on('error', () => watcher?.close())
  } catch {
    // No hints, then.
  }
  return {
    close() {
      clearTimeout(timer)
      watcher?.close()
    },
  }
}
