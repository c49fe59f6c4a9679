import { watch, type FSWatcher } from 'node:fs'
import { stat } from 'node:fs/promises'
import { describeWatchLimit } from './folder-hints.ts'

/**
 * Hints that something directly in a folder changed: one watch of the system, however many files it holds. Only hints, as
 * those of `FolderHints`: whoever listens looks for himself. A folder may come, go and be replaced.
 */
export class FlatFolderHints {
  private readonly path: string
  private readonly onHint: (name: string | null) => void
  private watcher: FSWatcher | undefined
  private identity: string | undefined
  private hasFollowed = false
  private isClosed = false
  /** Why there are no hints although the folder is there; null while there are. */
  notice: string | null = null

  /** `onHint`: something of that name may have changed; null where it is not known which. */
  constructor(path: string, onHint: (name: string | null) => void) {
    this.path = path
    this.onHint = onHint
  }

  /**
   * Listens to the folder that is there now; to be called again now and then, and once before the folder is looked at.
   * Never throws.
   */
  async follow(): Promise<void> {
    const identity = await identify(this.path)
    const isFirst = !this.hasFollowed
    this.hasFollowed = true
    if (this.isClosed || identity === this.identity) return
    this.stop()
    if (identity !== undefined) this.begin(identity)
    if (!isFirst) this.onHint(null)
  }

  close(): void {
    this.isClosed = true
    this.stop()
  }

  private begin(identity: string): void {
    try {
      const watcher = watch(this.path, { persistent: false }, (_, name) => this.onHint(name))
      watcher.on('error', (error) => this.lose(error))
      this.watcher = watcher
      this.identity = identity
      this.notice = null
    } catch (error) {
      this.lose(error)
    }
  }

  /** The next `follow` tries again. */
  private lose(error: unknown): void {
    this.stop()
    const reason = error instanceof Error ? error.message : String(error)
    this.notice =
      describeWatchLimit(error) ?? `${this.path} cannot be watched (${reason}): it is looked at every few seconds.`
  }

  private stop(): void {
    this.watcher?.close()
    this.watcher = undefined
    this.identity = undefined
  }
}

async function identify(path: string): Promise<string | undefined> {
  return stat(path, { bigint: true }).then(
    (stats) => (stats.isDirectory() ? `${stats.dev}:${stats.ino}` : undefined),
    () => undefined,
  )
}
