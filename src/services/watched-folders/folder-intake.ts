import type { WatchedFolder } from '../../shared/ipc/ledger-schemas.ts'
import { FolderWatcher } from '../folder-watch/folder-watcher.ts'

/** A file is taken in when it has not grown for this long: before, it may be half written. */
const settled = { stabilityThreshold: 800, pollInterval: 200 }
const gatherMs = 250
const filesAtOnce = 200
const maxProblems = 100

/** What became of one file: taken in, of no concern, or why it could not be. */
export type IntakeEnd = { readonly path: string } & (
  { readonly outcome: 'taken-in' | 'known' } | { readonly outcome: 'refused'; readonly message: string }
)

export interface IntakeOptions {
  readonly path: string
  /** Whether a file of that name is looked at at all. */
  readonly isWanted: (name: string) => boolean
  readonly takeIn: (paths: readonly string[]) => Promise<IntakeEnd[]>
  readonly onChange: () => void
}

/** Takes in the files of one folder, not of those in it: those that are there, and those that come, once they are whole. */
export class FolderIntake {
  private readonly options: IntakeOptions
  private readonly watcher: FolderWatcher
  private readonly problems = new Map<string, string>()
  private takenInCount = 0
  private waiting = new Set<string>()
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> = Promise.resolve()
  private isClosed = false

  constructor(options: IntakeOptions) {
    this.options = options
    const { path, isWanted, onChange } = options
    this.watcher = new FolderWatcher({
      path,
      isWanted,
      settled,
      onFile: (file) => this.meet(file),
      onGone: (file) => {
        if (this.problems.delete(file)) onChange()
      },
      onState: onChange,
    })
  }

  async describe(): Promise<Omit<WatchedFolder, 'type' | 'location' | 'isOwn'>> {
    const problems = [...this.problems].map(([path, message]) => ({ path, message }))
    return { ...(await this.watcher.describe()), problems, takenInCount: this.takenInCount }
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearTimeout(this.timer)
    await this.watcher.close()
    await this.working
  }

  private meet(path: string): void {
    if (this.isClosed) return
    this.waiting.add(path)
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      this.working = this.working.then(() => this.work())
    }, gatherMs)
  }

  private async work(): Promise<void> {
    while (this.waiting.size > 0 && !this.isClosed) {
      const batch = [...this.waiting].slice(0, filesAtOnce)
      for (const path of batch) this.waiting.delete(path)
      // oxlint-disable-next-line no-await-in-loop -- One batch after the other is the point.
      for (const end of await this.attempt(batch)) this.settle(end)
      this.options.onChange()
    }
  }

  private async attempt(batch: readonly string[]): Promise<IntakeEnd[]> {
    try {
      return await this.options.takeIn(batch)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return batch.map((path) => ({ path, outcome: 'refused' as const, message }))
    }
  }

  private settle(end: IntakeEnd): void {
    this.problems.delete(end.path)
    if (end.outcome === 'taken-in') this.takenInCount += 1
    if (end.outcome === 'refused' && this.problems.size < maxProblems) this.problems.set(end.path, end.message)
  }
}
