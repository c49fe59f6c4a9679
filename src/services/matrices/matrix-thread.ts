import { workerUrl } from '../../engine/index.ts'
import type { EventPayload } from '../../shared/ipc/contract.ts'
import { RestartableThread } from '../threads/restartable-thread.ts'
import type { MethodInput, MethodName, MethodOutput } from '../workers/call-protocol.ts'
import type { KeptPlan, MatrixMethods, MatrixWorkerData } from '../workers/matrix-protocol.ts'

/** Builds are given two seconds to stop, and this is a moment more. */
const patienceMs = 2500

type Change = EventPayload<'plans.changed'>

export interface MatrixThreadOptions extends Omit<MatrixWorkerData, 'plans'> {
  readonly onChange: (change: Change) => void
}

/** Plans and their cells in a thread of their own, begun with the first plan; one that takes the place of a lost one has them too. */
export class MatrixThread {
  private readonly thread: RestartableThread<MatrixMethods, Change>
  private plans: readonly KeptPlan[] = []

  constructor({ onChange, workspace, version }: MatrixThreadOptions) {
    this.thread = new RestartableThread({
      url: workerUrl('matrix-worker'),
      name: 'matrix',
      workerData: (): MatrixWorkerData => ({ workspace, version, plans: this.plans }),
      operation: 'read matrix',
      patienceMs,
      onNews: onChange,
      onLoss: () => onChange({ planId: null, isPlanNew: true }),
    })
  }

  /** Holds and watches these plans, and no others. Errors: `worker-failed`. */
  async follow(plans: readonly KeptPlan[]): Promise<void> {
    this.plans = plans
    if (this.thread.isBegun || plans.length > 0) await this.thread.call('follow', { plans })
  }

  /** Errors: those of the method, `worker-failed` when the thread is lost or closed. */
  call<M extends MethodName<MatrixMethods>>(
    method: M,
    input: MethodInput<MatrixMethods, M>,
  ): Promise<MethodOutput<MatrixMethods, M>> {
    return this.thread.call(method, input)
  }

  /** Runs were recorded. Without a thread nobody needs to know. */
  async hearLedger(): Promise<void> {
    // A thread that is lost meanwhile reads everything anew.
    if (this.thread.isBegun) await this.thread.call('hearLedger', {}).catch(() => undefined)
  }

  /** Stops builds so that they can go on later; takes two seconds at most, and a moment. */
  close(): Promise<void> {
    return this.thread.close()
  }
}
