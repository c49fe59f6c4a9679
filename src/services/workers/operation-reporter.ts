import type { RunControl } from '../../engine/index.ts'
import type { ScanError, ScanProgress } from '../../shared/model/run.ts'
import { maxRecordedErrors } from '../../shared/model/run-record.ts'
import type { Finding, VerdictCounts } from '../../shared/model/verdict.ts'
import type { OperationTick } from './operation-protocol.ts'

const tickIntervalMs = 100
/** Findings kept while a run lives: more are counted, and can be asked for when it has ended. */
const maxLiveFindings = 50_000

/** Gathers what an operation tells into ticks, and keeps its findings in the order of discovery. */
export class OperationReporter {
  findings: Finding[] = []
  private readonly send: (tick: OperationTick) => void
  private progress: ScanProgress | undefined
  private errors: ScanError[] = []
  private toldErrorCount = 0
  private counts: VerdictCounts = {}
  private findingCount = 0
  private timer: NodeJS.Timeout | undefined
  private lastTickMs = -tickIntervalMs

  constructor(send: (tick: OperationTick) => void) {
    this.send = send
  }

  control(signal: AbortSignal, pause: NonNullable<RunControl['pause']>): RunControl {
    return {
      signal,
      pause,
      onProgress: (progress) => {
        this.progress = progress
        this.tickSoon()
      },
      onError: (error) => {
        if (this.toldErrorCount + this.errors.length < maxRecordedErrors) this.errors.push(error)
        this.tickSoon()
      },
      onFinding: (finding, counts) => {
        if (this.findings.length < maxLiveFindings) this.findings.push(finding)
        this.findingCount += 1
        this.counts = counts
        this.tickSoon()
      },
    }
  }

  /** Lets go of the findings; whoever was given them before still has them. */
  forgetFindings(): void {
    this.findings = []
  }

  /** Tells what has not been told yet; after it nothing is told any more until something new happens. */
  flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.lastTickMs = performance.now()
    const { progress, errors, findingCount } = this
    this.send({ type: 'tick', progress, errors, counts: { ...this.counts }, findingCount })
    this.toldErrorCount += errors.length
    this.errors = []
  }

  private tickSoon(): void {
    if (this.timer !== undefined) return
    const waitMs = this.lastTickMs + tickIntervalMs - performance.now()
    if (waitMs <= 0) this.flush()
    else this.timer = setTimeout(() => this.flush(), waitMs)
  }
}
