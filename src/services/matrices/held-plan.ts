import { lookAtCells, readOutputNames, type BuildHistory, type BuildRecord } from '../../engine/index.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import type { PlanProblem } from '../../shared/ipc/matrix-schemas.ts'
import type { KeptPlan, PlanFacts } from '../workers/matrix-protocol.ts'
import { leftLetters } from './cell-board.ts'
import { LoadedPlan } from './loaded-plan.ts'
import { nameOfPlanFile, readPlanSource, type PlanSource } from './plan-source.ts'
import { PlanWatch } from './plan-watch.ts'
import { RefreshLoop, type RefreshRequest } from './refresh-loop.ts'

/** Leftovers of builds beyond that are looked at in turns. */
const leftoversAPatrol = 200
const liveLookMs = 500
/** Files beside the inputs may be written all the time. */
const inputsRestMs = 10_000
const inputsGatherMs = 500
/** More cells are sooner looked at by reading the folder. */
const maxCellsAlone = 5000
const cellsAtOnce = 1000

export interface HeldPlanOptions {
  /** Brings the builds on record up to date; undefined where the ledger cannot be read. */
  readonly refreshHistory: () => Promise<BuildHistory | undefined>
  /** Cells or the plan are in another state. */
  readonly onChange: (isPlanNew: boolean) => void
  /** The plan was read anew: its cells may have other numbers. */
  readonly onLoaded: (loaded: LoadedPlan) => void
}

/** One plan of the list with its cells, kept true: hints and patrols tell where to look. */
export class HeldPlan {
  readonly kept: KeptPlan
  /** Settles once the plan and its cells have been looked at for the first time. */
  readonly ready: Promise<void>
  history: BuildHistory | undefined
  private readonly options: HeldPlanOptions
  private readonly watch: PlanWatch
  private readonly loop: RefreshLoop
  private source: PlanSource = { state: 'missing', problems: [], signature: '' }
  private loaded: LoadedPlan | undefined
  private readCount = 0
  private failure: string | null = null
  private leftoverTurn = 0
  private inputsTimer: NodeJS.Timeout | undefined
  private inputsReadMs = Number.NEGATIVE_INFINITY
  private liveTimer: NodeJS.Timeout | undefined
  private liveLookCount = 0

  constructor(kept: KeptPlan, options: HeldPlanOptions) {
    this.kept = kept
    this.options = options
    this.loop = new RefreshLoop((request) => this.work(request))
    this.watch = new PlanWatch(kept.path, {
      onPlan: () => void this.loop.ask({ isPlanToo: true, cells: [] }),
      onInputs: () => this.hearInputs(),
      onArtifact: (name) => this.hear(name, this.loaded?.cellOfArtifact(name ?? '')),
      onStaging: (id) => this.hear(id, this.loaded?.cellOf(id ?? '')),
      onPatrol: () => this.patrol(),
    })
    this.ready = this.loop.ask({ isPlanToo: true, cells: null })
  }

  /** The plan as it is now; undefined while it cannot be used. */
  get current(): LoadedPlan | undefined {
    return this.source.state === 'ready' ? this.loaded : undefined
  }

  /** The plan as it last could be used: builds go on by it while it is being edited. */
  get usable(): LoadedPlan | undefined {
    return this.loaded
  }

  get problems(): readonly PlanProblem[] {
    return this.source.state === 'ready' ? [] : this.source.problems
  }

  /** Why states may be told late or wrong, in words. */
  get notice(): string | null {
    return this.failure ?? this.watch.notice
  }

  describe(): PlanFacts {
    const { planId, path } = this.kept
    const { current } = this
    const counts = {
      doneCount: current?.board.count('d', 'e') ?? 0,
      cellCount: current?.board.cellCount ?? 0,
      buildingCount: current?.board.count('b') ?? 0,
    }
    return { planId, path, name: current?.plan.name ?? nameOfPlanFile(path), state: this.source.state, ...counts }
  }

  /** Looks at these cells, or at all; resolves when that is done. */
  look(cells: readonly number[] | null): Promise<void> {
    return this.loop.ask({ isPlanToo: false, cells })
  }

  /** A build began, went on or ended. */
  hearBuild({ lane, permutationId }: BuildRecord): void {
    const cell = lane === this.loaded?.plan.name ? this.loaded.cellOf(permutationId) : undefined
    if (cell !== undefined) void this.look([cell])
  }

