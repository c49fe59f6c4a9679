import { AppError, isCancelled } from '../../../shared/errors/app-error.ts'
import type { Plan } from '../../../shared/model/plan.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import { BuildLogs } from '../staging/build-logs.ts'
import type { ArtifactFacts, BuildProgress } from '../staging/progress-file.ts'
import { BuildAttempt } from './build-attempt.ts'
import { BuildRecord } from './build-record.ts'
import { builderWords, targetOf, type BuildTarget } from './builder-command.ts'
import type { BuildControl, BuildEvent, BuildOptions, BuiltArtifact } from './build-types.ts'
import { finishArtifact, syncArtifact } from './finish-artifact.ts'
import { leaveStaging, openStaging, removeStaging, type OpenStaging } from './open-staging.ts'
import { PhaseTracker } from './phase-tracker.ts'
import { publishArtifact, refuseTarget } from './publish-artifact.ts'

/**
 * Builds one cell of a plan in its staging folder and puts the artifact into its place when it is whole. An attempt that
 * failed, was cancelled or killed leaves its folder, and the next one goes on from the phases done. It is a run of kind
 * `build`. Errors: `build-failed`, `build-running`, `already-exists`, `output-refused`, `bad-usage` (no builder),
 * `cancelled` (within five seconds; the builder is asked first), those of a write and of the ledger.
 */
export async function buildPermutation(
  plan: Plan,
  cell: number,
  options: BuildOptions,
  control: BuildControl = {},
): Promise<BuiltArtifact> {
  throwIfCancelled(control.signal, 'build')
  const target = targetOf(plan, cell)
  builderWords(target)
  const isReplacing = options.isForced || options.isReplacing === true
  await refuseTarget(target.outputPath, isReplacing)
  const staging = await openStaging(target, options.isForced)
  try {
    // It may have been built while the lock was waited for.
    await refuseTarget(target.outputPath, isReplacing)
    const record = await BuildRecord.start(target, options)
    const build = new PermutationBuild(target, staging, record, control)
    const built = await build.run(isReplacing, options.isForced)
    await removeStaging(target, staging.lock)
    return built
  } catch (error) {
    await leaveStaging(target, staging.lock)
    throw error
  }
}

class PermutationBuild {
  private readonly target: BuildTarget
  private readonly staging: OpenStaging
  private readonly record: BuildRecord
  private readonly control: BuildControl
  private readonly logs: BuildLogs
  private readonly tracker: PhaseTracker

  constructor(target: BuildTarget, staging: OpenStaging, record: BuildRecord, control: BuildControl) {
    this.target = target
    this.staging = staging
    this.record = record
    this.control = control
    const state = beginAttempt(target, staging, record.runId)
    this.logs = new BuildLogs(target.paths.logs, headingOf(target, state))
    this.tracker = new PhaseTracker(target, this.logs, state, (event) => this.tell(event))
  }

  async run(isReplacing: boolean, isForced: boolean): Promise<BuiltArtifact> {
    let facts: ArtifactFacts
    try {
      await this.begin()
      if (!this.tracker.progress.isFinishing) await this.runBuilder(isForced)
      facts = await this.finish()
      this.record.addArtifact(this.target, facts)
      await publishArtifact(this.target.stagingArtifact, this.target.outputPath, isReplacing)
    } catch (error) {
      await this.fail(error)
      throw error
    }
    return this.complete(facts)
  }

  private async begin(): Promise<void> {
    await this.tracker.resume()
    await this.tracker.keep({})
    const { attempt } = this.tracker.progress
    this.logs.write('INFO', `Building ${this.target.outputPath}, attempt ${attempt}, run ${this.record.runId}`)
    for (const note of this.staging.notes) this.logs.write('WARNING', note)
    this.tell({ kind: 'started', runId: this.record.runId, attempt, phasesDone: this.tracker.phasesDone })
    this.logs.flush()
  }

  private async runBuilder(isForced: boolean): Promise<void> {
    await new BuildAttempt(this.target, this.logs, this.tracker, (event) => this.tell(event)).run(
      isForced,
      this.control.signal,
    )
    await this.tracker.reconcile()
    this.tracker.completeOnly()
    this.tracker.requireAll()
    // What is kept next says that nobody need run the builder again: a power cut must not leave that without its artifact.
    await syncArtifact(this.target.stagingArtifact)
    await this.tracker.keep({ isFinishing: true, builder: null })
  }

  private async finish(): Promise<ArtifactFacts> {
    this.tell({ kind: 'finishing' })
    this.logs.write('INFO', 'All phases are done; the artifact is checked and read.')
    this.logs.flush()
    const facts = await finishArtifact(this.target.stagingArtifact, this.control.signal)
    await this.tracker.keep({ finished: facts })
    return facts
  }

  private complete(facts: ArtifactFacts): BuiltArtifact {
    this.logs.close()
    const warnings = this.logs.failure === undefined ? [] : [`The logs are not whole: ${textOf(this.logs.failure)}`]
    try {
      this.record.complete(facts, warnings)
    } catch (error) {
      warnings.push(`This build could not be recorded in the workspace: ${textOf(error)}`)
    }
    const { runId, elapsedMs: durationMs } = this.record
    return { ...facts, runId, path: this.target.outputPath, durationMs, warnings }
  }

  /** The folder stays as it is, and says why where that is a failure. */
  private async fail(reason: unknown): Promise<void> {
    const failure = isCancelled(reason) ? null : textOf(reason)
    if (isCancelled(reason)) this.logs.write('WARNING', `Cancelled ${this.tracker.whereabouts}.`)
    else this.logs.write('ERROR', withCause(reason))
    this.logs.close()
    // The reason is the one to report; a folder that cannot say why it failed is left over all the same.
    await this.tracker.keep({ builder: null, failure }).catch(() => undefined)
    this.record.fail(reason)
  }

  private tell(event: BuildEvent): void {
    this.record.hear(event)
    this.control.onEvent?.(event)
  }
}

function beginAttempt(target: BuildTarget, { before, recipe }: OpenStaging, runId: string): BuildProgress {
  const complete = before?.phases.filter(({ completedUtc }) => completedUtc !== null) ?? []
  return {
    format: 'assay-build-progress',
    version: 1,
    attempt: (before?.attempt ?? 0) + 1,
    runId,
    startedUtc: new Date().toISOString(),
    artifact: target.plan.artifactNames[target.cell] ?? '',
    recipe,
    phaseNames: [...target.plan.phases],
    isInArtifact: before?.isInArtifact ?? false,
    phases: complete,
    itemsDone: null,
    itemsTotal: null,
    builder: null,
    isFinishing: before?.isFinishing ?? false,
    finished: null,
    failure: null,
  }
}

function headingOf({ plan }: BuildTarget, { attempt, phases }: BuildProgress): string {
  return attempt === 1 ? '' : `=== Attempt ${attempt}, after ${phases.length} of ${plan.phases.length} phases ===`
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** What a builder last said on stderr stands below what became of it. */
function withCause(error: unknown): string {
  return error instanceof AppError && error.cause instanceof Error
    ? `${error.message}\n${error.cause.message}`
    : textOf(error)
}
