import { watch, type FSWatcher } from 'chokidar'
import { basename } from 'node:path'
import { isFolderPresent } from '../../engine/index.ts'
import { systemErrorCode } from '../../shared/errors/system-error.ts'

const pollingIntervalMs = 2000
const presenceIntervalMs = 1000

export interface FolderWatcherOptions {
  readonly path: string
  /** Whether a file of that name is watched at all: each takes one of the system's watches. */
  readonly isWanted: (name: string) => boolean
  /** A file is told of when it has not grown for this long; without it at once, and then it may be half written. */
  readonly settled?: { readonly stabilityThreshold: number; readonly pollInterval: number }
  /** A file is there, came, or changed. */
  readonly onFile: (path: string) => void
  readonly onGone: (path: string) => void
  /** The folder went, came back, or is watched in another way. */
  readonly onState: () => void
}

export interface FolderWatchState {
  readonly state: 'watching' | 'polling' | 'missing' | 'failed'
  /** Why it is not `watching`; null when it is. */
  readonly notice: string | null
}

const missing: FolderWatchState = {
  state: 'missing',
  notice: 'This folder is not there. It is watched again as soon as it is.',
}

/** Watches the files of one folder, not of those in it. A folder that goes is watched again once it is back. */
export class FolderWatcher {
  private readonly options: FolderWatcherOptions
  private watcher: FSWatcher | undefined
  private state: FolderWatchState = { state: 'watching', notice: null }
  private isPolling = false
  private isPresent: boolean | undefined
  /** Whether somebody was told that the folder is gone, before the watch itself knew. */
  private isSaidGone = false
  private looking: Promise<void> = Promise.resolve()
  private readonly timer: NodeJS.Timeout
  private isClosed = false

  constructor(options: FolderWatcherOptions) {
    this.options = options
    this.timer = setInterval(() => this.look(), presenceIntervalMs).unref()
    this.look()
  }

  /** As it is now, looked up anew: a folder may be gone before anybody was told. */
  async describe(): Promise<FolderWatchState> {
    if (await isFolderPresent(this.options.path)) return this.state
    this.isSaidGone = true
    return missing
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearInterval(this.timer)
    await this.looking
    await this.watcher?.close()
  }

  /** What the file system says of a folder that comes and goes does not name the files in it: so it is watched anew. */
  private look(isReplaced = false): void {
    this.looking = this.looking.then(async () => {
      if (this.isClosed) return
      const wasPresent = this.isPresent
      this.isPresent = await isFolderPresent(this.options.path)
      const isBack = this.isPresent && this.isSaidGone
      if (isBack) this.isSaidGone = false
      if (this.isPresent === wasPresent && !isReplaced && !isBack) return
      await this.watcher?.close()
      this.watcher = undefined
      if (this.isPresent && !this.isClosed) this.begin()
      if (wasPresent !== undefined || !this.isPresent) this.options.onState()
    })
  }

  private begin(): void {
    const { path, isWanted, settled, onFile, onGone } = this.options
    const watcher = watch(path, {
      depth: 0,
      ignored: (entry) => entry !== path && !isWanted(basename(entry)),
      ignoreInitial: false,
      ignorePermissionErrors: true,
      ...(settled === undefined ? {} : { awaitWriteFinish: settled }),
      ...(this.isPolling ? { backend: 'polling' as const, pollingInterval: pollingIntervalMs } : {}),
    })
    let isKnown = false
    watcher.on('add', onFile)
    watcher.on('change', onFile)
    watcher.on('unlink', onGone)
    watcher.on('addDir', (folder) => {
      if (folder !== path) return
      if (isKnown) this.look(true)
      isKnown = true
    })
    watcher.on('unlinkDir', (folder) => {
      if (folder === path) this.look()
    })
    watcher.on('error', (error) => this.takeError(error))
    this.watcher = watcher
  }

  private takeError(error: unknown): void {
    const code = systemErrorCode(error)
    if (this.isPolling || (code !== 'ENOSPC' && code !== 'EMFILE')) {
      this.state = { state: 'failed', notice: error instanceof Error ? error.message : String(error) }
      this.options.onState()
      return
    }
    const notice = `The system allows no more watches (${code}), so this folder is looked at every two seconds.`
    this.state = { state: 'polling', notice }
    this.isPolling = true
    this.look(true)
  }
}
