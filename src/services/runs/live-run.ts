import { maxRecordedErrors } from '../../shared/model/run-record.ts'
import type { RunResult, RunSnapshot } from '../../shared/model/run.ts'
import type { WireError } from '../../shared/errors/wire-error.ts'
import type { OperationTick, OperationWatched } from '../workers/operation-protocol.ts'
import type { OperationThread } from './operation-thread.ts'

/** A run of this process, from its start on; its thread is gone once nothing needs it any more. */
export class LiveRun {
  snapshot: RunSnapshot
  thread: OperationThread | undefined
  findingCount = 0

  constructor(snapshot: RunSnapshot) {
    this.snapshot = snapshot
  }

  get isEnded(): boolean {
    return this.snapshot.state !== 'running' && this.snapshot.state !== 'paused'
  }

  /** Takes in what happened; returns whether there are more findings than before. */
  advance(tick: OperationTick): boolean {
    if (this.isEnded) return false
    const { snapshot } = this
    const hasMore = tick.findingCount > this.findingCount
    this.findingCount = tick.findingCount
    const errors = tick.errors.length === 0 ? snapshot.errors : [...snapshot.errors, ...tick.errors]
    this.snapshot = {
      ...snapshot,
      progress: tick.progress ?? snapshot.progress,
      errors: errors.slice(0, maxRecordedErrors),
      counts: tick.counts,
    }
    return hasMore
  }

  /** Takes in how a watch stands. */
  follow({ state, counts, findingCount }: OperationWatched): void {
    if (this.isEnded) return
    this.findingCount = findingCount
    this.snapshot = { ...this.snapshot, watch: state, counts }
  }

  complete(result: RunResult, manifestId: string | undefined): void {
    const counts = result.kind === 'snapshot' ? {} : result.counts
    const known = manifestId === undefined ? {} : { manifestId }
    this.snapshot = { ...this.snapshot, state: 'completed', counts, result, ...known }
  }

  fail(failure: WireError): void {
    const state = failure.code === 'cancelled' ? 'cancelled' : 'failed'
    this.snapshot = { ...this.snapshot, state, ...(state === 'failed' ? { failure } : {}) }
  }

  setPaused(isPaused: boolean): void {
    if (this.isEnded) return
    if (isPaused) this.thread?.pause()
    else this.thread?.resume()
    this.snapshot = { ...this.snapshot, state: isPaused ? 'paused' : 'running' }
  }
}
