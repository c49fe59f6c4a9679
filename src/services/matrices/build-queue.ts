/** How the build of a cell ended. `held`: another process builds or has built it, so that nothing was done here. */
export type BuildEnd = 'done' | 'failed' | 'cancelled' | 'held'

export interface QueuedCell {
  readonly cell: number
  readonly permutationId: string
  readonly isForced: boolean
}

export interface ActiveBuild extends QueuedCell {
  readonly startedMs: number
}

export interface BuildQueueOptions {
  /** Builds one cell until it ends; never rejects. */
  readonly build: (queued: QueuedCell, signal: AbortSignal) => Promise<BuildEnd>
  /** Whether a build of another process has the cell at this moment. */
  readonly isHeld: (cell: number) => boolean
  readonly onChange: () => void
}

interface Running extends ActiveBuild {
  readonly abort: AbortController
  readonly ended: Promise<void>
}

/** The cells of a plan that were asked to be built, a few at a time, in the order given. */
export class BuildQueue {
  /** What waits or is being built, by cell; to be read only. */
  readonly cells = new Set<number>()
  jobCount = 1
  doneCount = 0
  failedCount = 0
  /** When the batch began; null before the first. */
  startedMs: number | null = null
  private readonly options: BuildQueueOptions
  private waiting = new Map<number, QueuedCell>()
  private readonly running = new Map<string, Running>()

  constructor(options: BuildQueueOptions) {
    this.options = options
  }

  get isActive(): boolean {
    return this.waiting.size > 0 || this.running.size > 0
  }

  get waitingCount(): number {
    return this.waiting.size
  }

  get waitingCells(): Iterable<number> {
    return this.waiting.keys()
  }

  get active(): Iterable<ActiveBuild> {
    return this.running.values()
  }

  /** How many were put in the queue: what waits or is being built already is not again. */
  add(cells: Iterable<QueuedCell>, jobCount: number): number {
    if (!this.isActive) {
      this.doneCount = 0
      this.failedCount = 0
      this.startedMs = Date.now()
    }
    this.jobCount = jobCount
    const before = this.cells.size
    for (const queued of cells) {
      if (this.cells.has(queued.cell) || this.running.has(queued.permutationId)) continue
      this.waiting.set(queued.cell, queued)
      this.cells.add(queued.cell)
    }
    const addedCount = this.cells.size - before
    this.pump()
    this.options.onChange()
    return addedCount
  }

  /** Takes cells out of the queue, and stops those that are being built; null means all. */
  cancel(cells: ReadonlySet<number> | null): void {
    for (const cell of cells ?? this.waiting.keys()) if (this.waiting.delete(cell)) this.cells.delete(cell)
    for (const { cell, abort } of this.running.values()) if (cells === null || cells.has(cell)) abort.abort()
    this.options.onChange()
  }

  /** The plan has other cells now: what waits is found again by its id, or dropped; what is being built goes on. */
  renumber(cellOf: (permutationId: string) => number | undefined): void {
    const waiting = [...this.waiting.values()]
    this.waiting = new Map()
    this.cells.clear()
    for (const [permutationId, running] of this.running) {
      const cell = cellOf(permutationId)
      if (cell === undefined) continue
      this.running.set(permutationId, { ...running, cell })
      this.cells.add(cell)
    }
    for (const queued of waiting) {
      const cell = cellOf(queued.permutationId)
      if (cell === undefined) continue
      this.waiting.set(cell, { ...queued, cell })
      this.cells.add(cell)
    }
    this.options.onChange()
  }

  private pump(): void {
    for (const queued of this.waiting.values()) {
      if (this.running.size >= this.jobCount) return
      this.waiting.delete(queued.cell)
      // Whoever builds it now does what was asked for.
      if (this.options.isHeld(queued.cell)) this.cells.delete(queued.cell)
      else this.begin(queued)
    }
  }

  private begin(queued: QueuedCell): void {
    const abort = new AbortController()
    const { permutationId } = queued
    const ended = this.options.build(queued, abort.signal).then((end) => {
      this.cells.delete(this.running.get(permutationId)?.cell ?? queued.cell)
      this.running.delete(permutationId)
      if (end === 'done') this.doneCount += 1
      if (end === 'failed') this.failedCount += 1
      this.pump()
      this.options.onChange()
    })
    this.running.set(permutationId, { ...queued, startedMs: performance.now(), abort, ended })
  }
}
