import { powerSaveBlocker } from 'electron'
import type { EmitEvent } from '../services/host-port.ts'
import type { RunSnapshot } from '../shared/model/run.ts'

/** Knows from the events whether work goes on that ends by itself, and keeps the computer awake while it does. */
export class OngoingWork {
  private readonly running = new Set<string>()
  private readonly paused = new Set<string>()
  private readonly countBuilds: () => Promise<number>
  private isBuilding = false
  private blockerId: number | null = null

  /** `countBuilds` is asked whenever builds may have begun or ended. */
  constructor(countBuilds: () => Promise<number>) {
    this.countBuilds = countBuilds
  }

  /** Whether quitting would stop something. A watch has no end that could be waited for. */
  get isGoingOn(): boolean {
    return this.isBuilding || this.running.size > 0 || this.paused.size > 0
  }

  /** Passes events on, and hears them. */
  follow(emit: EmitEvent): EmitEvent {
    return (channel, payload) => {
      emit(channel, payload)
      if (channel === 'run.changed') this.hearRun(payload as RunSnapshot)
      if (channel === 'plans.changed') void this.hearBuilds()
    }
  }

  private hearRun({ runId, kind, state }: RunSnapshot): void {
    if (kind === 'watch') return
    put(this.running, runId, state === 'running')
    put(this.paused, runId, state === 'paused')
    this.keepAwake()
  }

  private async hearBuilds(): Promise<void> {
    // Builds whose thread is gone have ended.
    const count = await this.countBuilds().catch(() => 0)
    this.isBuilding = count > 0
    this.keepAwake()
  }

  private keepAwake(): void {
    const isNeeded = this.isBuilding || this.running.size > 0
    if (isNeeded) this.blockerId ??= powerSaveBlocker.start('prevent-app-suspension')
    else if (this.blockerId !== null) {
      powerSaveBlocker.stop(this.blockerId)
      this.blockerId = null
    }
  }
}

function put(runs: Set<string>, runId: string, isMember: boolean): void {
  if (isMember) runs.add(runId)
  else runs.delete(runId)
}
