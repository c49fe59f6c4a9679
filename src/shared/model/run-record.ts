import { z } from 'zod'
import { wireErrorSchema } from '../errors/wire-error.ts'
import { runKindSchema, runResultSchema, scanErrorSchema, scanProgressSchema } from './run.ts'
import { verdictCountsSchema } from './verdict.ts'

/** How much of a run's detail its record keeps; the counts are always whole. */
export const maxRecordedErrors = 200
export const maxRecordedFindings = 100_000

/** A side of a comparison as it was asked for. */
export const recordedSideSchema = z.strictObject({ type: z.enum(['folder', 'manifest']), path: z.string() })
export type RecordedSide = z.infer<typeof recordedSideSchema>

/** One run as the workspace keeps it, so that a restart finds it. `running` with a dead process means it was cut off. */
export const runRecordSchema = z.strictObject({
  version: z.literal(1),
  runId: z.string(),
  kind: runKindSchema,
  state: z.enum(['running', 'completed', 'failed', 'cancelled']),
  directory: z.string(),
  /** Path of the manifest verified against, or written. */
  manifest: z.string().optional(),
  /** The sides of a verify or compare, as paths. */
  sides: z.strictObject({ left: recordedSideSchema, right: recordedSideSchema }).optional(),
  /** The exact command line that repeats this run, argument by argument. */
  command: z.array(z.string()).optional(),
  toolVersion: z.string().optional(),
  startedUtc: z.string(),
  finishedUtc: z.string().optional(),
  host: z.string(),
  processId: z.number(),
  /** Tells the process apart from a later one with the same id; empty where the system does not say. */
  processStart: z.string(),
  errorCount: z.number(),
  /** The first errors met. */
  errors: z.array(scanErrorSchema),
  counts: verdictCountsSchema,
  progress: scanProgressSchema.optional(),
  result: runResultSchema.optional(),
  failure: wireErrorSchema.optional(),
})
export type RunRecord = z.infer<typeof runRecordSchema>
