import { isCancelled, type AppError } from '../../../shared/errors/app-error.ts'
import { toWireError } from '../../../shared/errors/wire-error.ts'
import { OpenRun } from '../../ledger/open-run.ts'
import { reserveRunId } from '../../ledger/run-id.ts'
import type { ArtifactFacts } from '../staging/progress-file.ts'
import type { BuildTarget } from './builder-command.ts'
import type { BuildEvent, BuildOptions } from './build-types.ts'

/** Warnings beyond have no event each: a builder that complains of every row must not fill the ledger. */
const maxWarningEvents = 1000
/** Phases done again and again have no events beyond, each of which is put on disk at once. */
const maxPhaseEvents = 10_000
const itemsPerSummary = 1000
const summaryEveryMs = 1000

/** The run of one build in the ledger: durable before the builder starts, its phases as they come. */
export class BuildRecord {
  readonly runId: string
  private readonly run: OpenRun
  private readonly lane: string
  private readonly body: Readonly<Record<string, unknown>>
  private readonly startedMs = performance.now()
  private readonly phaseStartedMs = new Map<number, number>()
  private warningCount = 0
  private phaseCount = 0
  private summaryCount = 0
  private summaryMs = 0

  private constructor(runId: string, run: OpenRun, lane: string, body: Readonly<Record<string, unknown>>) {
    this.runId = runId
    this.run = run
    this.lane = lane
    this.body = body
  }

  /** Errors: `ledger-damaged`, those of a write. */
  static async start(target: BuildTarget, options: BuildOptions): Promise<BuildRecord> {
    const { plan, permutationId, input, param, outputPath } = target
    const { workspace, toolVersion } = options
    const command = options.command ?? repeatBuild(target, options.isForced)
    const told = {
      plan: plan.path,
      permutation_id: permutationId,
      input_id: input.id,
      param_name: param.name,
      output_path: outputPath,
      command: [...command],
    }
    const body = { ...told, ...(toolVersion === undefined ? {} : { tool_version: toolVersion }) }
    const runId = await reserveRunId(workspace)
    const startTime = new Date().toISOString()
    const run = await OpenRun.start(workspace, { runId, operation: 'build', lane: plan.name, startTime, body, told })
    return new BuildRecord(runId, run, plan.name, body)
  }

  get elapsedMs(): number {
    return Math.round(performance.now() - this.startedMs)
  }

  hear(event: BuildEvent): void {
    if (event.kind === 'phase') this.addPhase(event)
    else if (event.kind === 'items') this.addItems(event.done, event.total)
    else if (event.kind === 'message') this.addMessage(event.level, event.text)
    else if (event.kind === 'started') {
      this.run.events.add('build_started', { attempt: event.attempt, phases_done: [...event.phasesDone] })
    }
    if (event.kind === 'phase' || event.kind === 'started') this.run.flush()
    else this.run.flushSometimes()
  }

  /** Puts on disk what is about to be in its place, so that no crash leaves an artifact nobody knows. */
  addArtifact({ plan, permutationId, outputPath }: BuildTarget, facts: ArtifactFacts): void {
    const { sizeBytes, modifiedUtc, sha256 } = facts
    const described = { size_bytes: sizeBytes, modified_utc: modifiedUtc, sha256 }
    this.run.events.add('artifact', { permutation_id: permutationId, plan: plan.path, path: outputPath, ...described })
    this.run.flush()
  }

  /** Seals the run. Errors: those of a write. */
  complete(facts: ArtifactFacts, warnings: readonly string[]): void {
    for (const warning of warnings) this.addMessage('WARNING', warning)
    const { sizeBytes, sha256 } = facts
    this.run.events.add('build_ended', { status: 'completed', size_bytes: sizeBytes, sha256 })
    this.end(this.run.events.errorCount > 0 ? 'completed-with-errors' : 'completed', { size_bytes: sizeBytes, sha256 })
  }

  /** Seals the run of a build that failed or was cancelled; whoever called it is told that error, and no other. */
  fail(error: unknown): void {
    const status = isCancelled(error) ? 'cancelled' : 'failed'
    if (status === 'failed') this.run.events.addError(toWireError(error, 'build'))
    this.run.events.add('build_ended', { status })
    try {
      this.end(status, status === 'failed' ? { failure: (error as AppError).message } : {})
    } catch {
      // The run is closed as aborted later.
    }
  }

  private end(
    status: 'completed' | 'completed-with-errors' | 'failed' | 'cancelled',
    more: Record<string, unknown>,
  ): void {
    const endTime = new Date().toISOString()
    this.run.end({ status, endTime, lane: this.lane, body: { ...this.body, ...more } })
  }

  private addPhase({ phase, name, isCompleted }: Extract<BuildEvent, { kind: 'phase' }>): void {
    this.phaseCount += 1
    if (this.phaseCount > maxPhaseEvents) return
    const startedMs = this.phaseStartedMs.get(phase)
    if (!isCompleted) this.phaseStartedMs.set(phase, performance.now())
    const took =
      isCompleted && startedMs !== undefined ? { duration_ms: Math.round(performance.now() - startedMs) } : {}
    this.run.events.add(isCompleted ? 'phase_completed' : 'phase_started', { phase, name, ...took })
    this.summaryCount = 0
  }

  private addItems(done: number, total: number | null): void {
    const summaries = Math.floor(done / itemsPerSummary)
    const nowMs = performance.now()
    if (summaries <= this.summaryCount || nowMs - this.summaryMs < summaryEveryMs) return
    this.summaryCount = summaries
    this.summaryMs = nowMs
    this.run.events.add('items_processed', { items_done: summaries * itemsPerSummary, items_total: total })
  }

  private addMessage(level: string, text: string): void {
    if (level === 'ERROR') this.run.events.addError({ code: 'builder', message: text })
    if (level !== 'WARNING') return
    this.warningCount += 1
    if (this.warningCount <= maxWarningEvents) this.run.events.addWarning(text)
  }
}

/** The command line that builds the same cell again. Paths are absolute. */
function repeatBuild({ plan, input, param }: BuildTarget, isForced: boolean): string[] {
  const pinned = ['--output-folder', plan.outputFolder, '--input-id', input.id, '--param-name', param.name]
  return ['assay', 'matrix', 'build', plan.path, ...pinned, ...(isForced ? ['--force'] : [])]
}
