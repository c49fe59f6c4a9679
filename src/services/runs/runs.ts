import { identifyFile, reserveRunId } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { EventChannel, EventPayload } from '../../shared/ipc/contract.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import type { Location } from '../../shared/model/location.ts'
import type { RunResult, RunSnapshot } from '../../shared/model/run.ts'
import { manifestIdOf } from '../library/manifest-id.ts'
import type { OperationNews } from '../workers/operation-protocol.ts'
import type { HeldThreads } from './held-threads.ts'
import { LiveRun } from './live-run.ts'
import { recordBadEnd } from './bad-end.ts'
import { OperationThread, type OperationEnd } from './operation-thread.ts'
import type { RunHistory } from './run-history.ts'
import type { RunPlan } from './run-plan.ts'
import { describeSides, sidesOf } from './run-sides.ts'
import { newRunSnapshot, runSnapshotOf } from './run-snapshots.ts'

const maxListed = 50
const maxEndedHeld = 100

export interface RunsDependencies {
  readonly workspace: string
  readonly history: RunHistory
  /** Where the threads of ended runs go that can still answer for what they compared. */
  readonly held: HeldThreads
  readonly emit: <C extends EventChannel>(channel: C, payload: EventPayload<C>) => void
  /** Makes a folder one that the renderer can name. */
  readonly locate: (directory: string) => Location
  /** Makes the manifest at a path known and returns its id. */
  readonly registerManifest: (realPath: string) => string
  /** Called when a run ended, so that the library may show more. */
  readonly onEnd: () => void
  readonly warn: (message: string) => void
}

/** Runs of this process and of the past: started, steered and listed. */
export class Runs {
  private readonly dependencies: RunsDependencies
  private readonly live = new Map<string, LiveRun>()
  private readonly ending = new Set<Promise<void>>()

  constructor(dependencies: RunsDependencies) {
    this.dependencies = dependencies
  }

  /** Starts an operation in its own thread and returns its run id at once. Errors: those of reserving a run id. */
  async start(plan: RunPlan): Promise<string> {
    const { workspace } = this.dependencies
    const sides = plan.sides && (await describeSides(plan.sides, this.dependencies))
    const runId = await reserveRunId(workspace)
    const location = this.dependencies.locate(plan.directory)
    const manifestId = plan.manifest === undefined ? undefined : manifestIdOf(plan.manifest)
    const run = new LiveRun(newRunSnapshot(runId, plan.kind, { location, manifestId, sides, isStrict: plan.isStrict }))
    const thread = new OperationThread(plan.request(runId), (news) => this.hear(run, news))
    run.thread = thread
    this.live.set(runId, run)
    this.tell(run)
    const ending = thread.ended.then((end) => this.end(run, thread, end, plan))
    this.ending.add(ending)
    void ending.finally(() => this.ending.delete(ending))
    return runId
  }

  /** The watch of this process over a folder against a manifest, if there is one. */
  findWatch(directory: string, manifestId: string): string | undefined {
    const found = [...this.live.values()].find(
      ({ snapshot, isEnded }) =>
        !isEnded && snapshot.kind === 'watch' && snapshot.directory === directory && snapshot.manifestId === manifestId,
    )
    return found?.snapshot.runId
  }

  async list(): Promise<RunSnapshot[]> {
    const runs = [...this.live.values()].map(({ snapshot }) => snapshot)
    const newest = await this.dependencies.history.newest(maxListed + this.live.size)
    const records = newest.filter(({ runId }) => !this.live.has(runId))
    const past = await Promise.all(records.slice(0, maxListed).map((record) => this.snapshotOf(record)))
    return [...runs, ...past].toSorted(newestFirst).slice(0, maxListed)
  }

