import { identifyFile, reserveRunId } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { EventChannel, EventPayload } from '../../shared/ipc/contract.ts'
import { maxRecordedFindings } from '../../shared/model/run-record.ts'
import type { Location } from '../../shared/model/location.ts'
import type { RunSnapshot } from '../../shared/model/run.ts'
import { manifestIdOf } from '../library/manifest-id.ts'
import type { FindingsQuery, FindingsWindow, OperationRequest } from '../workers/operation-protocol.ts'
import { windowOf } from './finding-window.ts'
import { LiveRun } from './live-run.ts'
import { recordBadEnd } from './bad-end.ts'
import { OperationThread, type OperationEnd } from './operation-thread.ts'
import { PastFindings } from './past-findings.ts'
import type { RunHistory } from './run-history.ts'
import { newRunSnapshot, runSnapshotOf } from './run-snapshots.ts'

const maxListed = 50
const maxEndedHeld = 100
/** Ended verifies whose thread lives on, because it holds more findings than the record keeps. */
const maxThreadsHeld = 3

export interface RunsDependencies {
  readonly workspace: string
  readonly history: RunHistory
  readonly emit: <C extends EventChannel>(channel: C, payload: EventPayload<C>) => void
  /** Makes a folder one that the renderer can name. */
  readonly locate: (directory: string) => Location
  /** Makes the manifest at a path known and returns its id. */
  readonly registerManifest: (realPath: string) => string
  /** Called when a run ended, so that the library may show more. */
  readonly onEnd: () => void
  readonly warn: (message: string) => void
}

/** What a run is started with; its id is given to the operation as it was reserved. */
export interface RunPlan {
  readonly kind: 'snapshot' | 'verify'
  readonly directory: string
  /** Path of the manifest verified against. */
  readonly manifest?: string
  readonly request: (runId: string) => OperationRequest
}

/** Runs of this process and of the past: started, steered and listed. */
export class Runs {
  private readonly dependencies: RunsDependencies
  private readonly live = new Map<string, LiveRun>()
  private readonly ending = new Set<Promise<void>>()
  private readonly pastFindings: PastFindings

  constructor(dependencies: RunsDependencies) {
    this.dependencies = dependencies
    this.pastFindings = new PastFindings(dependencies.workspace)
  }

  /** Starts an operation in its own thread and returns its run id at once. Errors: those of reserving a run id. */
  async start(plan: RunPlan): Promise<string> {
    const runId = await reserveRunId(this.dependencies.workspace)
    const manifestId = plan.manifest === undefined ? undefined : manifestIdOf(plan.manifest)
    const run = new LiveRun(newRunSnapshot(runId, plan.kind, this.dependencies.locate(plan.directory), manifestId))
    const thread = new OperationThread(plan.request(runId), (tick) => {
      const hasMore = run.advance(tick)
      this.tell(run)
      if (hasMore) {
        this.dependencies.emit('run.found', { runId, findingCount: run.findingCount, counts: tick.counts })
      }
    })
    run.thread = thread
    this.live.set(runId, run)
    this.tell(run)
    const ending = thread.ended.then((end) => this.end(run, thread, end, plan.manifest))
    this.ending.add(ending)
    void ending.finally(() => this.ending.delete(ending))
    return runId
  }

  async list(): Promise<RunSnapshot[]> {
    const runs = [...this.live.values()].map(({ snapshot }) => snapshot)
    const records = (await this.dependencies.history.read()).filter(({ runId }) => !this.live.has(runId))
    const past = await Promise.all(records.slice(0, maxListed).map((record) => this.snapshotOf(record)))
    return [...runs, ...past].toSorted(newestFirst).slice(0, maxListed)
  }

  /** Errors: `unknown-run`. */
  async read(runId: string): Promise<RunSnapshot> {
    const run = this.live.get(runId)
    if (run !== undefined) return run.snapshot
    const record = (await this.dependencies.history.read()).find((past) => past.runId === runId)
    if (record === undefined) throw unknownRun(runId, 'There is no such run.')
    return this.snapshotOf(record)
  }

  async cancel(runId: string): Promise<void> {
    const run = await this.find(runId)
    if (run !== undefined && !run.isEnded) run.thread?.cancel()
  }

