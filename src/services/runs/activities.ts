import { endLostActivity, type RepeatableActivity } from '../../engine/index.ts'
import { fromWireError, toWireError } from '../../shared/errors/wire-error.ts'
import { OperationThread, type OperationEnd } from './operation-thread.ts'

export interface ActivitiesDependencies {
  readonly workspace: string
  readonly version: string
  readonly warn: (message: string) => void
}

/** Audits and imports that were asked for again: each in its own thread, each a run of the ledger. */
export class Activities {
  private readonly dependencies: ActivitiesDependencies
  private readonly live = new Map<string, OperationThread>()
  private readonly ending = new Set<Promise<void>>()

  constructor(dependencies: ActivitiesDependencies) {
    this.dependencies = dependencies
  }

  /** Returns its run id once it is in the ledger. Errors: whatever kept it from coming there. */
  async start(activity: RepeatableActivity): Promise<string> {
    const { workspace, version: toolVersion } = this.dependencies
    const [thread, begun] = await new Promise<[OperationThread, string]>((resolve, reject) => {
      const starting = new OperationThread({ kind: 'activity', activity, workspace, toolVersion }, (news) => {
        if (news.type === 'begun') resolve([starting, news.runId])
      })
      void starting.ended.then((end) => {
        if (end.ok) return
        reject(fromWireError(end.error))
        void starting.terminate()
      })
    })
    this.live.set(begun, thread)
    const ending = this.end(begun, thread)
    this.ending.add(ending)
    void ending.finally(() => this.ending.delete(ending))
    return begun
  }

  isLive(runId: string): boolean {
    return this.live.has(runId)
  }

  cancel(runId: string): void {
    this.live.get(runId)?.cancel()
  }

  /** Cancels them all; takes a second at most. */
  async close(): Promise<void> {
    for (const thread of this.live.values()) thread.cancel()
    await Promise.all(this.ending)
  }

  private async end(runId: string, thread: OperationThread): Promise<void> {
    const end = await thread.ended
    this.live.delete(runId)
    // What ended by itself is in the ledger.
    if (!end.ok && thread.isLost) await this.endLost(runId, end.error)
    await thread.terminate()
  }

  private async endLost(runId: string, wire: Extract<OperationEnd, { ok: false }>['error']): Promise<void> {
    const { workspace, warn } = this.dependencies
    const end =
      wire.code === 'cancelled'
        ? { status: 'cancelled' as const }
        : { status: 'failed' as const, error: fromWireError(wire) }
    try {
      await endLostActivity(workspace, runId, end)
    } catch (error) {
      warn(`The end of ${runId} could not be recorded: ${toWireError(error).message}`)
    }
  }
}
