import { sep } from 'node:path'
import { AppError, isCancelled } from '../../../shared/errors/app-error.ts'
import type { BuildStage, CellState, Permutation, Plan } from '../../../shared/model/plan.ts'
import { Pauses } from '../../run/pauses.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import type { ArtifactRecord } from './build-facts.ts'
import { labelCell } from './cell-label.ts'
import { judgeArtifact, type JudgedArtifact } from './judge-artifact.ts'
import { orderByCost, orderByName } from './order-cells.ts'
import { readOutputNames, type OutputNames } from './output-names.ts'

export interface ListOptions {
  /** Where the ledger is that builds are recorded in. */
  readonly workspace: string
  /** `size`: by sort key, cheapest first. */
  readonly sort?: 'size' | 'name' | undefined
  /** Only cells with these numbers, in this order. */
  readonly cells?: readonly number[] | undefined
  readonly signal?: AbortSignal | undefined
  /** What builds recorded, where the caller knows it already. */
  readonly facts?: FactSource | undefined
}

/** By an artifact's path, what may be in its place now: see `currentFacts`. */
export type FactSource = Pick<ReadonlyMap<string, readonly ArtifactRecord[]>, 'get'>

export interface PermutationList {
  readonly permutations: readonly Permutation[]
  /** What could not be found out, in words. */
  readonly warnings: readonly string[]
}

/** What is known before cells are looked at one by one. */
interface Ground {
  readonly plan: Plan
  readonly names: OutputNames
  readonly facts: FactSource
  readonly signal: AbortSignal | undefined
}

/**
 * Every cell of a plan with its state. Linear: the output folder is read once, and only what is there is looked at more
 * closely. A ledger that cannot be read is a warning. Errors: `read-failed`, `not-a-directory`, `cancelled`.
 */
export async function listPermutations(plan: Plan, options: ListOptions): Promise<PermutationList> {
  const { workspace, sort = 'size', signal } = options
  const names = await readOutputNames(plan.outputFolder)
  const warnings: string[] = []
  const facts = options.facts ?? (await readFacts(plan, names, workspace, warnings))
  const ground = { plan, names, facts, signal }
  const cells = options.cells ?? (sort === 'name' ? orderByName(plan) : orderByCost(plan))
  const permutations: Permutation[] = []
  const pauses = new Pauses()
  for (const cell of cells) {
    if (pauses.isDue) {
      await pauses.take()
      throwIfCancelled(signal, 'list permutations')
    }
    const permutation = describeCell(ground, cell)
    // Most cells are known at once, and 200,000 waits would take longer than all the rest.
    permutations.push(permutation instanceof Promise ? await permutation : permutation)
  }
  return { permutations, warnings }
}

/**
 * A few cells as they stand, each looked at by itself: neither the output folder nor the ledger is read. Errors: `cancelled`.
 */
export async function lookAtCells(
  plan: Plan,
  cells: readonly number[],
  facts: FactSource,
  signal?: AbortSignal,
): Promise<Permutation[]> {
  const artifacts = new Set(cells.map((cell) => plan.artifactNames[cell] ?? ''))
  const staged = new Set(cells.map((cell) => plan.permutationIds[cell] ?? ''))
  const ground = { plan, names: { artifacts, staged }, facts, signal }
  const permutations: Permutation[] = []
  // oxlint-disable-next-line no-await-in-loop -- Digests are read one file after the other.
  for (const cell of cells) permutations.push(await describeCell(ground, cell))
  return permutations
}

async function readFacts(plan: Plan, names: OutputNames, workspace: string, warnings: string[]): Promise<FactSource> {
  if (!plan.artifactNames.some((name) => names.artifacts.has(name))) return new Map()
  // With it comes the ledger, which a plan of which nothing was built yet can do without.
  const { readArtifactRecords } = await import('./build-facts.ts')
  try {
    return await readArtifactRecords(workspace, plan.name)
  } catch (error) {
    if (!(error instanceof AppError) || isCancelled(error)) throw error
    warnings.push(`What builds recorded cannot be read, so that alterations do not show: ${error.message}`)
    return new Map()
  }
}

type BaseFacts = Omit<Permutation, 'done' | 'state' | 'outputSizeBytes' | 'isRecorded' | 'leftover'>

function baseOf(plan: Plan, cell: number, outputPath: string): BaseFacts {
  const { inputs, params } = plan
  const input = inputs[Math.floor(cell / params.length)]
  const param = params[cell % params.length]
  if (input === undefined || param === undefined) throw new RangeError(`The plan has no cell ${cell}.`)
  const permutationId = plan.permutationIds[cell] ?? ''
  const sortKey = [input.cost, param.cost, input.id, param.name] as const
  const label = labelCell(input, param)
  return { cell, permutationId, inputId: input.id, paramName: param.name, label, sortKey, outputPath }
}

/** Both parts are normal already, and to find that out 200,000 times takes longer than to add them. */
function outputPathOf({ outputFolder }: Plan, artifactName: string): string {
  return outputFolder.endsWith(sep) ? outputFolder + artifactName : outputFolder + sep + artifactName
}

function describeCell(ground: Ground, cell: number): Permutation | Promise<Permutation> {
  const { plan, names } = ground
  const artifactName = plan.artifactNames[cell] ?? ''
  const base = baseOf(plan, cell, outputPathOf(plan, artifactName))
  const isStaged = names.staged.has(base.permutationId)
  const judged = names.artifacts.has(artifactName) || isStaged ? judgeBase(ground, base) : undefined
  return isStaged || judged instanceof Promise ? lookCloser(ground, base, judged, isStaged) : complete(base, judged)
}

function judgeBase({ facts, signal }: Ground, { outputPath }: BaseFacts): ReturnType<typeof judgeArtifact> {
  throwIfCancelled(signal, 'list permutations')
  return judgeArtifact(outputPath, facts.get(outputPath) ?? [], signal)
}

async function lookCloser(
  { plan }: Ground,
  base: BaseFacts,
  judged: ReturnType<typeof judgeArtifact>,
  isStaged: boolean,
): Promise<Permutation> {
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
