const gatherMs = 60

/** What to look at: the plan's file too or not, and these cells; null for all. */
export interface RefreshRequest {
  readonly isPlanToo: boolean
  readonly cells: readonly number[] | null
}

interface Gathered {
  isPlanToo: boolean
  isAll: boolean
  readonly cells: Set<number>
  readonly done: Promise<void>
  readonly settle: () => void
}

/** Gathers wishes to look for a moment, and looks once for all of them; never twice at a time. */
export class RefreshLoop {
  private readonly work: (request: RefreshRequest) => Promise<void>
  private gathered: Gathered | undefined
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> = Promise.resolve()
  private isClosed = false

  /** `work` never rejects. */
  constructor(work: (request: RefreshRequest) => Promise<void>) {
    this.work = work
  }

  /** Resolves when a look that began after this was asked has ended; at once when closed. */
  ask({ isPlanToo, cells }: RefreshRequest): Promise<void> {
    if (this.isClosed) return Promise.resolve()
    const gathered = (this.gathered ??= gather())
    gathered.isPlanToo ||= isPlanToo
    if (cells === null) gathered.isAll = true
    else for (const cell of cells) gathered.cells.add(cell)
    this.timer ??= setTimeout(() => this.begin(), gatherMs)
    return gathered.done
  }

  close(): void {
    this.isClosed = true
    clearTimeout(this.timer)
    this.gathered?.settle()
    this.gathered = undefined
  }

  private begin(): void {
    // What is asked from now on waits until this look has begun, and not longer.
    this.working = this.working.then(async () => {
      const { gathered } = this
      this.gathered = undefined
      this.timer = undefined
      if (gathered === undefined) return
      const { isPlanToo, isAll, cells, settle } = gathered
      if (!this.isClosed) await this.work({ isPlanToo, cells: isAll ? null : [...cells] })
      settle()
    })
  }
}

function gather(): Gathered {
  let settle = (): void => undefined
  const done = new Promise<void>((resolve) => {
    settle = resolve
  })
  return { isPlanToo: false, isAll: false, cells: new Set(), done, settle: () => settle() }
}
