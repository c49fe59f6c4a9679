import type { RunStatus } from '../../../shared/model/ledger.ts'
import type { Permutation, Plan } from '../../../shared/model/plan.ts'

/** How long a build is likely to take, and whose past builds say so. */
export interface ExpectedTime {
  readonly expectedMs: number
  readonly from: 'cell' | 'param' | 'input'
}

/** A build as the ledger has it. */
export interface PastBuild {
  readonly permutationId: string
  readonly status: RunStatus
  readonly durationMs: number | null
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2
}

function addTo<K>(lists: Map<K, number[]>, key: K, value: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** Medians of the completed builds of a plan: of each cell, and of those of one param or input for cells never built. */
export class BuildTimes {
  private readonly plan: Plan
  private readonly byCell = new Map<number, number>()
  /** By param, for each unit of cost of the input; and for inputs whose cost is unknown or 0, as they are. */
  private readonly ratesByParam = new Map<number, number[]>()
  private readonly byParam = new Map<number, number[]>()
  private readonly byInput = new Map<number, number[]>()
  /** Of the lists above: 200,000 cells ask for those of a few rows and columns. */
  private readonly medians = new Map<readonly number[], number | undefined>()

  constructor(plan: Plan, builds: Iterable<PastBuild>) {
    this.plan = plan
    const cellOf = new Map(plan.permutationIds.map((id, cell) => [id, cell]))
    const durations = new Map<number, number[]>()
    for (const { permutationId, status, durationMs } of builds) {
      const cell = cellOf.get(permutationId)
      if (cell !== undefined && status === 'completed' && durationMs !== null) addTo(durations, cell, durationMs)
    }
    for (const [cell, values] of durations) this.learn(cell, median(values) ?? 0)
  }

  /** What a build of the cell is expected to take; undefined where nothing of its row or column was built. */
  expect(cell: number): ExpectedTime | undefined {
    const own = this.byCell.get(cell)
    if (own !== undefined) return { expectedMs: own, from: 'cell' }
    const { input, param } = this.place(cell)
    const costs = this.costOf(input)
    const rate = costs === undefined ? undefined : this.medianOf(this.ratesByParam.get(param))
    const ofParam = rate === undefined ? this.medianOf(this.byParam.get(param)) : rate * (costs ?? 0)
    if (ofParam !== undefined) return { expectedMs: ofParam, from: 'param' }
    const ofInput = this.medianOf(this.byInput.get(input))
    return ofInput === undefined ? undefined : { expectedMs: ofInput, from: 'input' }
  }

  private medianOf(values: readonly number[] | undefined): number | undefined {
    if (values === undefined) return undefined
    if (!this.medians.has(values)) this.medians.set(values, median(values))
    return this.medians.get(values)
  }

  private learn(cell: number, durationMs: number): void {
    const { input, param } = this.place(cell)
    const cost = this.costOf(input)
    this.byCell.set(cell, durationMs)
    addTo(this.byInput, input, durationMs)
    addTo(this.byParam, param, durationMs)
    if (cost !== undefined) addTo(this.ratesByParam, param, durationMs / cost)
  }

  private place(cell: number): { input: number; param: number } {
    const { length } = this.plan.params
    return { input: Math.floor(cell / length), param: cell % length }
  }

  /** Undefined where nothing can be scaled by it. */
  private costOf(input: number): number | undefined {
    const cost = this.plan.inputs[input]?.cost ?? 0
    return cost > 0 ? cost : undefined
  }
}

/** Cells in the order to build them: those whose time is expected by that, quickest first, then the others as they come. */
export function orderCheapestNext<T extends Pick<Permutation, 'cell'>>(cells: readonly T[], times: BuildTimes): T[] {
  const timed = cells.map((cell) => ({ cell, expectedMs: times.expect(cell.cell)?.expectedMs ?? Number.MAX_VALUE }))
  return timed.toSorted((a, b) => a.expectedMs - b.expectedMs).map(({ cell }) => cell)
}

/** How long builds are likely to take with so many at a time. */
export interface TimeLeft {
  /** Null where nothing tells. */
  readonly timeLeftMs: number | null
  /** Cells that nothing tells the time of, and that come on top. */
  readonly unknownCount: number
}

/** The time that cells not built yet are likely to take together: never less than the longest of them. */
export function estimateTimeLeft(cells: readonly number[], times: BuildTimes, jobCount: number): TimeLeft {
  let sumMs = 0
  let longestMs = 0
  let unknownCount = 0
  for (const cell of cells) {
    const expected = times.expect(cell)
    if (expected === undefined) unknownCount += 1
    else {
      sumMs += expected.expectedMs
      longestMs = Math.max(longestMs, expected.expectedMs)
    }
  }
  const isKnown = unknownCount < cells.length || cells.length === 0
  return { timeLeftMs: isKnown ? Math.max(longestMs, sumMs / jobCount) : null, unknownCount }
}
