import {
  cellCommand,
  identifyFile,
  readStaging,
  type BuildFact,
  type BuildRecord,
  type Staging,
} from '../../engine/index.ts'
import type { WireError } from '../../shared/errors/wire-error.ts'
import type { CellDetail } from '../../shared/ipc/matrix-schemas.ts'
import type { CellFacts } from '../workers/matrix-protocol.ts'
import { explainCell } from './cell-evidence.ts'
import { listCellPhases } from './cell-phases.ts'
import type { HeldPlan } from './held-plan.ts'
import type { LoadedPlan } from './loaded-plan.ts'

const maxRuns = 100
/** Attempts of one artifact beyond are not asked for the times of phases. */
const maxAttempts = 20

export interface CellQuestion {
  readonly held: HeldPlan
  readonly loaded: LoadedPlan
  readonly cell: number
  readonly expectedMs: number | null
  /** Why a build that was asked for here came to no run. */
  readonly failure: WireError | undefined
}

/** All that is known of a cell. Errors: `not-found` for a cell that the plan does not have. */
export async function describeCell(question: CellQuestion): Promise<CellFacts> {
  const { held, loaded, cell, expectedMs } = question
  const { plan, board } = loaded
  const { permutationId, inputId, paramName, label } = loaded.describe(cell)
  const state = board.state(cell)
  const output = loaded.pathOf(cell)
  const [staging, artifact] = await Promise.all([readStaging(plan.outputFolder, permutationId), identifyFile(output)])
  const builds = loaded.buildsOf(cell, held.history)
  const facts = loaded.factsOf(cell, held.history)
  const isCancelled = builds.at(-1)?.status === 'cancelled'
  const recorded = facts.at(-1)
  const seen = artifact && { sizeBytes: artifact.sizeBytes, modifiedUtc: artifact.modifiedUtc }
  return {
    cell,
    permutationId,
    inputId,
    paramName,
    label,
    state,
    evidence: explainCell({ state, staging, artifact: seen, facts, proof: loaded.proofs.get(cell), isCancelled }),
    output,
    outputSizeBytes: artifact?.sizeBytes ?? null,
    modifiedMs: artifact === undefined ? null : Date.parse(artifact.modifiedUtc),
    recordedSha256: recorded?.sha256 ?? null,
    recordedSizeBytes: recorded?.sizeBytes ?? null,
    staging: staging?.folder ?? null,
    phases: listCellPhases(plan.phases, staging, timesOf(held, builds, staging, recorded)),
    progress: progressOf(staging),
    expectedMs,
    command: cellCommand(plan, { inputId, paramName }, { program: ['assay'], isForced: false }),
    logs: listLogs(staging),
    runs: builds.slice(-maxRuns).toReversed().map(toRun),
    failure: (state === 'failed' || state === 'stopped') && !isCancelled ? failureOf(question, staging) : null,
  }
}

/** Times of the phases, from the builds that made what is there: earlier attempts did some of them. */
function timesOf(held: HeldPlan, builds: readonly BuildRecord[], staging: Staging | undefined, recorded?: BuildFact) {
  const last = staging === undefined ? builds.findIndex(({ runId }) => runId === recorded?.runId) : builds.length - 1
  if (last === -1) return new Map<number, never>()
  const before = builds.slice(0, last).findLastIndex(({ status }) => status.startsWith('completed'))
  const attempts = builds.slice(Math.max(before + 1, last + 1 - maxAttempts), last + 1)
  return held.history?.phasesOf(attempts.map(({ runId }) => runId)) ?? new Map<number, never>()
}

function progressOf(staging: Staging | undefined): CellDetail['progress'] {
  if (staging?.isLive !== true || staging.itemsDone === null) return null
  return { done: staging.itemsDone, total: staging.itemsTotal }
}

/** The errors first: they say most in the fewest lines. */
function listLogs(staging: Staging | undefined): CellDetail['logs'] {
  if (staging === undefined) return []
  return (['error', 'info', 'debug'] as const).map((level) => ({ level, sizeBytes: staging.logs[level].sizeBytes }))
}

function toRun({ runId, status, startMs, durationMs, errorCount }: BuildRecord): CellDetail['runs'][number] {
  return { runId, status, startMs, durationMs, errorCount }
}

function failureOf({ failure }: CellQuestion, staging: Staging | undefined): WireError | null {
  if (failure !== undefined) return failure
  if (staging === undefined || staging.failure === null) return null
  return { code: 'build-failed', operation: 'build', path: staging.folder, message: staging.failure }
}
