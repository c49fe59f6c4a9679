import { AppError, isCancelled } from '../../../shared/errors/app-error.ts'
import type { Permutation, Plan } from '../../../shared/model/plan.ts'
import { Pauses } from '../../run/pauses.ts'
import { throwIfCancelled } from '../../run/run-control.ts'
import { ArtifactLooks } from './artifact-looks.ts'
import type { FactSource } from './artifact-records.ts'
import type { RecordQuery } from './build-facts.ts'
import { artifactPathOf, describeCell, type Judged } from './describe-cell.ts'
import { judgeArtifact } from './judge-artifact.ts'
import { orderByCost, orderByName } from './order-cells.ts'
import { readOutputNames, readStagedNames, type OutputNames } from './output-names.ts'
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
const noFacts: FactSource = new Map<string, never>()
/** From so many cells on, it is worth a thread to read what builds recorded while this one looks at artifacts. */
const manyCells = 20_000

/**
 * Every cell of a plan with its state. Linear: the output folder is read once, and only what is there is looked at more
 * closely; where most is there, that is what is looked for. A ledger that cannot be read is a warning. Errors: `read-failed`, `not-a-directory`, `cancelled`.
 */
export async function listPermutations(plan: Plan, options: ListOptions): Promise<PermutationList> {
  const { sort = 'size', signal } = options
  const cells = options.cells ?? (sort === 'name' ? orderByName(plan) : orderByCost(plan))
  const { names, looks, facts, warnings } = await survey(plan, cells, options)
  const permutations: Permutation[] = []
  const pauses = new Pauses()
  for (const cell of cells) {
    if (pauses.isDue) {
      await pauses.take()
      throwIfCancelled(signal, operation)
    }
    const isStaged = names.staged.has(plan.permutationIds[cell] ?? '')
    // What is being built may have come into its place since.
    const isSure = !isStaged && looks.isSure(cell)
    const judged = isSure ? looks.judge(cell) : judgeCell(plan, cell, facts, signal)
    const permutation = describeCell(plan, cell, judged, isStaged)
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

interface Survey {
  readonly names: PlacedNames
  readonly looks: ArtifactLooks
  readonly facts: FactSource
  readonly warnings: readonly string[]
}

/** Finds out what is there and what builds recorded of it; both at the same time where there is much of it. */
async function survey(plan: Plan, shown: readonly number[], options: ListOptions): Promise<Survey> {
  const { workspace, signal } = options
  const query = { workspace, planName: plan.name, outputFolder: plan.outputFolder }
  const isOver = new AbortController()
  try {
    const isMany = options.facts === undefined && shown.length >= manyCells
    const end = signal === undefined ? isOver.signal : AbortSignal.any([signal, isOver.signal])
    const aside = isMany ? readRecorded(query, end) : undefined
    // What is read in vain may also fail in vain.
    aside?.catch(() => {})
    const names = await readNames(plan, shown.length)
    // Names that were made one after the other lie near each other in memory.
    const cells = Float64Array.from(shown).toSorted()
    const looks = await lookAtArtifacts(plan, cells, names, signal)
    const recorded = options.facts === undefined && !looks.isEmpty ? await (aside ?? readRecorded(query)) : undefined
    const facts = options.facts ?? recorded?.facts ?? noFacts
    await workInTurns(cells, signal, (cell) => {
      if (looks.has(cell)) looks.compare(cell, facts.get(plan.artifactNames[cell] ?? '') ?? [])
    })
    return { names, looks, facts, warnings: recorded?.warnings ?? [] }
  } finally {
    isOver.abort()
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

interface Recorded {
  readonly facts: FactSource
  readonly warnings: readonly string[]
}

/** With `aside` in a thread of its own, until that is aborted. */
async function readRecorded(query: RecordQuery, aside?: AbortSignal): Promise<Recorded> {
  // With it comes the ledger, which a plan of which nothing was built yet can do without.
  const { readRecords, readRecordsAside } = await import('./read-records.ts')
  try {
    return { facts: await (aside === undefined ? readRecords(query) : readRecordsAside(query, aside)), warnings: [] }
  } catch (error) {
    if (!(error instanceof AppError) || isCancelled(error)) throw error
    const warning = `What builds recorded cannot be read, so that alterations do not show: ${error.message}`
    return { facts: noFacts, warnings: [warning] }
  }
}
