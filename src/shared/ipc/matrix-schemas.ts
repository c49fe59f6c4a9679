import { z } from 'zod'
import { wireErrorSchema } from '../errors/wire-error.ts'
import { locationSchema } from '../model/location.ts'

const count = z.number().int().nonnegative()
const timeMs = z.number()
/** A number of a cell: inputs down, params across, row by row. */
export const cellNumber = count

/** One letter a cell, so that 200,000 of them cross as one text. */
export const cellStates = {
  m: 'missing',
  d: 'done',
  /** There, and the ledger has no build of it. */
  e: 'done-elsewhere',
  b: 'building',
  q: 'queued',
  f: 'failed',
  /** Cancelled or killed: what was done stays. */
  s: 'stopped',
  a: 'altered',
} as const
export type CellLetter = keyof typeof cellStates
export type CellState = (typeof cellStates)[CellLetter]

export const cellStateSchema = z.enum([
  'missing',
  'done',
  'done-elsewhere',
  'building',
  'queued',
  'failed',
  'stopped',
  'altered',
])

/** Something wrong in a plan, and where. Lines and columns from 1. */
export const planProblemSchema = z.strictObject({
  field: z.string(),
  message: z.string(),
  line: count.nullable(),
  column: count.nullable(),
})
export type PlanProblem = z.infer<typeof planProblemSchema>

/** A plan as it is kept in the list. */
export const planFolderSchema = z.strictObject({
  planId: z.string(),
  name: z.string(),
  location: locationSchema,
  state: z.enum(['ready', 'invalid', 'missing']),
  doneCount: count,
  cellCount: count,
  buildingCount: count,
})
export type PlanItem = z.infer<typeof planFolderSchema>

export const matrixInputSchema = z.strictObject({
  inputId: z.string(),
  label: z.string(),
  path: z.string().nullable(),
  /** Null when unknown. */
  cost: z.number().nullable(),
  costUnit: z.enum(['given', 'bytes', 'rows', 'unknown']),
})
export const matrixParamSchema = z.strictObject({
  paramName: z.string(),
  label: z.string(),
  cost: z.number().nullable(),
})

/** All that the grid shows, but for its cells. */
export const matrixDetailSchema = z.strictObject({
  item: planFolderSchema,
  projectRoot: locationSchema,
  outputFolder: locationSchema,
  inputs: z.array(matrixInputSchema),
  params: z.array(matrixParamSchema),
  phases: z.array(z.string()),
  /** What keeps the plan from being used; the grid is empty then. */
  problems: z.array(planProblemSchema),
  warnings: z.array(z.string()),
  /** Whether it can be built from here: it names a builder. */
  isBuildable: z.boolean(),
  /** Why the states may not be up to date, in words. */
  notice: z.string().nullable(),
})
export type MatrixDetail = z.infer<typeof matrixDetailSchema>

/** How builds that were asked for here go on. */
export const batchSchema = z.strictObject({
  isActive: z.boolean(),
  jobCount: count,
  queuedCount: count,
  doneCount: count,
  failedCount: count,
  /** Null where no past duration tells; `isTimeLeftPartial` when some cells have none. */
  timeLeftMs: z.number().nullable(),
  isTimeLeftPartial: z.boolean(),
  startedMs: timeMs.nullable(),
})
export type Batch = z.infer<typeof batchSchema>

export const matrixCellsSchema = z.strictObject({
  /** One letter of `cellStates` a cell. */
  states: z.string(),
  /**
   * Of cells that are building, failed or stopped: how far they came. Of those that have an artifact: how far a rebuild came
   * that left them as they are, and in `left` how it ended.
   */
  phases: z.array(
    z.strictObject({
      cell: cellNumber,
      phasesDone: count,
      phase: z.string().nullable(),
      left: z.enum(['failed', 'stopped']).nullable(),
    }),
  ),
  /** Changes when any cell does. */
  version: count,
  batch: batchSchema,
})
export type MatrixCells = z.infer<typeof matrixCellsSchema>

/** One of the cells to build next. */
export const queueItemSchema = z.strictObject({
  cell: cellNumber,
  permutationId: z.string(),
  label: z.string(),
  state: cellStateSchema,
  /** Median of past durations where there are any. */
  expectedMs: z.number().nullable(),
  /** What the median is of: this cell, its param, its input; null where none. */
  expectedFrom: z.enum(['cell', 'param', 'input']).nullable(),
  isCostKnown: z.boolean(),
})
export type QueueItem = z.infer<typeof queueItemSchema>

export const cellPhaseSchema = z.strictObject({
  phase: z.number().int().positive(),
  name: z.string(),
  state: z.enum(['waiting', 'running', 'completed', 'failed', 'stopped']),
  startedMs: timeMs.nullable(),
  completedMs: timeMs.nullable(),
})

/** A build of a cell that the ledger has. */
export const cellRunSchema = z.strictObject({
  runId: z.string(),
  status: z.string(),
  startMs: timeMs,
  durationMs: z.number().nullable(),
  errorCount: count,
})

export const cellDetailSchema = z.strictObject({
  cell: cellNumber,
  permutationId: z.string(),
  inputId: z.string(),
  paramName: z.string(),
  label: z.string(),
  state: cellStateSchema,
  /** Why it is in that state, in words. */
  evidence: z.string(),
  output: locationSchema,
  outputSizeBytes: z.number().nullable(),
  modifiedMs: timeMs.nullable(),
  /** As the build recorded it. */
  recordedSha256: z.string().nullable(),
  recordedSizeBytes: z.number().nullable(),
  /** Where the staging folder lies, as long as there is one. */
  staging: locationSchema.nullable(),
  phases: z.array(cellPhaseSchema),
  progress: z.strictObject({ done: z.number(), total: z.number().nullable() }).nullable(),
  expectedMs: z.number().nullable(),
  /** The command line that builds it, argument by argument. */
  command: z.array(z.string()),
  logs: z.array(z.strictObject({ level: z.enum(['error', 'info', 'debug']), sizeBytes: z.number() })),
  /** Newest first, at most 100. */
  runs: z.array(cellRunSchema),
  failure: wireErrorSchema.nullable(),
})
export type CellDetail = z.infer<typeof cellDetailSchema>

export const logLineSchema = z.strictObject({
  /** Where the line begins in the file. */
  atByte: z.number(),
  timeMs: timeMs.nullable(),
  level: z.enum(['DEBUG', 'INFO', 'WARNING', 'ERROR']).nullable(),
  text: z.string(),
})
export type LogLine = z.infer<typeof logLineSchema>

export const commandFormatSchema = z.enum(['commands', 'gha', 'make', 'slurm'])
