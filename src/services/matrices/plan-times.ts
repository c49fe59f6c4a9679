import { BuildTimes, orderByCost, orderCheapestNext, type BuildHistory } from '../../engine/index.ts'
import type { LoadedPlan } from './loaded-plan.ts'

interface Known {
  readonly key: string
  readonly version: number
  readonly times: BuildTimes
  /** Cells in the order to build them. */
  readonly order: readonly number[]
  readonly tookMs: number
  readonly atMs: number
}

/** Past builds of a large plan are not counted again more often than a twentieth of the time. */
const restFactor = 20

/** What builds of a plan's cells are expected to take, and the order that follows from it; kept until builds tell more. */
export class PlanTimes {
  private known: Known | undefined

  read(loaded: LoadedPlan, history: BuildHistory | undefined): Pick<Known, 'times' | 'order'> {
    const version = history?.version ?? 0
    const { known } = this
    if (known?.key === loaded.key) {
      const isResting = performance.now() - known.atMs < known.tookMs * restFactor
      if (known.version === version || isResting) return known
    }
    return (this.known = learn(loaded, history, version))
  }
}

function learn({ plan, key }: LoadedPlan, history: BuildHistory | undefined, version: number): Known {
  const startedMs = performance.now()
  const times = new BuildTimes(plan, history?.ofLane(plan.name) ?? [])
  const cells = orderByCost(plan).map((cell) => ({ cell }))
  const order = orderCheapestNext(cells, times).map(({ cell }) => cell)
  const atMs = performance.now()
  return { key, version, times, order, atMs, tookMs: atMs - startedMs }
}
