import type { BuildLogs } from '../staging/build-logs.ts'
import { readArtifactProgress, type ArtifactProgress } from '../staging/artifact-progress.ts'
import { writeProgressFile, type BuildProgress, type StagedPhase } from '../staging/progress-file.ts'
import { knownPhases } from '../staging/read-staging.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { BuildTarget } from './builder-command.ts'
import type { BuildEvent } from './build-types.ts'

/** Figures within a phase are written this often at most. */
const itemsEveryMs = 1000

/** What is done of the phases of one build, kept on disk as it becomes known. */
export class PhaseTracker {
  private readonly target: BuildTarget
  private readonly logs: BuildLogs
  private readonly tell: (event: BuildEvent) => void
  private state: BuildProgress
  /** The last write, and why it failed if it did. */
  private saving: Promise<unknown> = Promise.resolve()
  private isSavePlanned = false
  private itemsSavedMs = 0

  constructor(target: BuildTarget, logs: BuildLogs, state: BuildProgress, tell: (event: BuildEvent) => void) {
    this.target = target
    this.logs = logs
    this.state = state
    this.tell = tell
  }

  get progress(): BuildProgress {
    return this.state
  }

  get phasesDone(): number[] {
    return this.state.phases.filter(({ completedUtc }) => completedUtc !== null).map(({ phase }) => phase)
  }

  /** The phase that is worked on, in words: "phase 2/3 (embed)". */
  get whereabouts(): string {
    const { phases } = this.target.plan
    const begun = this.state.phases.findLast(({ completedUtc }) => completedUtc === null)
    const done = this.phasesDone.length
    if (begun !== undefined) return `in phase ${begun.phase}/${phases.length} (${begun.name})`
    return done === 0 ? 'before its first phase' : `after ${done} of ${phases.length} phases`
  }

  /** Takes a builder's word for a phase that began or is complete. */
  hear(phase: number, isCompleted: boolean): void {
    const name = this.target.plan.phases[phase - 1]
    if (name === undefined) {
      this.logs.write(
        'WARNING',
        `The builder told of a phase ${phase}, and the plan has ${this.target.plan.phases.length}.`,
      )
      return
    }
    const nowUtc = new Date().toISOString()
    const before = this.state.phases.find((known) => known.phase === phase)
    // Told again and again, it would fill the ledger with what is known.
    if (before !== undefined && (before.completedUtc !== null) === isCompleted) return
    const startedUtc = isCompleted ? (before?.startedUtc ?? null) : nowUtc
    this.put({ phase, name, startedUtc, completedUtc: isCompleted ? nowUtc : null })
    void this.save()
  }

  hearItems(itemsDone: number, itemsTotal: number | null): void {
    this.state = { ...this.state, itemsDone, itemsTotal }
    this.tell({ kind: 'items', done: itemsDone, total: itemsTotal })
    if (performance.now() - this.itemsSavedMs < itemsEveryMs) return
    this.itemsSavedMs = performance.now()
    void this.save()
  }

  /** Changes what else is kept, and resolves once that is on disk. Rejects where it cannot be written. */
  async keep(change: Partial<BuildProgress>): Promise<void> {
    this.state = { ...this.state, ...change }
    const failure = await this.save()
    if (failure !== undefined) throw failure
  }

  /** Takes over what an attempt before has done, and forgets what it only began. Errors: those of `read`. */
  async resume(): Promise<void> {
    const known = knownPhases(this.state, await this.read())
    this.state = { ...this.state, phases: known.filter(({ completedUtc }) => completedUtc !== null) }
  }

  /** Looks into the artifact, while a builder works on it, for phases it did not tell of. */
  async look(): Promise<void> {
    const read = await readArtifactProgress(this.target.stagingArtifact)
    if (read.kind === 'phases') this.putUntold(knownPhases(this.state, read))
  }

  /** Holds what was told against the artifact once the builder has ended. Errors: those of `read`. */
  async reconcile(): Promise<void> {
    const known = knownPhases(this.state, await this.read())
    this.putUntold(known)
    this.state = { ...this.state, phases: known }
  }

  /** What the artifact says, for who has the build's lock. Errors: `build-failed` where it is damaged. */
  private async read(): Promise<ArtifactProgress> {
    const path = this.target.stagingArtifact
    const read = await readArtifactProgress(path, true)
    if (read.kind === 'phases') this.state = { ...this.state, isInArtifact: true }
    if (read.kind !== 'damaged') return read
    const message = `The artifact in progress is damaged: ${read.reason}. Build it anew with --force.`
    throw new AppError({ code: 'build-failed', operation: 'build', path, message })
  }

  private putUntold(known: readonly StagedPhase[]): void {
    const done = this.phasesDone
    for (const phase of known) if (phase.completedUtc !== null && !done.includes(phase.phase)) this.put(phase)
  }

  /** A builder that ended well and has but one phase need not have told of it. */
  completeOnly(): void {
    if (this.target.plan.phases.length === 1 && this.phasesDone.length === 0) this.hear(1, true)
  }

  /** Throws `build-failed` unless all phases are complete. */
  requireAll(): void {
    const done = new Set(this.phasesDone)
    const missing = this.target.plan.phases.flatMap((name, at) => (done.has(at + 1) ? [] : [`${at + 1} (${name})`]))
    if (missing.length === 0) return
    const kept = this.state.isInArtifact ? ' in _build_progress, which decides where an artifact has it' : ''
    const message = `The builder ended well, but did not report as completed${kept}: phase ${missing.join(', ')}.`
    throw new AppError({ code: 'build-failed', operation: 'build', path: this.target.stagingArtifact, message })
  }

  private put(phase: StagedPhase): void {
    const others = this.state.phases.filter((known) => known.phase !== phase.phase)
    const phases = [...others, phase].toSorted((left, right) => left.phase - right.phase)
    this.state = { ...this.state, phases, itemsDone: null, itemsTotal: null }
    const { length } = this.target.plan.phases
    const isCompleted = phase.completedUtc !== null
    this.logs.write(
      'INFO',
      `Phase ${phase.phase}/${length} ${phase.name} ${isCompleted ? 'completed' : 'started'}${tookOf(phase)}`,
    )
    this.tell({ kind: 'phase', phase: phase.phase, name: phase.name, isCompleted })
  }

  /** One write at a time; changes that come meanwhile go with the next one. Resolves with why it failed, if it did. */
  private save(): Promise<unknown> {
    if (this.isSavePlanned) return this.saving
    this.isSavePlanned = true
    this.saving = this.saving.then(() => this.write())
    return this.saving
  }

  private async write(): Promise<unknown> {
    this.isSavePlanned = false
    try {
      const { kind } = await readArtifactProgress(this.target.stagingArtifact)
      if (kind === 'phases') this.state = { ...this.state, isInArtifact: true }
      await writeProgressFile(this.target.paths.progress, this.state)
      return undefined
    } catch (error) {
      return error
    }
  }

  /** Resolves once all that was heard is on disk, or cannot be. */
  async settle(): Promise<void> {
    await this.saving
  }
}

function tookOf({ startedUtc, completedUtc }: StagedPhase): string {
  if (startedUtc === null || completedUtc === null) return ''
  const tookMs = Date.parse(completedUtc) - Date.parse(startedUtc)
  return Number.isFinite(tookMs) && tookMs >= 0 ? ` in ${(tookMs / 1000).toFixed(1)} s` : ''
}
