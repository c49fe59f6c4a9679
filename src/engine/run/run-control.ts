import type { ScanError, ScanProgress } from '../../shared/model/run.ts'
import type { Finding, VerdictCounts } from '../../shared/model/verdict.ts'
import { AppError } from '../../shared/errors/app-error.ts'

/** How the caller of a long operation steers and watches it. Callbacks are throttled by the engine to about 10 a second, except findings and errors. */
export interface RunControl {
  readonly signal?: AbortSignal | undefined
  readonly pause?: PauseGate | undefined
  /** Called once the run is in the ledger, under this id. */
  readonly onStart?: ((runId: string) => void) | undefined
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined
  /** Called once for each path that could not be read. */
  readonly onError?: ((error: ScanError) => void) | undefined
  /** Called as findings are met, in the order of the reads; moves and removals are known only at the end. */
  readonly onFinding?: ((finding: Finding, counts: VerdictCounts) => void) | undefined
}

/** Lets a run be held between batches: `wait` resolves at once unless paused. */
export class PauseGate {
  private waiting: PromiseWithResolvers<void> | undefined

  get isPaused(): boolean {
    return this.waiting !== undefined
  }

  pause(): void {
    this.waiting ??= withResolvers()
  }

  resume(): void {
    this.waiting?.resolve()
    this.waiting = undefined
  }

  async wait(): Promise<void> {
    await this.waiting?.promise
  }
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
}

function withResolvers(): PromiseWithResolvers<void> {
  let resolve!: () => void
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

/** Throws the `cancelled` error once the signal is aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined, operation: string): void {
  if (signal?.aborted) {
    throw new AppError({ code: 'cancelled', operation, message: 'Cancelled.' })
  }
}