  async setPaused(runId: string, isPaused: boolean): Promise<void> {
    const run = await this.find(runId)
    if (run === undefined || run.isEnded) return
    run.setPaused(isPaused)
    this.tell(run)
  }

  async findings(runId: string, query: FindingsQuery): Promise<FindingsWindow> {
    const run = this.live.get(runId)
    if (run?.thread !== undefined) return run.thread.find(query)
    if (run === undefined) await this.read(runId)
    return windowOf(await this.pastFindings.read(runId), query)
  }

  /** Cancels what runs and ends all threads; takes a second at most. */
  async close(): Promise<void> {
    for (const run of this.live.values()) {
      if (!run.isEnded) run.thread?.cancel()
    }
    await Promise.all(this.ending)
    await Promise.all([...this.live.values()].map(async (run) => run.thread?.terminate()))
  }

  /** The run if it is one of this process; undefined when it has ended before. */
  private async find(runId: string): Promise<LiveRun | undefined> {
    const run = this.live.get(runId)
    if (run !== undefined) return run
    const { state } = await this.read(runId)
    if (state !== 'running') return undefined
    throw unknownRun(runId, 'It was started by another Assay process: steer it there.')
  }

  private tell(run: LiveRun): void {
    this.dependencies.emit('run.changed', run.snapshot)
  }

  private async end(run: LiveRun, thread: OperationThread, end: OperationEnd, manifest?: string): Promise<void> {
    if (end.ok && end.value.kind !== 'seal') {
      const written = end.value.kind === 'snapshot' ? await identifyFile(end.value.manifest) : undefined
      const manifestId = written && this.dependencies.registerManifest(written.realPath)
      if (end.value.kind === 'verify') run.findingCount = end.value.findingCount
      run.complete(end.value, manifestId)
    } else if (!end.ok) {
      run.fail(end.error)
      await this.recordBadEnd(run, manifest)
    }
    await this.releaseThread(run, thread)
    this.tell(run)
    this.dependencies.onEnd()
    this.forgetOldest()
  }

  /** The records have the runs of long ago. */
  private forgetOldest(): void {
    for (const [runId, run] of this.live) {
      if (this.live.size <= maxEndedHeld) return
      if (run.isEnded && run.thread === undefined) this.live.delete(runId)
    }
  }

  private async recordBadEnd(run: LiveRun, manifest: string | undefined): Promise<void> {
    const { workspace, history, warn } = this.dependencies
    try {
      await recordBadEnd(workspace, history, run.snapshot, manifest)
    } catch (error) {
      warn(`The end of ${run.snapshot.runId} could not be recorded: ${String(error)}`)
    }
  }

  /** Ends a thread unless it alone holds the run's findings. */
  private async releaseThread(run: LiveRun, thread: OperationThread): Promise<void> {
    const { state, result } = run.snapshot
    const isPartial = state !== 'completed' && run.findingCount > 0 && !thread.isLost
    const isNeeded = isPartial || (result?.kind === 'verify' && !(await this.hasAllFindings(run)))
    if (!isNeeded) {
      run.thread = undefined
      await thread.terminate()
    }
    const held = [...this.live.values()].filter((other) => other.isEnded && other.thread !== undefined)
    for (const oldest of held.slice(0, Math.max(0, held.length - maxThreadsHeld))) {
      await oldest.thread?.terminate()
      oldest.thread = undefined
    }
  }

  private async hasAllFindings(run: LiveRun): Promise<boolean> {
    if (run.findingCount > maxRecordedFindings) return false
    const records = await this.dependencies.history.read()
    return records.some(({ runId, state }) => runId === run.snapshot.runId && state === 'completed')
  }

  private async snapshotOf(record: Parameters<typeof runSnapshotOf>[0]): Promise<RunSnapshot> {
    const { manifest, directory } = record
    const { locate, registerManifest } = this.dependencies
    const file = manifest === undefined ? undefined : await identifyFile(manifest)
    return runSnapshotOf(record, locate(directory), file && registerManifest(file.realPath))
  }
}

function newestFirst(left: RunSnapshot, right: RunSnapshot): number {
  if (left.startedUtc === right.startedUtc) return 0
  return left.startedUtc < right.startedUtc ? 1 : -1
}

function unknownRun(runId: string, reason: string): AppError {
  const message = `The run ${runId} cannot be used here. ${reason}`
  return new AppError({ code: 'unknown-run', operation: 'look up run', message })
}