  /** Errors: `unknown-run`. */
  async read(runId: string): Promise<RunSnapshot> {
    const run = this.live.get(runId)
    if (run !== undefined) return run.snapshot
    const record = await this.dependencies.history.find(runId)
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

  /** The thread that has what a run of this process found, and answers for it; none for what compares nothing. */
  threadOf(runId: string): OperationThread | undefined {
    const run = this.live.get(runId)
    if (run === undefined || run.snapshot.kind === 'snapshot') return undefined
    return run.thread?.isLost === true ? undefined : run.thread
  }

  /** Cancels what runs, without waiting for its end. */
  cancelAll(): void {
    for (const run of this.live.values()) {
      if (!run.isEnded) run.thread?.cancel()
    }
  }

  /** Cancels what runs and ends all threads; takes a second at most. */
  async close(): Promise<void> {
    this.cancelAll()
    await Promise.all(this.ending)
    await Promise.all([this.dependencies.held.releaseAll(), ...this.threads().map((thread) => thread.terminate())])
  }

  /** The run if it is one of this process; undefined when it has ended before. */
  private async find(runId: string): Promise<LiveRun | undefined> {
    const run = this.live.get(runId)
    if (run !== undefined) return run
    const { state } = await this.read(runId)
    if (state !== 'running') return undefined
    throw unknownRun(runId, 'It was started by another Assay process: steer it there.')
  }

  private hear(run: LiveRun, news: OperationNews): void {
    const { emit } = this.dependencies
    const { runId } = run.snapshot
    if (news.type === 'begun') return
    if (news.type === 'watched') {
      run.follow(news)
      this.tell(run)
      if (news.isCompared) emit('run.compared', { runId })
      return
    }
    // What a watch finds comes with its comparisons; ticks tell of its first look.
    const hasMore = run.advance(
      run.snapshot.kind === 'watch' ? { ...news, counts: run.snapshot.counts, findingCount: run.findingCount } : news,
    )
    this.tell(run)
    if (hasMore) emit('run.found', { runId, findingCount: run.findingCount, counts: news.counts })
  }

  private tell(run: LiveRun): void {
    this.dependencies.emit('run.changed', run.snapshot)
  }

  private async end(run: LiveRun, thread: OperationThread, end: OperationEnd, plan: RunPlan): Promise<void> {
    if (end.ok && isRunResult(end.value)) {
      const written = end.value.kind === 'snapshot' ? await identifyFile(end.value.manifest) : undefined
      const manifestId = written && this.dependencies.registerManifest(written.realPath)
      if (end.value.kind !== 'snapshot') run.findingCount = end.value.findingCount
      run.complete(end.value, manifestId)
    } else if (!end.ok) {
      run.fail(end.error)
      await this.recordBadEnd(run, plan)
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

  private async recordBadEnd(run: LiveRun, plan: RunPlan): Promise<void> {
    const { workspace, warn } = this.dependencies
    try {
      await recordBadEnd(workspace, run.snapshot, plan)
    } catch (error) {
      warn(`The end of ${run.snapshot.runId} could not be recorded: ${String(error)}`)
    }
  }

  /** Ends a thread unless it holds what was compared, or what was found until the run broke off. */
  private async releaseThread(run: LiveRun, thread: OperationThread): Promise<void> {
    const { runId, result, kind } = run.snapshot
    const hasFound = kind !== 'snapshot' && (result !== undefined || run.findingCount > 0)
    if (hasFound && !thread.isLost) {
      const entryCount = countEntries(result) ?? run.findingCount
      await this.dependencies.held.add(runId, { thread, entryCount, onRelease: () => (run.thread = undefined) })
      return
    }
    run.thread = undefined
    await thread.terminate()
  }

  private threads(): OperationThread[] {
    return [...this.live.values()].flatMap(({ thread }) => (thread === undefined ? [] : [thread]))
  }

  private async snapshotOf(record: RunRecord): Promise<RunSnapshot> {
    const { manifest, directory, result, command } = record
    const { locate, registerManifest } = this.dependencies
    const file = manifest === undefined ? undefined : await identifyFile(manifest)
    const sides = sidesOf(record)
    return runSnapshotOf(record, {
      location: locate(directory),
      manifestId: file && registerManifest(file.realPath),
      sides: sides && (await describeSides(sides, this.dependencies)),
      isStrict: result === undefined || result.kind === 'snapshot' ? command?.includes('--strict') : result.isStrict,
    })
  }
}

type EndValue = Extract<OperationEnd, { ok: true }>['value']

function isRunResult(value: EndValue): value is RunResult {
  return value.kind === 'snapshot' || value.kind === 'verify' || value.kind === 'compare' || value.kind === 'watch'
}

function countEntries(result: RunResult | undefined): number | undefined {
  return result === undefined || result.kind === 'snapshot' ? undefined : result.left.fileCount + result.right.fileCount
}

function newestFirst(left: RunSnapshot, right: RunSnapshot): number {
  if (left.startedUtc === right.startedUtc) return 0
  return left.startedUtc < right.startedUtc ? 1 : -1
}

function unknownRun(runId: string, reason: string): AppError {
  const message = `The run ${runId} cannot be used here. ${reason}`
  return new AppError({ code: 'unknown-run', operation: 'look up run', message })
}
