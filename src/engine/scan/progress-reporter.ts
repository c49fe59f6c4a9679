import type { ScanProgress } from '../../shared/model/run.ts'
import type { ScanOptions } from './scan-types.ts'

const intervalMs = 100

/** What the reporter looks at, at each tick. */
export interface ProgressSource {
  readonly filesDone: number
  readonly bytesDone: number
  readonly filesFound: number
  readonly bytesFound: number
  readonly currentPath: string
  readonly totals: { readonly errorCount: number }
}

/** Tells the caller of a scan how far it is, ten times a second and once at the end. */
export class ProgressReporter {
  private readonly options: ScanOptions
  private readonly source: ProgressSource
  private readonly startedMs = performance.now()
  private readonly timer: NodeJS.Timeout | undefined
  private isWalkDone = false

  constructor(options: ScanOptions, source: ProgressSource) {
    this.options = options
    this.source = source
    if (options.control.onProgress !== undefined) {
      this.report()
      this.timer = setInterval(() => this.report(), intervalMs)
    }
  }

  endWalk(): void {
    this.isWalkDone = true
  }

  stop(): void {
    if (this.timer === undefined) return
    clearInterval(this.timer)
    this.report()
  }

  private report(): void {
    const { source } = this
    const { expected, mode } = this.options
    const filesExpected = expected === undefined ? null : Math.max(expected.files, source.filesFound)
    const bytesKnown = mode === 'contents' ? Math.max(source.bytesFound, source.bytesDone) : 0
    const bytesExpected = expected === undefined ? null : Math.max(expected.bytes, bytesKnown)
    const progress: ScanProgress = {
      phase: 'scanning',
      filesDone: source.filesDone,
      filesFound: source.filesFound,
      filesTotal: this.isWalkDone ? source.filesFound : filesExpected,
      bytesDone: source.bytesDone,
      bytesTotal: this.isWalkDone ? bytesKnown : bytesExpected,
      errorCount: source.totals.errorCount,
      currentPath: source.currentPath,
      elapsedMs: performance.now() - this.startedMs,
    }
    this.options.control.onProgress?.(progress)
  }
}
