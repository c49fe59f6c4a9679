import { AppError, isCancelled } from '../../../shared/errors/app-error.ts'
import { toWireError, type WireError } from '../../../shared/errors/wire-error.ts'
import type { Permutation, Plan } from '../../../shared/model/plan.ts'
import { readPastBuilds } from '../cells/build-facts.ts'
import { BuildTimes, estimateTimeLeft, orderCheapestNext, type TimeLeft } from '../cells/build-times.ts'
import { listPermutations } from '../cells/list-permutations.ts'
import { buildPermutation } from './build-permutation.ts'
import { builderWords, targetOf } from './builder-command.ts'
import type { BuildEvent, BuiltArtifact } from './build-types.ts'
import { chooseCells, decideCell, type CellChoice, type CellDecision } from './select-cells.ts'
import { sweepPublished } from './sweep-published.ts'

export interface MatrixBuildOptions extends CellChoice {
  readonly workspace: string
  readonly isForced: boolean
  /** Also builds cells whose artifact was altered since its build. */
  readonly isAlteredReplaced: boolean
  /** How many builds at a time. */
  readonly jobCount: number
  /** So many cells at most, the cheapest. */
  readonly limit?: number | undefined
  readonly toolVersion?: string | undefined
}

/**
 * How the build of one cell ended. `stopped`: cancelled; what is done of it stays. `held`: another process builds it, and
 * `found`: has built it meanwhile.
 */
export interface CellBuild {
  readonly permutation: Permutation
  readonly outcome: 'built' | 'failed' | 'stopped' | 'held' | 'found'
  readonly runId: string | null
  readonly artifact: BuiltArtifact | null
  readonly error: WireError | null
}

export interface MatrixBuild {
  readonly builds: readonly CellBuild[]
  /** Chosen cells that were left as they are, by why. */
  readonly leftAlone: Readonly<Record<Exclude<CellDecision, 'build'>, readonly Permutation[]>>
  /** Cells that were to be built and were never begun, because it was cancelled. */
  readonly notBegun: readonly Permutation[]
  readonly warnings: readonly string[]
}

export interface MatrixBuildControl {
  readonly signal?: AbortSignal | undefined
  /** Before the first build: what is to be built, cheapest first. */
  readonly onSelect?: ((cells: readonly Permutation[], timeLeft: TimeLeft) => void) | undefined
  readonly onEvent?: ((permutation: Permutation, event: BuildEvent) => void) | undefined
  /** After each build, with what is likely to be left. */
  readonly onEnd?: ((build: CellBuild, timeLeft: TimeLeft) => void) | undefined
}

/**
 * Builds the missing, failed and stopped cells of a plan, or of the rows and columns chosen, cheapest first and several at a time. A
 * build that fails stops no other. Cancelling stops all within five seconds, each to be gone on with; the result then says
 * what was done. Errors: `bad-usage` (an unknown input or param, a plan without a builder), those of reading the output
 * folder; what a single build meets is in its result.
 */
export async function buildMatrix(
  plan: Plan,
  options: MatrixBuildOptions,
  control: MatrixBuildControl = {},
): Promise<MatrixBuild> {
  const chosen = chooseCells(plan, options)
  const [first] = chosen
  if (first !== undefined) builderWords(targetOf(plan, first))
  const { workspace } = options
  const { permutations, warnings } = await listPermutations(plan, { workspace, signal: control.signal })
  const leftAlone: Record<Exclude<CellDecision, 'build'>, Permutation[]> = { done: [], altered: [], building: [] }
  const toBuild: Permutation[] = []
  for (const permutation of permutations) {
    if (!chosen.has(permutation.cell)) continue
    const decision = decideCell(permutation, options)
    if (decision === 'build') toBuild.push(permutation)
    else leftAlone[decision].push(permutation)
  }
  await sweepPublished(plan, leftAlone.done)
  const times = await readTimes(plan, workspace)
  const queue = new MatrixQueue(
    plan,
    orderCheapestNext(toBuild, times).slice(0, options.limit),
    times,
    options,
    control,
  )
  return { ...(await queue.run()), leftAlone, warnings }
}

/** A ledger that cannot be read tells no times; that it cannot be written either, each build will say. */
async function readTimes(plan: Plan, workspace: string): Promise<BuildTimes> {
  return new BuildTimes(plan, await readPastBuilds(workspace, plan.name).catch(() => []))
}

class MatrixQueue {
  private readonly plan: Plan
  private readonly times: BuildTimes
  private readonly options: MatrixBuildOptions
  private readonly control: MatrixBuildControl
  private readonly waiting: Permutation[]
  private readonly running = new Set<Permutation>()
  private readonly ended: CellBuild[] = []

  constructor(
    plan: Plan,
    cells: readonly Permutation[],
    times: BuildTimes,
    options: MatrixBuildOptions,
    control: MatrixBuildControl,
  ) {
    this.plan = plan
    this.waiting = [...cells]
    this.times = times
    this.options = options
    this.control = control
  }

  async run(): Promise<Pick<MatrixBuild, 'builds' | 'notBegun'>> {
    this.control.onSelect?.([...this.waiting], this.timeLeft)
    const lanes = Array.from({ length: Math.min(this.options.jobCount, this.waiting.length) }, () => this.runLane())
    await Promise.all(lanes)
    return { builds: this.ended, notBegun: this.waiting }
  }

  private get timeLeft(): TimeLeft {
    const cells = [...this.waiting, ...this.running].map(({ cell }) => cell)
    return estimateTimeLeft(cells, this.times, this.options.jobCount)
  }

  private async runLane(): Promise<void> {
    while (this.control.signal?.aborted !== true) {
      const permutation = this.waiting.shift()
      if (permutation === undefined) return
      this.running.add(permutation)
      const build = await this.build(permutation)
      this.running.delete(permutation)
      this.ended.push(build)
      this.control.onEnd?.(build, this.timeLeft)
    }
  }

  private async build(permutation: Permutation): Promise<CellBuild> {
    let runId: string | null = null
    const onEvent = (event: BuildEvent): void => {
      if (event.kind === 'started') runId = event.runId
      this.control.onEvent?.(permutation, event)
    }
    const { workspace, isForced, isAlteredReplaced, toolVersion } = this.options
    const isReplacing = isForced || (isAlteredReplaced && permutation.state.kind === 'altered')
    const options = { workspace, isForced, isReplacing, toolVersion }
    try {
      const artifact = await buildPermutation(this.plan, permutation.cell, options, {
        signal: this.control.signal,
        onEvent,
      })
      return { permutation, outcome: 'built', runId: artifact.runId, artifact, error: null }
    } catch (error) {
      const outcome = outcomeOf(error)
      const told = outcome === 'found' ? null : toWireError(error, 'build')
      return { permutation, outcome, runId, artifact: null, error: told }
    }
  }
}

function outcomeOf(error: unknown): CellBuild['outcome'] {
  if (isCancelled(error)) return 'stopped'
  const code = error instanceof AppError ? error.code : undefined
  if (code === 'already-exists') return 'found'
  return code === 'build-running' ? 'held' : 'failed'
}
