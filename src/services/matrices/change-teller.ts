const leastMs = 250

interface Told {
  lastMs: number
  isPlanNew: boolean
  timer: NodeJS.Timeout | undefined
}

/** Tells of changes at once, and of those that follow on each other's heels at most four times a second a plan. */
export class ChangeTeller {
  private readonly tell: (planId: string, isPlanNew: boolean) => void
  private readonly plans = new Map<string, Told>()

  constructor(tell: (planId: string, isPlanNew: boolean) => void) {
    this.tell = tell
  }

  hear(planId: string, isPlanNew = false): void {
    const told = this.plans.get(planId) ?? { lastMs: Number.NEGATIVE_INFINITY, isPlanNew: false, timer: undefined }
    this.plans.set(planId, told)
    told.isPlanNew ||= isPlanNew
    told.timer ??= setTimeout(() => this.pass(planId, told), Math.max(0, told.lastMs + leastMs - performance.now()))
  }

  forget(planId: string): void {
    clearTimeout(this.plans.get(planId)?.timer)
    this.plans.delete(planId)
  }

  private pass(planId: string, told: Told): void {
    const { isPlanNew } = told
    told.timer = undefined
    told.isPlanNew = false
    told.lastMs = performance.now()
    this.tell(planId, isPlanNew)
  }
}
