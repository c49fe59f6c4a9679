import { watch, type FSWatcher } from 'chokidar'
import { systemErrorCode } from '../../shared/errors/system-error.ts'

/** Why the system tells nothing any more, in words that say what to do. */
const limits: ReadonlyMap<string, string> = new Map([
  [
    'ENOSPC',
    'The system allows no more watched folders (fs.inotify.max_user_watches). Raise that limit, as in "sysctl fs.inotify.max_user_watches=524288"; until then the folder is looked through every few seconds.',
  ],
  [
    'EMFILE',
    'The system allows no more open files or watches (fs.inotify.max_user_instances, "ulimit -n"). Raise that limit; until then the folder is looked through every few seconds.',
  ],
  [
    'ENFILE',
    'The system allows no more open files. Close some programs; until then the folder is looked through every few seconds.',
  ],
])

/** Why hints are lost for good, where that is a limit of the system; undefined for any other error. */
export function describeWatchLimit(error: unknown): string | undefined {
  return limits.get(systemErrorCode(error) ?? '')
}

export interface HintListeners {
  /** Something may have changed somewhere in the folder. */
  readonly onHint: () => void
  /** There will be no hints any more, for the reason given. */
  readonly onLost: (notice: string) => void
}

/**
 * Hints that something in a folder changed: one watch a folder, links not followed. Only hints: a name that the system
 * cannot tell gives none, and under load it drops some, so whoever listens looks for himself, and now and then unasked.
 */
export class FolderHints {
  private readonly watcher: FSWatcher
  private readonly listeners: HintListeners

  /** `own`: absolute paths whose changes are Assay's own. */
  constructor(root: string, own: readonly string[], listeners: HintListeners) {
    this.listeners = listeners
    this.watcher = watch(root, {
      ignored: own.map((path) => ({ path, recursive: true })),
      ignoreInitial: true,
      followSymlinks: false,
      ignorePermissionErrors: true,
      atomic: false,
      persistent: true,
    })
    this.watcher.on('all', () => listeners.onHint())
    this.watcher.on('error', (error) => this.takeError(error))
  }

  /** Resolves when every folder is watched, or it is known that they cannot be. */
  async begin(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.watcher.once('ready', () => resolve())
      this.watcher.on('error', (error) => {
        if (describeWatchLimit(error) !== undefined) resolve()
      })
    })
  }

  async close(): Promise<void> {
    await this.watcher.close()
  }

  private takeError(error: unknown): void {
    const notice = describeWatchLimit(error)
    // Any other is of one path, which a look at the folder tells of.
    if (notice === undefined) return this.listeners.onHint()
    this.listeners.onLost(notice)
  }
}