  close(): void {
    this.watch.close()
    this.loop.close()
    clearTimeout(this.inputsTimer)
    clearTimeout(this.liveTimer)
  }

  private hear(name: string | null, cell: number | undefined): void {
    if (name === null) void this.look(null)
    else if (cell !== undefined) void this.look([cell])
  }

  private hearInputs(): void {
    const restMs = this.inputsReadMs + inputsRestMs - performance.now()
    this.inputsTimer ??= setTimeout(
      () => {
        this.inputsTimer = undefined
        this.inputsReadMs = performance.now()
        void this.loop.ask({ isPlanToo: true, cells: [] })
      },
      Math.max(inputsGatherMs, restMs),
    )
  }

  /** What no hint tells: that a build took up what another had left, and that a glob finds a first file. */
  private patrol(): void {
    const { current } = this
    if (current?.plan.inputs.length === 0) void this.loop.ask({ isPlanToo: true, cells: [] })
    const leftovers = [...(current?.board.cellsIn(...leftLetters) ?? [])]
    if (leftovers.length === 0) return
    const start = this.leftoverTurn % leftovers.length
    this.leftoverTurn = start + leftoversAPatrol
    void this.look(leftovers.slice(start, start + leftoversAPatrol))
  }

  private async work({ isPlanToo, cells }: RefreshRequest): Promise<void> {
    try {
      const isPlanNew = isPlanToo && (await this.readPlan())
      const { current } = this
      const before = current?.board.version
      if (current !== undefined) await this.lookAt(current, isPlanNew ? null : cells)
      if (isPlanNew || current?.board.version !== before) this.options.onChange(isPlanNew)
      this.failure = null
    } catch (error) {
      const failure = `The cells could not be looked at: ${toWireError(error, 'look at cells').message}`
      if (this.failure !== failure) this.options.onChange(false)
      this.failure = failure
    }
    this.lookAgainSoon()
  }

  /** Whether the plan is another one than before. */
  private async readPlan(): Promise<boolean> {
    const source = await readPlanSource(this.kept.path)
    if (source.signature === this.source.signature) return false
    this.source = source
    if (source.state === 'ready') {
      this.readCount += 1
      this.loaded = new LoadedPlan(source.plan, `${this.kept.planId} ${this.readCount}`)
      this.options.onLoaded(this.loaded)
      await this.watch.follow(source.plan)
    }
    return true
  }

  private async lookAt(loaded: LoadedPlan, cells: readonly number[] | null): Promise<void> {
    if (cells?.length === 0) return
    this.history = await this.options.refreshHistory()
    await loaded.dropStaleProofs()
    const { plan, board } = loaded
    const isAlone = cells !== null && cells.length <= maxCellsAlone
    const named = isAlone ? cells.filter((cell) => cell < board.cellCount) : await this.findPresent(loaded)
    const facts = loaded.factSource(this.history)
    for (let at = 0; at < named.length; at += cellsAtOnce) {
      // oxlint-disable-next-line no-await-in-loop -- Others are answered between two stretches.
      loaded.take(await lookAtCells(plan, named.slice(at, at + cellsAtOnce), facts))
      // oxlint-disable-next-line no-await-in-loop -- As above.
      await new Promise(setImmediate)
    }
  }

  /** The cells that something is there of; all others are missing, and known to be so at once. */
  private async findPresent({ plan, board, cellOf, cellOfArtifact }: LoadedPlan): Promise<number[]> {
    const { artifacts, staged } = await readOutputNames(plan.outputFolder)
    const present = new Set<number | undefined>([...[...artifacts].map(cellOfArtifact), ...[...staged].map(cellOf)])
    for (let cell = 0; cell < board.cellCount; cell += 1) if (!present.has(cell)) board.set(cell, 'm')
    return [...present].filter((cell) => cell !== undefined)
  }

  /** Builds that run tell of each phase in files that no hint is of. */
  private lookAgainSoon(): void {
    const live = [...(this.current?.board.cellsIn('b') ?? [])]
    if (live.length === 0) return
    this.liveTimer ??= setTimeout(() => {
      this.liveTimer = undefined
      this.liveLookCount += 1
      // Items done, logs and the time left go on although no cell is in another state.
      if (this.liveLookCount % 2 === 0) this.options.onChange(false)
      void this.look([...(this.current?.board.cellsIn('b') ?? [])])
    }, liveLookMs)
  }
}
