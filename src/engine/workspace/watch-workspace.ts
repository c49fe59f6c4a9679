import { watch, type FSWatcher } from 'node:fs'
import { makeFolder } from '../atomic/make-folder.ts'
import { manifestsFolder, runsFolder } from './workspace-path.ts'

const quietMs = 150

export interface WorkspaceWatch {
  close(): void
}

/**
 * Calls back, debounced, after a manifest or run record of the workspace changed by whatever process. A hint only: where
 * the system cannot watch, nothing is called, and readers must read again when they need to be sure. Never throws.
 */
export async function watchWorkspace(workspace: string, onChange: () => void): Promise<WorkspaceWatch> {
  const watchers: FSWatcher[] = []
  let timer: NodeJS.Timeout | undefined
  const hint = (name: string | null): void => {
    if (name !== null && (name.startsWith('.') || !name.endsWith('.json'))) return
    timer ??= setTimeout(() => {
      timer = undefined
      onChange()
    }, quietMs)
  }
  for (const folder of [manifestsFolder(workspace), runsFolder(workspace)]) {
    try {
      await makeFolder(folder)
      const watcher = watch(folder, { persistent: false }, (_, name) => hint(name))
      // A watch that ends (folder removed, limit of the system) costs the hints, not the app.
      watcher.on('error', () => watcher.close())
      watchers.push(watcher)
    } catch {
      continue
    }
  }
  return {
    close() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}
