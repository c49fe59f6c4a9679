import { readBuildLog, stagingPaths } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { EventPayload } from '../../shared/ipc/contract.ts'
import { BuildHistoryDesk } from '../matrices/build-history-desk.ts'
import { BuildThread } from '../matrices/build-thread.ts'
import { describeCell } from '../matrices/cell-detail.ts'
import { ChangeTeller } from '../matrices/change-teller.ts'
import { saveCommands, writeCommands } from '../matrices/write-commands.ts'
import { HeldPlan } from '../matrices/held-plan.ts'
import type { LoadedPlan } from '../matrices/loaded-plan.ts'
import { PlanBuilds } from '../matrices/plan-builds.ts'
import { describePlan } from '../matrices/plan-detail.ts'
import { proveCell } from '../matrices/prove-cell.ts'
import type { MethodTable } from './answer-call.ts'
import type { MethodInput, MethodOutput } from './call-protocol.ts'
import type { CellFacts, KeptPlan, MatrixMethods, MatrixWorkerData } from './matrix-protocol.ts'

interface Entry {
  readonly held: HeldPlan
  readonly builds: PlanBuilds
}

/** Answers for the plans of a workspace, and has their cells built. */
export class MatrixDesk {
  private readonly data: MatrixWorkerData
  private readonly plans = new Map<string, Entry>()
  private readonly history: BuildHistoryDesk
  private readonly thread: BuildThread
  private readonly teller: ChangeTeller

  constructor(data: MatrixWorkerData, tell: (change: EventPayload<'plans.changed'>) => void) {
    this.data = data
    this.history = new BuildHistoryDesk(data.workspace, (builds) => {
      for (const { held } of this.plans.values()) for (const build of builds) held.hearBuild(build)
    })
    this.thread = new BuildThread({ workspace: data.workspace, version: data.version })
    this.teller = new ChangeTeller((planId, isPlanNew) => tell({ planId, isPlanNew }))
    this.follow(data.plans)
  }

  readonly methods: MethodTable<MatrixMethods> = {
    follow: ({ plans }) => {
      this.follow(plans)
      return {}
    },
    list: async () => {
      const entries = [...this.plans.values()]
      await Promise.all(entries.map(({ held }) => held.ready))
      return { plans: entries.map(({ held }) => held.describe()) }
    },
    read: async ({ planId }) => {
      const { held } = await this.find(planId)
      return describePlan(held, this.history.notice)
    },
    cells: async ({ planId }) => {
      const { held, builds } = await this.find(planId)
      const { current } = held
      const nothing = { states: '', phases: [], version: 0 }
      return { ...(current?.board.render() ?? nothing), batch: builds.describe(current) }
    },
    queue: async ({ planId, limit }) => {
      const { held, builds } = await this.find(planId)
      return held.current === undefined ? { items: [], totalCount: 0 } : builds.next(held.current, limit)
    },
    cell: ({ planId, cell }) => this.describeCell(planId, cell),
    verifyCell: async ({ planId, cell }) => {
      const { held } = await this.find(planId)
      await proveCell(held, requireLoaded(held), cell)
      return this.describeCell(planId, cell)
    },
    log: (input) => this.readLog(input),
    commands: async ({ planId, ...input }) => {
      const { held } = await this.find(planId)
      return writeCommands(held, requireLoaded(held), input, this.data.workspace)
    },
    saveCommands: async ({ planId, ...input }) => {
      const { held } = await this.find(planId)
      return saveCommands(held, requireLoaded(held), input, this.data.workspace)
    },
    build: async ({ planId, cells, isForced, jobCount }) => {
      const { held, builds } = await this.find(planId)
      return { queuedCount: builds.start(requireLoaded(held), cells, isForced, jobCount) }
    },
    cancel: async ({ planId, cells }) => {
      const { builds } = await this.find(planId)
      builds.queue.cancel(cells === null ? null : new Set(cells))
      return {}
    },
    ofRun: ({ runId }) => this.findRun(runId),
    hearLedger: async () => {
      await this.history.refresh()
      return {}
    },
  }

  /** Stops builds so that they can be gone on with; takes two seconds at most. */
  async close(): Promise<void> {
    for (const { held, builds } of this.plans.values()) {
      builds.queue.cancel(null)
      held.close()
    }
    await this.thread.close()
    await this.history.close()
  }

  private follow(plans: readonly KeptPlan[]): void {
    const wanted = new Set(plans.map(({ planId }) => planId))
    for (const [planId, { held, builds }] of this.plans) {
      if (wanted.has(planId)) continue
      builds.queue.cancel(null)
      held.close()
      this.thread.forget(planId)
      this.teller.forget(planId)
      this.plans.delete(planId)
    }
    for (const kept of plans) if (!this.plans.has(kept.planId)) this.plans.set(kept.planId, this.hold(kept))
  }

  private hold(kept: KeptPlan): Entry {
    const tell = (isPlanNew: boolean): void => this.teller.hear(kept.planId, isPlanNew)
    const held = new HeldPlan(kept, {
      refreshHistory: () => this.history.refresh(),
      onChange: tell,
      onLoaded: (loaded) => this.plans.get(kept.planId)?.builds.followPlan(loaded),
    })
    return { held, builds: new PlanBuilds(held, this.thread, () => tell(false)) }
  }

  /** Errors: `not-found`. */
  private async find(planId: string): Promise<Entry> {
    const entry = this.plans.get(planId)
    if (entry === undefined) {
      const message = 'This plan is not in the list any more. Open it again.'
      throw new AppError({ code: 'not-found', operation: 'look up plan', message })
    }
    await entry.held.ready
    return entry
  }

  private async describeCell(planId: string, cell: number): Promise<CellFacts> {
    const { held, builds } = await this.find(planId)
    const loaded = requireLoaded(held)
    const failure = builds.failures.get(loaded.describe(cell).permutationId)
    return describeCell({ held, loaded, cell, expectedMs: builds.expectedMs(loaded, cell), failure })
  }

  private async readLog(input: MethodInput<MatrixMethods, 'log'>): Promise<MethodOutput<MatrixMethods, 'log'>> {
    const { planId, cell, level, fromByte, beforeByte, window, search, limit } = input
    const { held } = await this.find(planId)
    const loaded = requireLoaded(held)
    const { logs } = stagingPaths(loaded.plan.outputFolder, loaded.describe(cell).permutationId)
    const query = {
      fromByte: fromByte ?? undefined,
      beforeByte: beforeByte ?? undefined,
      window: window ?? undefined,
      search,
      limit,
    }
    const { lines, ...part } = await readBuildLog(logs[level], query)
    return { ...part, lines: [...lines] }
  }

  private async findRun(runId: string): Promise<MethodOutput<MatrixMethods, 'ofRun'>> {
    const build = (await this.history.refresh())?.find(runId)
    if (build === undefined) return { place: null }
    for (const [planId, { held }] of this.plans) {
      // oxlint-disable-next-line no-await-in-loop -- Most are ready, and one is enough.
      await held.ready
      const cell = held.current?.cellOf(build.permutationId)
      if (cell !== undefined && held.current?.pathOf(cell) === build.outputPath) return { place: { planId, cell } }
    }
    return { place: null }
  }
}

/** Errors: `plan-invalid` while the plan cannot be used. */
function requireLoaded({ current, kept }: HeldPlan): LoadedPlan {
  if (current !== undefined) return current
  const message = 'The plan cannot be used as it is. Look at what is wrong with it first.'
  throw new AppError({ code: 'plan-invalid', operation: 'use plan', path: kept.path, message })
}
