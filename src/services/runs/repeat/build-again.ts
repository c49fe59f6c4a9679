import { isAbsolute } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { identifyFile, isSomethingAt } from '../../../engine/index.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { RequestOutput } from '../../../shared/ipc/contract.ts'
import type { CellState } from '../../../shared/ipc/matrix-schemas.ts'
import type { LedgerRun } from '../../../shared/model/ledger.ts'
import type { Matrices } from '../../matrices/matrices.ts'
import type { Repeatability } from './repeatability.ts'

type Place = NonNullable<RequestOutput<'matrix.ofRun'>['place']>

/** How long the page of a run waits for its plan. */
const patienceMs = 1000

/** An artifact may be in the place of these: another takes it only where that is asked for. */
const built: ReadonlySet<CellState> = new Set(['done', 'done-elsewhere', 'altered'])

/** What the run of a build built, from its plan as it is now. */
export class BuildAgain {
  private readonly matrices: Matrices

  constructor(matrices: Matrices) {
    this.matrices = matrices
  }

  async describe(run: LedgerRun): Promise<Omit<Repeatability, 'canCancel'>> {
    const { plan, output } = pathsOf(run)
    if (plan === undefined || output === undefined) return refuse('What it was asked to do is not on record in full.')
    const file = await identifyFile(plan)
    if (file === undefined) return refuse(`Its plan ${plan} is not there any more.`)
    const state = this.matrices.has(file.realPath) ? await this.stateNow(run) : undefined
    if (state === undefined) return { notRepeatable: null, replaces: (await isSomethingAt(output)) ? output : null }
    if (state === null) return refuse(goneFrom(plan, output))
    if (state === 'building' || state === 'queued') return refuse('The cell is being built already.')
    return { notRepeatable: null, replaces: built.has(state) ? output : null }
  }

  /**
   * Asks for the build of the same cell; a plan that is not in the list is put there. Errors: `bad-usage` where the plan has
   * no such cell or builder any more, or where an artifact is in its place that was not to be replaced; those of `Matrices.add`.
   */
  async start(run: LedgerRun, isReplacing: boolean): Promise<Place> {
    const { plan = '', output = '' } = pathsOf(run)
    const file = await identifyFile(plan)
    const wasListed = file !== undefined && this.matrices.has(file.realPath)
    const planId = await this.matrices.add(plan)
    try {
      const place = await this.find(run)
      if (place === null) throw badUsage(goneFrom(plan, output), plan)
      await this.build(place, isReplacing, output)
      return place
    } catch (error) {
      if (!wasListed) await this.matrices.remove(planId)
      throw error
    }
  }

  private async build(place: Place, isReplacing: boolean, output: string): Promise<void> {
    const { thread } = this.matrices
    const { planId, cell } = place
    const { batch } = await thread.call('cells', { planId })
    const jobCount = batch.isActive ? batch.jobCount : 1
    const { queuedCount } = await thread.call('build', { planId, cells: [cell], isForced: isReplacing, jobCount })
    if (queuedCount > 0) return
    const { state } = await thread.call('cell', place)
    if (built.has(state)) throw badUsage(`${output} is in its place already. Replace it only if that is meant.`, output)
  }

  /** Null where the plan has no such cell; undefined where that is not known soon: a page does not wait for a large plan. */
  private async stateNow(run: LedgerRun): Promise<CellState | null | undefined> {
    const asked = this.find(run).then(async (place) =>
      place === null ? null : (await this.matrices.thread.call('cell', place)).state,
    )
    // A thread that is lost begins anew when it is asked next.
    return Promise.race([asked.catch(() => undefined), pause(patienceMs, undefined, { ref: false })])
  }

  private async find({ runId }: LedgerRun): Promise<Place | null> {
    return (await this.matrices.thread.call('ofRun', { runId })).place
  }
}

function pathsOf({ body }: LedgerRun): { plan: string | undefined; output: string | undefined } {
  const pathAt = (key: string): string | undefined => {
    const value = body[key]
    return typeof value === 'string' && isAbsolute(value) ? value : undefined
  }
  return { plan: pathAt('plan'), output: pathAt('output_path') }
}

function goneFrom(plan: string, output: string): string {
  return `The plan ${plan} as it is now has no cell that is built at ${output}.`
}

function refuse(notRepeatable: string): Omit<Repeatability, 'canCancel'> {
  return { notRepeatable, replaces: null }
}

function badUsage(message: string, path: string): AppError {
  return new AppError({ code: 'bad-usage', operation: 'run again', path, message })
}
