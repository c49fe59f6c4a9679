import type { WireError } from '../../shared/errors/wire-error.ts'
import type { Plan } from '../../shared/model/plan.ts'

type Nothing = Record<string, never>

/** How a build ended; `held`: another process builds the cell. */
export interface BuildAnswer {
  readonly status: 'done' | 'failed' | 'cancelled' | 'held'
  readonly failure: WireError | null
}

export interface BuildOrder {
  readonly buildId: string
  readonly planId: string
  readonly planKey: string
  readonly cell: number
  /** Anew, and in place of whatever is there. */
  readonly isForced: boolean
}

/** What a build worker answers. A plan is given once and used by many builds. */
export interface BuildMethods {
  usePlan(input: { planId: string; planKey: string; plan: Plan }): Nothing
  dropPlan(input: { planId: string }): Nothing
  /** Answers when the build has ended. */
  build(input: BuildOrder): BuildAnswer
  cancel(input: { buildId: string }): Nothing
}

export interface BuildWorkerData {
  readonly workspace: string
  readonly version: string
}
