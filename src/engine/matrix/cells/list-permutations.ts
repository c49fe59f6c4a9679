import type { Permutation, Plan } from '../../../shared/model/plan.ts'
import { Pauses } from '../../run/pauses.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import { ArtifactLooks } from './artifact-looks.ts'
import type { FactSource } from './artifact-records.ts'
import { artifactPathOf, describeCell, describeSettled, type Judged } from './describe-cell.ts'
import { judgeArtifact } from './judge-artifact.ts'
import { orderByCost, orderByName } from './order-cells.ts'
import { readOutputNames, readStagedNames, type OutputNames } from './output-names.ts'
import { noFacts, RecordReading } from './record-reading.ts'
import { areMostThere } from './sample-artifacts.ts'

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

export interface PermutationList {
  readonly permutations: readonly Permutation[]
  /** What could not be found out, in words. */
  readonly warnings: readonly string[]
}

const operation = 'list permutations'

/**
 * Every cell of a plan with its state. Linear: the output folder is read once, and only what is there is looked at more
 * closely; where most artifacts are there, each is looked for instead. A ledger that cannot be read is a warning. Errors:
 * `read-failed`, `not-a-directory`, `cancelled`.
 */
export async function listPermutations(plan: Plan, options: ListOptions): Promise<PermutationList> {
  const { sort = 'size', signal } = options
  const cells = options.cells ?? (sort === 'name' ? orderByName(plan) : orderByCost(plan))
  const isOver = new AbortController()
  const end = signal === undefined ? isOver.signal : AbortSignal.any([signal, isOver.signal])
  try {
    const records =
      options.facts === undefined ? new RecordReading(plan, options.workspace, cells.length, end) : undefined
    const names = await readNames(plan, cells.length)
    // Names that were made one after the other lie near each other in memory.
    const sorted = Float64Array.from(cells).toSorted()
    const looks = await lookAtArtifacts(plan, sorted, names, signal)
    // A list that only has to be completed is ready when the records are.
    const drafts = await draftPermutations(plan, cells, looks, signal)
    const facts = options.facts ?? (looks.isEmpty ? noFacts : ((await records?.take()) ?? noFacts))
    await workInTurns(sorted, signal, (cell) => {
      if (looks.has(cell)) looks.compare(cell, facts.get(plan.artifactNames[cell] ?? '') ?? [])
    })
    await completeDrafts(drafts, { plan, names, looks, facts, signal })
    return { permutations: drafts, warnings: records?.warnings ?? [] }
  } finally {
    isOver.abort()
  }
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
  const permutations: Permutation[] = []
  for (const cell of cells) {
    // oxlint-disable-next-line no-await-in-loop -- Digests are read one file after the other.
    permutations.push(await describeCell(plan, cell, judgeCell(plan, cell, facts, signal), true))
  }
  return permutations
}

function judgeCell(plan: Plan, cell: number, facts: FactSource, signal: AbortSignal | undefined): Judged {
  return judgeArtifact(artifactPathOf(plan, cell), facts.get(plan.artifactNames[cell] ?? '') ?? [], signal)
}

type Draft = { -readonly [Key in keyof Permutation]: Permutation[Key] }

/** As if nothing were recorded of what is there, and nothing were being built. */
async function draftPermutations(
  plan: Plan,
  cells: readonly number[],
  looks: ArtifactLooks,
  signal: AbortSignal | undefined,
): Promise<Draft[]> {
  const drafts: Draft[] = []
  await workInTurns(cells, signal, (cell) => drafts.push(describeSettled(plan, cell, looks.judge(cell))))
  return drafts
}

/** What has been found out of the cells. */
interface Ground {
  readonly plan: Plan
  readonly names: PlacedNames
  readonly looks: ArtifactLooks
  readonly facts: FactSource
  readonly signal: AbortSignal | undefined
}

async function completeDrafts(drafts: Draft[], { plan, names, looks, facts, signal }: Ground): Promise<void> {
  const pauses = new Pauses()
  for (const [at, draft] of drafts.entries()) {
    if (pauses.isDue) {
      await pauses.take()
      throwIfCancelled(signal, operation)
    }
    const isStaged = names.staged.has(draft.permutationId)
    draft.isRecorded = looks.isAsRecorded(draft.cell)
    if (!isStaged && looks.isSure(draft.cell)) continue
    // What is being built may have come into its place since.
    const judged = judgeCell(plan, draft.cell, facts, signal)
    drafts[at] = await describeCell(plan, draft.cell, judged, isStaged)
  }
}

/** Names of artifacts that may be there, and those of staging folders. */
interface PlacedNames {
  readonly artifacts: Pick<OutputNames['artifacts'], 'has'>
  readonly staged: OutputNames['staged']
}

const anyName = { has: (): boolean => true }

async function readNames(plan: Plan, shownCount: number): Promise<PlacedNames> {
  if (shownCount < plan.permutationIds.length || !areMostThere(plan)) return readOutputNames(plan.outputFolder)
  return { artifacts: anyName, staged: await readStagedNames(plan.outputFolder) }
}

async function lookAtArtifacts(
  plan: Plan,
  cells: Iterable<number>,
  names: PlacedNames,
  signal: AbortSignal | undefined,
): Promise<ArtifactLooks> {
  const looks = new ArtifactLooks(plan.permutationIds.length)
  await workInTurns(cells, signal, (cell) => {
    if (names.artifacts.has(plan.artifactNames[cell] ?? '')) looks.look(cell, artifactPathOf(plan, cell))
  })
  return looks
}

/** With pauses in which Ctrl+C is heard. Errors: `cancelled`, those of `work`. */
async function workInTurns(
  cells: Iterable<number>,
  signal: AbortSignal | undefined,
  work: (cell: number) => void,
): Promise<void> {
  const pauses = new Pauses()
  throwIfCancelled(signal, operation)
  for (const cell of cells) {
    if (pauses.isDue) {
      // oxlint-disable-next-line no-await-in-loop -- Once in many cells.
      await pauses.take()
      throwIfCancelled(signal, operation)
    }
    work(cell)
  }
}
