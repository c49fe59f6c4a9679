import { throwIfCancelled, type RunControl } from '../run/run-control.ts'
import { readOperation } from './manifest-error.ts'

const reportEveryMs = 100

/** Steers the reading of a manifest between two pieces of work: pause, cancel, progress about 10 times a second. */
export class ReadProgress {
  private readonly control: RunControl
  private readonly bytesTotal: number
  private readonly startedMs = performance.now()
  private reportedMs = 0

  constructor(control: RunControl, bytesTotal: number) {
    this.control = control
    this.bytesTotal = bytesTotal
  }

  /** Throws `cancelled` once the signal is aborted; waits while paused. */
  async step(bytesDone: number, entriesDone: number): Promise<void> {
    await this.control.pause?.wait()
    throwIfCancelled(this.control.signal, readOperation)
    const nowMs = performance.now()
    if (nowMs - this.reportedMs < reportEveryMs) return
    this.reportedMs = nowMs
    this.control.onProgress?.({
      phase: 'preparing',
      filesDone: entriesDone,
      filesFound: entriesDone,
      filesTotal: null,
      bytesDone: Math.min(bytesDone, this.bytesTotal),
      bytesTotal: this.bytesTotal,
      errorCount: 0,
      currentPath: '',
      elapsedMs: nowMs - this.startedMs,
    })
  }
}
