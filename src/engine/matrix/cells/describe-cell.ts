import { sep } from 'node:path'
import type { BuildStage, CellState, Permutation, Plan } from '../../../shared/model/plan.ts'
import { labelCell } from './cell-label.ts'
import type { judgeArtifact, JudgedArtifact } from './judge-artifact.ts'

type BaseFacts = Omit<Permutation, 'done' | 'state' | 'outputSizeBytes' | 'isRecorded' | 'leftover'>

function baseOf(plan: Plan, cell: number): BaseFacts {
  const { inputs, params } = plan
  const input = inputs[Math.floor(cell / params.length)]
  const param = params[cell % params.length]
  if (input === undefined || param === undefined) throw new RangeError(`The plan has no cell ${cell}.`)
  const permutationId = plan.permutationIds[cell] ?? ''
  const sortKey = [input.cost, param.cost, input.id, param.name] as const
  const label = labelCell(input, param)
  const outputPath = artifactPathOf(plan, cell)
  return { cell, permutationId, inputId: input.id, paramName: param.name, label, sortKey, outputPath }
}

/** Both parts are normal already, and to find that out 200,000 times takes longer than to add them. */
export function artifactPathOf({ outputFolder, artifactNames }: Plan, cell: number): string {
  const name = artifactNames[cell] ?? ''
  return outputFolder.endsWith(sep) ? outputFolder + name : outputFolder + sep + name
}

/** An artifact as it was judged: see `judgeArtifact`. */
export type Judged = ReturnType<typeof judgeArtifact>

/** A cell with its state, where nothing of a build is left beside it. */
export function describeSettled(plan: Plan, cell: number, judged: JudgedArtifact | undefined): Permutation {
  return complete(baseOf(plan, cell), judged)
}

/** A cell with its state, and with what its staging folder tells where it has one. */
export async function describeCell(plan: Plan, cell: number, judged: Judged, isStaged: boolean): Promise<Permutation> {
  const base = baseOf(plan, cell)
  const artifact = await judged
  return complete(base, artifact, isStaged ? await readStage(plan, base, artifact !== undefined) : undefined)
}

function complete(base: BaseFacts, artifact: JudgedArtifact | undefined, staged?: BuildStage): Permutation {
  const state = judgeState(artifact, staged)
  return {
    ...base,
    done: state.kind === 'done',
    state,
    outputSizeBytes: artifact?.sizeBytes ?? null,
    isRecorded: artifact?.isRecorded ?? false,
    leftover: staged === undefined || staged === state ? null : staged,
  }
}

const settled = { done: { kind: 'done' }, altered: { kind: 'altered' }, missing: { kind: 'missing' } } as const

/** A build that runs comes first, then the artifact: what an attempt left behind does not make a whole one incomplete. */
function judgeState(artifact: JudgedArtifact | undefined, staged: BuildStage | undefined): CellState {
  if (staged?.kind === 'building') return staged
  if (artifact !== undefined) return artifact.isAltered ? settled.altered : settled.done
  return staged ?? settled.missing
}

/** Undefined as well where all that is left of a build is its folder: its artifact is in its place. */
async function readStage(plan: Plan, base: BaseFacts, hasArtifact: boolean): Promise<BuildStage | undefined> {
  const { readStaging } = await import('../staging/read-staging.ts')
  const staging = await readStaging(plan.outputFolder, base.permutationId)
  if (staging === undefined) return undefined
  if (hasArtifact && !staging.isLive && staging.finished !== null) {
    const { isPublished } = await import('../staging/published.ts')
    if (await isPublished(staging.finished, base.outputPath)) return undefined
  }
  const phasesDone = Math.min(staging.completedCount, plan.phases.length)
  return {
    kind: staging.isLive ? 'building' : staging.failure === null ? 'stopped' : 'failed',
    phasesDone,
    phaseCount: plan.phases.length,
    phase: staging.currentPhase?.name ?? plan.phases[phasesDone] ?? null,
  }
}
