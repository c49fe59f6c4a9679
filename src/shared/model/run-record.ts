import { z } from 'zod'
import { wireErrorSchema } from '../errors/wire-error.ts'
import { runKindSchema, scanErrorSchema, scanProgressSchema, snapshotResultSchema, verifyResultSchema } from './run.ts'
import { verdictCountsSchema } from './verdict.ts'

/** How much of a run's detail its record keeps; the counts are always whole. */
export const maxRecordedErrors = 200
export const maxRecordedFindings = 10_000

/** One run as the workspace keeps it, so that a restart finds it. `running` with a dead process means it was cut off. */
export const runRecordSchema = z.strictObject({
  version: z.literal(1),
  runId: z.string(),
  kind: runKindSchema,
  state: z.enum(['running', 'completed', 'failed', 'cancelled']),
  directory: z.string(),
  /** Path of the manifest verified against, or written. */
  manifest: z.string().optional(),
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
  result: z.discriminatedUnion('kind', [snapshotResultSchema, verifyResultSchema]).optional(),
  failure: wireErrorSchema.optional(),
})
export type RunRecord = z.infer<typeof runRecordSchema>
