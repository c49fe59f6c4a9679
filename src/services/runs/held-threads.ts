import type { OperationThread } from './operation-thread.ts'

const maxThreads = 3
/** About as many entries as two comparisons of a million on each side have. */
const maxEntries = 4_000_000

interface HeldThread {
  readonly thread: OperationThread
  readonly entryCount: number
  readonly onRelease: (() => void) | undefined
}

/**
 * Threads of ended work that live on because they hold a comparison, by a key of their run. They take memory: at most three, and beyond
 * some millions of entries fewer; the one used longest ago is let go.
 */
export class HeldThreads {
  /** In the order of use, the longest ago first. */
  private readonly held = new Map<string, HeldThread>()

  /** A thread, taken as used now. */
  use(key: string): OperationThread | undefined {
    const found = this.held.get(key)
    if (found === undefined) return undefined
    this.held.delete(key)
    if (found.thread.isLost) {
      found.onRelease?.()
      return undefined
    }
    this.held.set(key, found)
    return found.thread
  }

  async add(key: string, held: HeldThread): Promise<void> {
    await this.release(key)
    this.held.set(key, held)
    for (const oldest of [...this.held.keys()].slice(0, -1)) {
      if (this.isWithinBounds()) return
      await this.release(oldest)
    }
  }

  async releaseAll(): Promise<void> {
    await Promise.all([...this.held.keys()].map((key) => this.release(key)))
  }

  private isWithinBounds(): boolean {
    const entryCount = [...this.held.values()].reduce((sum, held) => sum + held.entryCount, 0)
    return this.held.size <= maxThreads && entryCount <= maxEntries
  }

  private async release(key: string): Promise<void> {
    const held = this.held.get(key)
    if (held === undefined) return
    this.held.delete(key)
    held.onRelease?.()
    await held.thread.terminate()
  }
}
