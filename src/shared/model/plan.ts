/** A parameter's value as a plan states it. */
export type PlanValue = string | number | boolean | null

/** Where something stands in its plan. Lines and columns count from 1. */
export interface PlanPlace {
  readonly line: number
  readonly column: number
}

/** Something wrong in a plan. */
export interface PlanProblem extends PlanPlace {
  /** The field as a path: `inputs[2].cost`; empty for the document as a whole. */
  readonly field: string
  /** A sentence: what is wrong and what to do. */
  readonly message: string
}

export interface PlanInput {
  readonly id: string
  readonly label: string
  /** Absolute; null where the input is no file. */
  readonly path: string | null
  /** Scaling factor: rows, bytes or units of whoever gave it. Null when unknown. */
  readonly cost: number | null
  readonly costUnit: 'given' | 'bytes' | 'rows' | 'unknown'
  readonly place: PlanPlace
}

export interface PlanParam {
  readonly name: string
  /** Null where the plan gives none. */
  readonly label: string | null
  readonly cost: number | null
  readonly values: Readonly<Record<string, PlanValue>>
  readonly place: PlanPlace
}

/**
 * A product of inputs and params, and how each cell is built. Cells are numbered row by row: the cell of input `i` and param
 * `p` is `i * params.length + p`.
 */
export interface Plan {
  /** Absolute path of its file. */
  readonly path: string
  readonly name: string
  /** Absolute; relative paths of the plan are relative to it, and builders run in it. */
  readonly root: string
  /** Absolute. */
  readonly outputFolder: string
  readonly inputs: readonly PlanInput[]
  readonly params: readonly PlanParam[]
  /** At least one. Phase n has index n - 1. */
  readonly phases: readonly string[]
  /** The builder's argument array, with placeholders; empty where the plan names no builder. */
  readonly build: readonly string[]
  /** Of each cell, by its number: a valid file stem, unique whatever the case of its letters. */
  readonly permutationIds: readonly string[]
  /** Of each cell, by its number: the artifact's name within the output folder. */
  readonly artifactNames: readonly string[]
  readonly warnings: readonly string[]
}

/**
 * How far a build came that goes on, or that left its staging folder to be gone on with. `failed`: its builder or Assay said
 * that it cannot be done so; `stopped`: it was cancelled or killed.
 */
export interface BuildStage {
  readonly kind: 'building' | 'failed' | 'stopped'
  readonly phasesDone: number
  readonly phaseCount: number
  /** The first phase not done; null when all are. */
  readonly phase: string | null
}

export type CellState = { readonly kind: 'done' | 'missing' | 'altered' } | BuildStage

/** Scaling factor, the param's cost, the input's id, the param's name. Null is unknown and comes last. */
export type SortKey = readonly [number | null, number | null, string, string]

/** One cell of a plan, as it stands. */
export interface Permutation {
  readonly cell: number
  readonly permutationId: string
  readonly inputId: string
  readonly paramName: string
  readonly label: string
  readonly sortKey: SortKey
  readonly done: boolean
  readonly state: CellState
  /** Of the artifact in its place, altered or not. */
  readonly outputSizeBytes: number | null
  /** Absolute. */
  readonly outputPath: string
  /** Whether the ledger has the build of the artifact; false as well where there is none. */
  readonly isRecorded: boolean
  /** What a later build left that failed or was stopped while the artifact stayed in its place; null where there is none. */
  readonly leftover: BuildStage | null
}
