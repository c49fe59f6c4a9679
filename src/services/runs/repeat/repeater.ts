import { unknownRun, type RepeatableActivity } from '../../../engine/index.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { RequestOutput } from '../../../shared/ipc/contract.ts'
import type { LedgerRun } from '../../../shared/model/ledger.ts'
import type { LedgerThread } from '../../ledger/ledger-thread.ts'
import type { Matrices } from '../../matrices/matrices.ts'
import type { Pipelines } from '../../pipelines/pipelines.ts'
import type { Activities } from '../activities.ts'
import { planAgain, type PlanHost } from '../plan-runs.ts'
import type { Runs } from '../runs.ts'
import { BuildAgain } from './build-again.ts'
import type { Repeatability } from './repeatability.ts'
import { findGone, readWork, type RepeatableWork } from './repeatable-work.ts'

export interface RepeaterDependencies extends PlanHost {
  readonly ledger: LedgerThread
  readonly runs: Runs
  readonly activities: Activities
  readonly pipelines: Pipelines
  readonly matrices: Matrices
}

/** Does again what runs on record did, each where work of its kind is done. */
export class Repeater {
  private readonly dependencies: RepeaterDependencies
  private readonly builds: BuildAgain

  constructor(dependencies: RepeaterDependencies) {
    this.dependencies = dependencies
    this.builds = new BuildAgain(dependencies.matrices)
  }

  async describe(run: LedgerRun): Promise<Repeatability> {
    const { activities, pipelines } = this.dependencies
    const { runId } = run
    const canCancel = activities.isLive(runId) || pipelines.findChecking(runId) !== undefined
    const work = readWork(run)
    if (typeof work === 'string') return { notRepeatable: work, replaces: null, canCancel }
    if (work.type === 'build') return { ...(await this.builds.describe(run)), canCancel }
    const gone = await findGone(work)
    return { notRepeatable: gone === undefined ? null : `${gone} is not there any more.`, replaces: null, canCancel }
  }

  /** Errors: `unknown-run`, `bad-usage` where it cannot be done again, those of starting what it did. */
  async repeat(runId: string, isReplacing: boolean): Promise<RequestOutput<'run.repeat'>> {
    const { ledger, runs } = this.dependencies
    const { run } = await ledger.call('run', { runId })
    if (run === null) throw unknownRun(runId)
    const { notRepeatable } = await this.describe(run)
    const work = readWork(run)
    if (notRepeatable !== null || typeof work === 'string') throw notAgain(runId, notRepeatable)
    if (work.type === 'build') return { type: 'cell', ...(await this.builds.start(run, isReplacing)) }
    if (work.type === 'activity') return { type: 'activity', runId: await this.startActivity(work.activity) }
    return { type: 'run', runId: await runs.start(await this.plan(work)) }
  }

  /** Ends an audit or import that goes on here; false where the run is none. */
  async cancel(runId: string): Promise<boolean> {
    const { activities, pipelines } = this.dependencies
    const pipeline = pipelines.findChecking(runId)
    if (pipeline !== undefined) await pipeline.cancelCheck()
    const isActivity = activities.isLive(runId)
    activities.cancel(runId)
    return isActivity || pipeline !== undefined
  }

  private plan({ repeated }: Extract<RepeatableWork, { type: 'run' }>): ReturnType<typeof planAgain> {
    return planAgain(this.dependencies, repeated)
  }

  /** An audit as a folder in the list is checked goes on there, so that its page shows it too. */
  private async startActivity(activity: RepeatableActivity): Promise<string> {
    const { activities, pipelines } = this.dependencies
    const checked = activity.kind === 'audit' ? await pipelines.checkAgain(activity.options) : undefined
    return checked ?? activities.start(activity)
  }
}

function notAgain(runId: string, reason: string | null): AppError {
  const message = `The run ${runId} cannot be run again. ${reason ?? ''}`.trim()
  return new AppError({ code: 'bad-usage', operation: 'run again', message })
}
