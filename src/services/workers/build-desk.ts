import { setTimeout as pause } from 'node:timers/promises'
import { buildPermutation, killBuilders } from '../../engine/index.ts'
import { AppError, isCancelled } from '../../shared/errors/app-error.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { MethodInput, MethodOutput } from './call-protocol.ts'
import type { MethodTable } from './answer-call.ts'
import type { BuildMethods, BuildWorkerData } from './build-protocol.ts'

/** When the host ends, builders have so long to stop by themselves. */
const stopPatienceMs = 1500
/** Why nothing was to be done: another process builds the cell, or has built it meanwhile. */
const heldCodes: readonly string[] = ['build-running', 'already-exists']

interface RunningBuild {
  readonly abort: AbortController
  readonly ended: Promise<unknown>
}

/** Runs the builds that are asked of it, each until its end. */
export class BuildDesk {
  private readonly data: BuildWorkerData
  private readonly plans = new Map<string, { readonly key: string; readonly plan: Plan }>()
  private readonly running = new Map<string, RunningBuild>()

  constructor(data: BuildWorkerData) {
    this.data = data
  }

  readonly methods: MethodTable<BuildMethods> = {
    usePlan: ({ planId, planKey, plan }) => {
      this.plans.set(planId, { key: planKey, plan })
      return {}
    },
    dropPlan: ({ planId }) => {
      this.plans.delete(planId)
      return {}
    },
    build: (input) => this.build(input),
    cancel: ({ buildId }) => {
      this.running.get(buildId)?.abort.abort()
      return {}
    },
  }

  /** Stops all builds so that they can be gone on with, gently at first. */
  async close(): Promise<void> {
    for (const { abort } of this.running.values()) abort.abort()
    const ended = Promise.all([...this.running.values()].map((build) => build.ended))
    await Promise.race([ended, pause(stopPatienceMs, undefined, { ref: false })])
    killBuilders()
    await ended
  }

  private async build(input: MethodInput<BuildMethods, 'build'>): Promise<MethodOutput<BuildMethods, 'build'>> {
    const { buildId, planId, planKey, cell } = input
    const known = this.plans.get(planId)
    if (known?.key !== planKey) {
      throw new AppError({ code: 'internal', operation: 'build', message: 'The plan is not known here.' })
    }
    const abort = new AbortController()
    const { workspace, version: toolVersion } = this.data
    const options = { workspace, toolVersion, isForced: input.isForced }
    const ended = buildPermutation(known.plan, cell, options, { signal: abort.signal }).then(
      () => ({ status: 'done' as const, failure: null }),
      describeEnd,
    )
    this.running.set(buildId, { abort, ended })
    return ended.finally(() => this.running.delete(buildId))
  }
}

function describeEnd(error: unknown): MethodOutput<BuildMethods, 'build'> {
  const failure = toWireError(error, 'build')
  if (isCancelled(error)) return { status: 'cancelled', failure: null }
  return { status: heldCodes.includes(failure.code) ? 'held' : 'failed', failure }
}
