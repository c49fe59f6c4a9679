import { createHash } from 'node:crypto'
import type { AppError } from '../../shared/errors/app-error.ts'
import { toWireError, type WireError } from '../../shared/errors/wire-error.ts'
import type { PipelineFolder } from '../../shared/ipc/pipeline-schemas.ts'
import { FolderWatcher } from '../folder-watch/folder-watcher.ts'
import type { PipelineNews, PipelineSummary } from '../workers/pipeline-protocol.ts'
import { ChangeTeller } from './change-teller.ts'
import { nameFolder } from './name-folder.ts'
import type { ListedPipeline } from './pipeline-folders-file.ts'
import { PipelineThread } from './pipeline-thread.ts'

const idDigits = 16
const gatherMs = 50
/** Of a folder whose manifests were not read yet. */
const nothingYet: PipelineSummary = { manifestCount: 0, health: 'empty', failure: null }

/** Leaves time to end the thread by force within a second of the wish to cancel. */
const cancelPatienceMs = 900

export type LostCheck = { readonly status: 'failed'; readonly error: AppError } | { readonly status: 'cancelled' }

export interface WatchedPipelineOptions {
  readonly workspace: string
  readonly version: string
  readonly listed: ListedPipeline
  readonly onChange: (hasNewRecords: boolean) => void
  /** A check was lost with the thread it ran in, and has no end in the ledger. */
  readonly onLostCheck: (runId: string, end: LostCheck) => void
}

/** A folder of process manifests in the list: watched, and its manifests held by a thread once anybody asks for them. */
export class WatchedPipeline {
  readonly pipelineId: string
  readonly thread: PipelineThread
  readonly openViews = new Set<string>()
  listed: ListedPipeline
  private readonly onLostCheck: WatchedPipelineOptions['onLostCheck']
  private readonly watcher: FolderWatcher
  private readonly teller: ChangeTeller
  private summary: PipelineSummary = nothingYet
  /** Whether the folder may hold something else than the summary tells. */
  private isStale = true
  private reading: Promise<void> | undefined
  private runId: string | null = null
  private timer: NodeJS.Timeout | undefined

  constructor({ workspace, version, listed, onChange, onLostCheck }: WatchedPipelineOptions) {
    this.listed = listed
    this.pipelineId = createHash('sha256').update(listed.path).digest('hex').slice(0, idDigits)
    this.onLostCheck = onLostCheck
    this.teller = new ChangeTeller(onChange)
    this.thread = new PipelineThread(
      () => {
        const { path: folder, dataFolders, staleAfterDays } = this.listed
        return { workspace, version, folder, settings: { dataFolders, staleAfterDays } }
      },
      { onNews: (news) => this.takeNews(news), onLoss: (error) => this.takeLoss(error) },
    )
    const onChanged = (): void => this.look()
    this.watcher = new FolderWatcher({
      path: listed.path,
      isWanted: (name) => !name.startsWith('.') && name.endsWith('.json'),
      onFile: onChanged,
      onGone: onChanged,
      onState: () => {
        // Its manifests may be as they were, and then nobody else tells that the folder went or is back.
        this.teller.change(false)
        onChanged()
      },
    })
  }

  /** Whether its thread holds what somebody looks at, or works. */
  get isInUse(): boolean {
    return this.openViews.size > 0 || this.runId !== null || this.reading !== undefined
  }

  /** The check that goes on; null when none does. */
  get checkRunId(): string | null {
    return this.runId
  }

  /** As far as known at once; what has to be read first is told of by a change. */
  async describe(): Promise<Omit<PipelineFolder, 'location'>> {
    if (this.isStale) this.readSummary()
    const { pipelineId, reading } = this
    const { failure, ...known } = this.summary
    const watch = await this.watcher.describe()
    const state = failure === null || watch.state === 'missing' ? watch : failedBy(failure)
    return { pipelineId, name: nameFolder(this.listed.path), ...state, ...known, isReading: reading !== undefined }
  }

  configure(listed: ListedPipeline): void {
    this.listed = listed
    const { dataFolders, staleAfterDays } = listed
    if (this.thread.isBegun) this.ask(this.thread.call('configure', { dataFolders, staleAfterDays }))
    else this.look()
  }

  /** Ends a check that goes on: by itself if it can, by ending its thread if it does not within 900 ms. */
  async cancelCheck(): Promise<void> {
    const { runId } = this
    if (runId === null) return
    const patience = setTimeout(() => {
      this.runId = null
      this.onLostCheck(runId, { status: 'cancelled' })
      void this.thread.abandon()
    }, cancelPatienceMs)
    try {
      await this.thread.call('cancelCheck', {})
    } catch (error) {
      if (this.runId !== null) throw error
    } finally {
      clearTimeout(patience)
    }
  }

  /** Takes a summary that was read meanwhile. */
  know(summary: PipelineSummary): void {
    this.summary = summary
    this.isStale = false
  }

  async close(): Promise<void> {
    this.teller.close()
    clearTimeout(this.timer)
    await Promise.all([this.watcher.close(), this.thread.close()])
  }

  private readSummary(): void {
    this.reading ??= this.thread
      .call('summary', {})
      .then(
        (summary) => this.know(summary),
        (error: unknown) => this.know({ ...nothingYet, failure: toWireError(error) }),
      )
      .finally(() => {
        this.reading = undefined
        this.teller.change(false)
      })
  }

  /** A folder is told of file by file, and looked at once. */
  private look(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      if (this.thread.isBegun) return this.ask(this.thread.call('look', {}))
      this.isStale = true
      this.teller.change(false)
    }, gatherMs)
  }

  private ask(call: Promise<unknown>): void {
    // A lost thread is told of by `takeLoss`, and reads everything anew when it is asked again.
    call.catch(() => undefined)
  }

  private takeNews({ hasNewRecords, summary, runId }: PipelineNews): void {
    this.runId = runId
    if (summary !== null) this.know(summary)
    this.teller.change(hasNewRecords)
  }

  private takeLoss(error: AppError): void {
    const { runId } = this
    this.runId = null
    this.isStale = true
    this.openViews.clear()
    if (runId !== null) this.onLostCheck(runId, { status: 'failed', error })
    this.teller.change(false)
  }
}

function failedBy({ message }: WireError): Pick<PipelineFolder, 'state' | 'notice'> {
  return { state: 'failed', notice: message }
}
