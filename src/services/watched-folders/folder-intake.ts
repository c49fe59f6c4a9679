import { watch, type FSWatcher } from 'chokidar'
import { basename } from 'node:path'
import { isFolderPresent } from '../../engine/index.ts'
import { systemErrorCode } from '../../shared/errors/system-error.ts'
import type { WatchedFolder } from '../../shared/ipc/ledger-schemas.ts'

/** A file is taken in when it has not grown for this long: before, it may be half written. */
const settled = { stabilityThreshold: 800, pollInterval: 200 }
const gatherMs = 250
const filesAtOnce = 200
const maxProblems = 100
const pollingIntervalMs = 2000

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
  private watcher: FSWatcher | undefined
  private notice: string | null = null
  private hasFailed = false
  private isPolling = false
  private readonly problems = new Map<string, string>()
  private takenInCount = 0
  private waiting = new Set<string>()
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> = Promise.resolve()
  private isClosed = false

  constructor(options: IntakeOptions) {
    this.options = options
    this.begin(false)
  }

  async describe(): Promise<Omit<WatchedFolder, 'type' | 'location' | 'isOwn'>> {
    const { notice, takenInCount } = this
    const problems = [...this.problems].map(([path, message]) => ({ path, message }))
    const isPresent = await isFolderPresent(this.options.path)
    const missing = 'This folder is not there. It is watched again as soon as it is.'
    if (!isPresent) return { state: 'missing', notice: missing, problems, takenInCount }
    const state = this.hasFailed ? 'failed' : this.isPolling ? 'polling' : 'watching'
    return { state, notice, problems, takenInCount }
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearTimeout(this.timer)
    await this.watcher?.close()
    await this.working
  }

  private begin(isPolling: boolean): void {
    this.isPolling = isPolling
    const watcher = watch(this.options.path, {
      depth: 0,
      ignoreInitial: false,
      awaitWriteFinish: settled,
      ignorePermissionErrors: true,
      ...(isPolling ? { backend: 'polling' as const, pollingInterval: pollingIntervalMs } : {}),
    })
    watcher.on('add', (path) => this.meet(path))
    watcher.on('change', (path) => this.meet(path))
    watcher.on('unlink', (path) => {
      if (this.problems.delete(path)) this.options.onChange()
    })
    watcher.on('addDir', () => this.options.onChange())
    watcher.on('unlinkDir', () => this.options.onChange())
    watcher.on('error', (error) => this.takeError(error))
    this.watcher = watcher
  }

  private takeError(error: unknown): void {
    const code = systemErrorCode(error)
    if (this.isPolling || (code !== 'ENOSPC' && code !== 'EMFILE')) {
      this.hasFailed = true
      this.notice = error instanceof Error ? error.message : String(error)
    } else {
      this.notice = `The system allows no more watches (${code}), so this folder is looked at every two seconds.`
      void this.beginPolling()
    }
    this.options.onChange()
  }

  private async beginPolling(): Promise<void> {
    this.isPolling = true
    await this.watcher?.close()
    if (!this.isClosed) this.begin(true)
  }

  private meet(path: string): void {
    if (this.isClosed || !this.options.isWanted(basename(path))) return
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
