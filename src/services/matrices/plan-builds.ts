import { estimateTimeLeft } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Batch, QueueItem } from '../../shared/ipc/matrix-schemas.ts'
import type { BuildAnswer } from '../workers/build-protocol.ts'
import { openLetters } from './cell-board.ts'
import { BuildQueue, type BuildEnd, type QueuedCell } from './build-queue.ts'
import type { BuildThread } from './build-thread.ts'
import type { HeldPlan } from './held-plan.ts'
import type { LoadedPlan } from './loaded-plan.ts'
import { PlanTimes } from './plan-times.ts'

const estimateRestMs = 1000

/** Builds of one plan that were asked for here. */
export class PlanBuilds {
  readonly queue: BuildQueue
  /** Why the last build of a cell failed that never came to a run; by permutation id. */
  readonly failures = new Map<string, NonNullable<BuildAnswer['failure']>>()
  private readonly held: HeldPlan
  private readonly thread: BuildThread
  private readonly times = new PlanTimes()
  private estimated: { readonly atMs: number; readonly size: number; readonly left: TimeLeft } | undefined

  constructor(held: HeldPlan, thread: BuildThread, onChange: () => void) {
    this.held = held
    this.thread = thread
    this.queue = new BuildQueue({
      build: (queued, signal) => this.build(queued, signal),
      isHeld: (cell) => held.usable?.board.letter(cell) === 'b',
      onChange: () => {
        held.usable?.board.setQueued(this.queue.cells)
        onChange()
      },
    })
  }

  /** The plan was read anew. */
  followPlan(loaded: LoadedPlan): void {
    this.queue.renumber((permutationId) => loaded.cellOf(permutationId))
  }

  /** Puts cells in the queue, cheapest first; returns how many. Errors: `bad-usage` where the plan names no builder. */
  start(loaded: LoadedPlan, cells: readonly number[] | null, isForced: boolean, jobCount: number): number {
    const { plan, board } = loaded
    if (plan.build.length === 0) {
      const message = 'This plan names no builder. Add "build" to it, or run the commands elsewhere.'
      throw new AppError({ code: 'bad-usage', operation: 'build', path: plan.path, message })
    }
    const wanted = new Set(cells ?? board.cellsIn(...openLetters))
    // An altered artifact may have been meant: only force replaces one.
    const isToBuild = (cell: number): boolean =>
      wanted.has(cell) && (isForced ? board.letter(cell) !== 'b' : board.isOpen(cell))
    const order = this.orderOf(loaded).filter(isToBuild)
    const queued = order.map((cell) => ({ cell, permutationId: plan.permutationIds[cell] ?? '', isForced }))
    return this.queue.add(queued, jobCount)
  }

  describe(loaded: LoadedPlan | undefined): Batch {
    const { isActive, jobCount, waitingCount: queuedCount, doneCount, failedCount, startedMs } = this.queue
    const counts = { isActive, jobCount, queuedCount, doneCount, failedCount, startedMs }
    if (loaded === undefined || !isActive) return { ...counts, timeLeftMs: null, isTimeLeftPartial: false }
    return { ...counts, ...this.estimate(loaded) }
  }

  /** What to build next that is not asked for yet. */
  next(loaded: LoadedPlan, limit: number): { items: QueueItem[]; totalCount: number } {
    const { board } = loaded
    const { times } = this.times.read(loaded, this.held.history)
    const isOpen = (cell: number): boolean => board.isOpen(cell) && !this.queue.cells.has(cell)
    const items: QueueItem[] = []
    for (const cell of this.orderOf(loaded)) {
      if (items.length === limit) break
      if (!isOpen(cell)) continue
      const expected = times.expect(cell)
      const { permutationId, label, isCostKnown } = loaded.describe(cell)
      const state = board.state(cell)
      const expectedMs = expected?.expectedMs ?? null
      items.push({ cell, permutationId, label, state, expectedMs, expectedFrom: expected?.from ?? null, isCostKnown })
    }
    const askedCount = [...this.queue.cells].filter((cell) => board.isOpen(cell)).length
    return { items, totalCount: board.count(...openLetters) - askedCount }
  }

  expectedMs(loaded: LoadedPlan, cell: number): number | null {
    return this.times.read(loaded, this.held.history).times.expect(cell)?.expectedMs ?? null
  }

  private orderOf(loaded: LoadedPlan): readonly number[] {
    return this.times.read(loaded, this.held.history).order
  }

  private async build({ permutationId, isForced }: QueuedCell, signal: AbortSignal): Promise<BuildEnd> {
    const loaded = this.held.usable
    const cell = loaded?.cellOf(permutationId)
    if (loaded === undefined || cell === undefined) return 'cancelled'
    this.failures.delete(permutationId)
    const { planId } = this.held.kept
    const answer = await this.thread.build(planId, loaded, { cell, isForced }, signal)
    if (answer.failure !== null && answer.status === 'failed') this.failures.set(permutationId, answer.failure)
    await this.held.look([cell])
    return answer.status
  }

  private estimate(loaded: LoadedPlan): TimeLeft {
    const nowMs = performance.now()
    const { estimated, queue } = this
    if (estimated?.size === queue.cells.size && nowMs - estimated.atMs < estimateRestMs) return estimated.left
    const { times } = this.times.read(loaded, this.held.history)
    const { timeLeftMs, unknownCount } = estimateTimeLeft([...queue.cells], times, queue.jobCount)
    let spentMs = 0
    for (const { cell, startedMs } of queue.active) {
      spentMs += Math.min(times.expect(cell)?.expectedMs ?? 0, nowMs - startedMs)
    }
    const left = {
      timeLeftMs: timeLeftMs === null ? null : Math.max(0, timeLeftMs - spentMs / queue.jobCount),
      isTimeLeftPartial: unknownCount > 0,
    }
    this.estimated = { atMs: nowMs, size: queue.cells.size, left }
    return left
  }
}

type TimeLeft = Pick<Batch, 'timeLeftMs' | 'isTimeLeftPartial'>
