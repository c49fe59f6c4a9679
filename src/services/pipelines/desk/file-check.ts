import { recordAudit, type AuditWatch, type RecordedAudit } from '../../../engine/index.ts'
import { isCancelled } from '../../../shared/errors/app-error.ts'
import { toWireError } from '../../../shared/errors/wire-error.ts'
import type { PipelineCheck } from '../../../shared/ipc/pipeline-schemas.ts'
import type { ScanProgress } from '../../../shared/model/run.ts'
import type { PipelineSettings, PipelineWorkerData } from '../../workers/pipeline-protocol.ts'

const dayMs = 86_400_000

const neverChecked: PipelineCheck = {
  state: 'never',
  readsContents: false,
  phase: 'preparing',
  filesDone: 0,
  filesTotal: 0,
  bytesDone: 0,
  bytesTotal: 0,
  elapsedMs: 0,
  findingCount: 0,
  finishedMs: null,
  failure: null,
  runId: null,
}

const phases = { preparing: 'preparing', scanning: 'looking', comparing: 'searching', writing: 'searching' } as const

export interface FileCheckEnds extends Pick<AuditWatch, 'onIndex' | 'onFiles' | 'onUnknown'> {
  readonly onProgress: () => void
  /** Called with what a check that came to its end found. */
  readonly onAudit: (audit: RecordedAudit) => void
}

/** The check of a folder's files: one at a time, each a run of the ledger. */
export class FileCheck {
  state: PipelineCheck = neverChecked
  private readonly data: PipelineWorkerData
  private readonly ends: FileCheckEnds
  private running: { readonly abort: AbortController; readonly ended: Promise<void> } | undefined

  constructor(data: PipelineWorkerData, ends: FileCheckEnds) {
    this.data = data
    this.ends = ends
  }

  /** The run that goes on; null when none does. */
  get runId(): string | null {
    return this.running === undefined ? null : this.state.runId
  }

  /** Resolves once it has begun and is in the ledger; while one goes on, nothing else begins. Errors: those of `recordAudit`. */
  async start(readsContents: boolean, settings: PipelineSettings): Promise<void> {
    if (this.running !== undefined) return
    const abort = new AbortController()
    this.state = { ...neverChecked, state: 'running', readsContents }
    await new Promise<void>((resolve, reject) => {
      const ended = this.run(readsContents, settings, abort.signal, resolve).catch(reject)
      this.running = { abort, ended }
    })
  }

  /** Resolves once the check has ended. */
  async cancel(): Promise<void> {
    this.running?.abort.abort()
    await this.running?.ended
  }

  private async run(
    readsContents: boolean,
    { dataFolders, staleAfterDays }: PipelineSettings,
    signal: AbortSignal,
    onBegun: () => void,
  ): Promise<void> {
    const { workspace, version, folder } = this.data
    const options = { target: folder, readContents: readsContents, dataFolders, staleAfterMs: staleAfterDays * dayMs }
    const onStart = (runId: string): void => {
      this.state = { ...this.state, runId }
      this.ends.onProgress()
      onBegun()
    }
    const { onIndex, onFiles, onUnknown } = this.ends
    const watch: AuditWatch = {
      signal,
      onStart,
      onIndex,
      onFiles,
      onUnknown,
      onProgress: (progress) => this.takeProgress(progress),
      onAuditFindings: ({ length }) => {
        this.state = { ...this.state, findingCount: this.state.findingCount + length }
      },
    }
    try {
      const run = { workspace, toolVersion: version }
      const audit = await recordAudit(options, run, watch)
      this.end({ state: 'completed', findingCount: audit.findings.length })
      this.ends.onAudit(audit)
    } catch (error) {
      this.end(
        isCancelled(error)
          ? { state: 'cancelled' }
          : { state: 'failed', failure: toWireError(error, 'check pipeline') },
      )
      // Whoever asked is told, as long as nothing had begun.
      if (this.state.runId === null) throw error
    }
  }

  private takeProgress({ phase, filesDone, filesTotal, bytesDone, bytesTotal, elapsedMs }: ScanProgress): void {
    const totals = { filesTotal: filesTotal ?? 0, bytesTotal: bytesTotal ?? 0 }
    this.state = { ...this.state, phase: phases[phase], filesDone, bytesDone, ...totals, elapsedMs }
    this.ends.onProgress()
  }

  private end(end: Pick<PipelineCheck, 'state'> & Partial<PipelineCheck>): void {
    this.running = undefined
    this.state = { ...this.state, ...end, finishedMs: Date.now() }
    this.ends.onProgress()
  }
}
