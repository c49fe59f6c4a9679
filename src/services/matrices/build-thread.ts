import { randomUUID } from 'node:crypto'
import { workerUrl } from '../../engine/index.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import { RestartableThread } from '../threads/restartable-thread.ts'
import type { BuildAnswer, BuildMethods, BuildOrder, BuildWorkerData } from '../workers/build-protocol.ts'
import type { LoadedPlan } from './loaded-plan.ts'

/** Builders are given a second and a half to stop, then half a second to be gone. */
const patienceMs = 2200

/** Runs builds in a thread of their own: what builders say, and the ledger's writes, must not keep the cells from answering. */
export class BuildThread {
  private readonly thread: RestartableThread<BuildMethods>
  /** Keys of the plans the thread has, by plan id. */
  private readonly told = new Map<string, string>()

  constructor(workerData: BuildWorkerData) {
    this.thread = new RestartableThread({
      url: workerUrl('build-worker'),
      name: 'builds',
      workerData: () => workerData,
      operation: 'build',
      patienceMs,
      onLoss: () => this.told.clear(),
    })
  }

  /** Builds one cell until it ends. Never rejects. */
  async build(
    planId: string,
    { plan, key }: LoadedPlan,
    order: Pick<BuildOrder, 'cell' | 'isForced'>,
    signal: AbortSignal,
  ): Promise<BuildAnswer> {
    const buildId = randomUUID()
    const cancel = (): void => void this.thread.call('cancel', { buildId }).catch(() => undefined)
    try {
      if (this.told.get(planId) !== key) {
        this.told.set(planId, key)
        await this.thread.call('usePlan', { planId, planKey: key, plan })
      }
      if (signal.aborted) return { status: 'cancelled', failure: null }
      signal.addEventListener('abort', cancel, { once: true })
      return await this.thread.call('build', { ...order, buildId, planId, planKey: key })
    } catch (error) {
      return { status: 'failed', failure: toWireError(error, 'build') }
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }

  forget(planId: string): void {
    if (this.told.delete(planId)) void this.thread.call('dropPlan', { planId }).catch(() => undefined)
  }

  /** Stops what is being built so that it can go on later; takes two seconds at most. */
  close(): Promise<void> {
    return this.thread.close()
  }
}
