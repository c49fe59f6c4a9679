import { join } from 'node:path'
import {
  currentFacts,
  identifyFile,
  labelCell,
  type BuildFact,
  type BuildHistory,
  type BuildRecord,
  type FactSource,
} from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Permutation, Plan } from '../../shared/model/plan.ts'
import type { CellLetter } from '../../shared/ipc/matrix-schemas.ts'
import { CellBoard, type CellProgress } from './cell-board.ts'
import type { Proof } from './cell-evidence.ts'

/** A plan that can be used, with the states of its cells and the way back from names to their numbers. */
export class LoadedPlan {
  readonly plan: Plan
  readonly board: CellBoard
  /** Changes with each reading of the plan. */
  readonly key: string
  /** What reading whole artifacts showed; each holds until its file changes. */
  readonly proofs = new Map<number, Proof>()
  private readonly cellById: ReadonlyMap<string, number>
  private readonly cellByArtifact: ReadonlyMap<string, number>

  constructor(plan: Plan, key: string) {
    this.plan = plan
    this.key = key
    this.board = new CellBoard(plan.permutationIds.length)
    this.cellById = new Map(plan.permutationIds.map((id, cell) => [id, cell]))
    this.cellByArtifact = new Map(plan.artifactNames.map((name, cell) => [name, cell]))
  }

  readonly cellOf = (permutationId: string): number | undefined => this.cellById.get(permutationId)

  readonly cellOfArtifact = (name: string): number | undefined => this.cellByArtifact.get(name)

  pathOf(cell: number): string {
    return join(this.plan.outputFolder, this.plan.artifactNames[cell] ?? '')
  }

  /** Builds of a cell, oldest first: not those of a plan of the same name that are made elsewhere. */
  buildsOf(cell: number, history: BuildHistory | undefined): BuildRecord[] {
    const { name, permutationIds } = this.plan
    const builds = history?.ofCell(name, permutationIds[cell] ?? '') ?? []
    const output = this.pathOf(cell)
    return builds.filter(({ outputPath }) => outputPath === output)
  }

  /** What may be in the place of a cell's artifact now. */
  factsOf(cell: number, history: BuildHistory | undefined): readonly BuildFact[] {
    const facts = this.buildsOf(cell, history).flatMap(({ fact }) => fact ?? [])
    if (facts.length === 0) return []
    return currentFacts(facts).get(this.pathOf(cell)) ?? []
  }

  factSource(history: BuildHistory | undefined): FactSource {
    return { get: (name) => this.factsOf(this.cellByArtifact.get(name) ?? -1, history) }
  }

  describe(cell: number): {
    readonly permutationId: string
    readonly inputId: string
    readonly paramName: string
    readonly label: string
    readonly isCostKnown: boolean
  } {
    const { inputs, params, permutationIds } = this.plan
    const [input, param] = [inputs[Math.floor(cell / params.length)], params[cell % params.length]]
    const permutationId = permutationIds[cell]
    if (input === undefined || param === undefined || permutationId === undefined) {
      const message = 'The plan has no such cell any more. Look at its grid again.'
      throw new AppError({ code: 'not-found', operation: 'look up cell', path: this.plan.path, message })
    }
    const isCostKnown = input.cost !== null && param.cost !== null
    return { permutationId, inputId: input.id, paramName: param.name, label: labelCell(input, param), isCostKnown }
  }

  /** Forgets what was read of artifacts that have changed since. */
  async dropStaleProofs(): Promise<void> {
    for (const [cell, { mark }] of this.proofs) {
      // oxlint-disable-next-line no-await-in-loop -- They are few: each was asked for by hand.
      if ((await identifyFile(this.pathOf(cell)))?.mark !== mark) this.proofs.delete(cell)
    }
  }

  take(permutations: readonly Permutation[]): void {
    for (const { cell, state, isRecorded, leftover } of permutations) {
      const progress = progressOf(state, leftover)
      const letter = letterOf(state.kind, isRecorded)
      // Size and time agree with what was recorded, and yet the content does not.
      const isDisproved = letter === 'd' && this.proofs.get(cell)?.isAsRecorded === false
      this.board.set(cell, isDisproved ? 'a' : letter, progress)
    }
  }
}

function progressOf(state: Permutation['state'], leftover: Permutation['leftover']): CellProgress | undefined {
  if ('phase' in state) return { phasesDone: state.phasesDone, phase: state.phase, left: null }
  if (leftover === null || leftover.kind === 'building') return undefined
  return { phasesDone: leftover.phasesDone, phase: leftover.phase, left: leftover.kind }
}

function letterOf(kind: Permutation['state']['kind'], isRecorded: boolean): CellLetter {
  if (kind === 'done') return isRecorded ? 'd' : 'e'
  const letters = { missing: 'm', building: 'b', failed: 'f', stopped: 's', altered: 'a' } as const
  return letters[kind]
}
