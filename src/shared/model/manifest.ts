import { z } from 'zod'
import { digestAlgorithmSchema } from './digest-schema.ts'
import { manifestFormats } from './manifest-format.ts'

/** `completed-with-errors`: some entries could not be read, the rest is good. */
export const manifestStatusSchema = z.enum(['completed', 'completed-with-errors', 'cancelled', 'failed'])
export type ManifestStatus = z.infer<typeof manifestStatusSchema>

/**
 * What is known of a manifest's seal. `not-checked`: present, and nobody has recomputed it yet in this session.
 * `not-checkable`: the layout is foreign, so the entry lines' exact bytes are gone.
 */
export const sealStateSchema = z.strictObject({
  state: z.enum(['intact', 'broken', 'not-checked', 'not-checkable', 'none']),
  root: z.string().optional(),
  /** In words, why it is broken or not checkable. */
  reason: z.string().optional(),
})
export type SealState = z.infer<typeof sealStateSchema>

export const manifestFormatSchema = z.enum(manifestFormats)

/** What a side of a comparison can be. */
export const sideFormatSchema = z.enum([...manifestFormats, 'folder'])

/** Head and tail of a manifest, without its entries. */
export const manifestSummarySchema = z.strictObject({
  format: manifestFormatSchema,
  runId: z.string(),
  timestampUtc: z.string(),
  finishedUtc: z.string().optional(),
  durationMs: z.number().optional(),
  directory: z.string(),
  tool: z.string().optional(),
  algorithms: z.array(digestAlgorithmSchema),
  filters: z.strictObject({
    include: z.array(z.string()),
    exclude: z.array(z.string()),
    /** Paths left out because they are Assay's own: the output, its temp file, the workspace. */
    own: z.array(z.string()),
    /** Globs of junk names left out too; absent where the format does not say. */
    junk: z.array(z.string()).optional(),
  }),
  status: manifestStatusSchema,
  fileCount: z.number(),
  totalSizeBytes: z.number(),
  errorCount: z.number(),
  skippedCount: z.number(),
  entryCount: z.number(),
  seal: sealStateSchema,
  /** Things the reader noticed that a person should know, in words. */
  warnings: z.array(z.string()),
  /** Head keys that Assay does not know, kept as they were. */
  extra: z.record(z.string(), z.unknown()).optional(),
})
export type ManifestSummary = z.infer<typeof manifestSummarySchema>
