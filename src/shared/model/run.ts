import { z } from 'zod'
import { wireErrorSchema } from '../errors/wire-error.ts'
import { digestAlgorithmSchema } from './digest-schema.ts'
import { locationSchema } from './location.ts'
import { manifestStatusSchema, sealStateSchema, sideFormatSchema } from './manifest.ts'
import { verdictCountsSchema } from './verdict.ts'

export const runKindSchema = z.enum(['snapshot', 'verify', 'compare', 'watch'])
export type RunKind = z.infer<typeof runKindSchema>

/**
 * Progress of a scan. Totals are null until they are known; once all files are listed, `bytesTotal` is of those opened so
 * far, and grows while there are others. Rates are averages over the last seconds.
 */
export const scanProgressSchema = z.strictObject({
  phase: z.enum(['preparing', 'scanning', 'comparing', 'writing']),
  filesDone: z.number(),
  filesFound: z.number(),
  /** Files in all: known when the walk has ended, or from the baseline. */
  filesTotal: z.number().nullable(),
  bytesDone: z.number(),
  bytesTotal: z.number().nullable(),
  errorCount: z.number(),
  /** A path being worked on, relative to the root; empty before the first. */
  currentPath: z.string(),
  elapsedMs: z.number(),
})
export type ScanProgress = z.infer<typeof scanProgressSchema>

export const scanErrorSchema = z.strictObject({ path: z.string(), code: z.string(), message: z.string() })
export type ScanError = z.infer<typeof scanErrorSchema>

/** What a snapshot printed as JSON says, in camelCase; `manifest` is the path written. */
export const snapshotResultSchema = z.strictObject({
  kind: z.literal('snapshot'),
  runId: z.string(),
  manifest: z.string(),
  directory: z.string(),
  status: manifestStatusSchema,
  fileCount: z.number(),
  totalSizeBytes: z.number(),
  errorCount: z.number(),
  skippedCount: z.number(),
  entryCount: z.number(),
  /** Entries whose digest was taken over from the base. */
  reusedCount: z.number(),
  algorithms: z.array(digestAlgorithmSchema),
  /** Merkle root in hex; absent in formats without a seal. */
  seal: z.string().optional(),
  startedUtc: z.string(),
  finishedUtc: z.string(),
  durationMs: z.number(),
  warnings: z.array(z.string()),
})
export type SnapshotResult = z.infer<typeof snapshotResultSchema>

export const comparisonStatusSchema = z.enum(['clean', 'findings', 'incomplete'])
export type ComparisonStatus = z.infer<typeof comparisonStatusSchema>

export const sideSchema = z.strictObject({
  /** Path of the manifest or folder. */
  location: z.string(),
  format: sideFormatSchema,
  /** Its digests; absent in records of older versions. */
  algorithms: z.array(digestAlgorithmSchema).optional(),
  runId: z.string().optional(),
  fileCount: z.number(),
  totalSizeBytes: z.number(),
  seal: sealStateSchema.optional(),
})
export type Side = z.infer<typeof sideSchema>

/** The end of a verify, without its findings: those are asked for in windows. */
export const verifyResultSchema = z.strictObject({
  kind: z.literal('verify'),
  runId: z.string(),
  status: comparisonStatusSchema,
  left: sideSchema,
  right: sideSchema,
  counts: verdictCountsSchema,
  findingCount: z.number(),
  isQuick: z.boolean(),
  isStrict: z.boolean(),
  startedUtc: z.string(),
  finishedUtc: z.string(),
  durationMs: z.number(),
  warnings: z.array(z.string()),
})
export type VerifyResult = z.infer<typeof verifyResultSchema>

/** The end of a compare, without its findings. Nothing is quick about it: digests decide. */
export const compareResultSchema = verifyResultSchema.omit({ isQuick: true }).extend({ kind: z.literal('compare') })
export type CompareResult = z.infer<typeof compareResultSchema>

/** The end of a watch: the drift it saw last. */
export const watchResultSchema = verifyResultSchema.omit({ isQuick: true }).extend({
  kind: z.literal('watch'),
  /** How often the folder was looked through. */
  rescanCount: z.number(),
})
export type WatchResult = z.infer<typeof watchResultSchema>

export const runResultSchema = z.discriminatedUnion('kind', [
  snapshotResultSchema,
  verifyResultSchema,
  compareResultSchema,
  watchResultSchema,
])
export type RunResult = z.infer<typeof runResultSchema>

/** A side of a verify or compare, as it can be looked at, swapped and compared again. */
export const runSideSchema = z.strictObject({
  type: z.enum(['folder', 'manifest']),
  location: locationSchema,
  /** Where the library knows the manifest. */
  manifestId: z.string().optional(),
})
export type RunSide = z.infer<typeof runSideSchema>

/** How a watch stands. Only `watching` hears of changes at once; `polling` looks every few seconds. */
export const watchStateSchema = z.strictObject({
  phase: z.enum(['starting', 'watching', 'polling', 'root-gone', 'unmounted']),
  /** Why it is not `watching`, and what to do; null when it is. */
  notice: z.string().nullable(),
  /** Whether something changed that was not compared yet. */
  isBehind: z.boolean(),
  rescanCount: z.number(),
  /** When the drift was last known for certain; null before the first time. */
  comparedUtc: z.string().nullable(),
  fileCount: z.number(),
  totalSizeBytes: z.number(),
})
export type WatchState = z.infer<typeof watchStateSchema>

export const runStateSchema = z.enum(['running', 'paused', 'completed', 'failed', 'cancelled'])
export type RunState = z.infer<typeof runStateSchema>

/** Everything a view needs to show a run, at any moment of its life. */
export const runSnapshotSchema = z.strictObject({
  runId: z.string(),
  kind: runKindSchema,
  state: runStateSchema,
  /** The folder being scanned, as shown to people; the right side of a compare. */
  directory: z.string(),
  /** The same folder, to be passed back when it is worked on again. */
  location: locationSchema,
  /** Of a verify or compare. */
  sides: z.strictObject({ left: runSideSchema, right: runSideSchema }).optional(),
  isStrict: z.boolean().optional(),
  /** The manifest verified against, or written. */
  manifestId: z.string().optional(),
  startedUtc: z.string(),
  progress: scanProgressSchema,
  /** The first errors met, newest last; at most 200, `progress.errorCount` has them all. */
  errors: z.array(scanErrorSchema),
  counts: verdictCountsSchema,
  /** Of a watch that goes on. */
  watch: watchStateSchema.optional(),
  result: runResultSchema.optional(),
  failure: wireErrorSchema.optional(),
})
export type RunSnapshot = z.infer<typeof runSnapshotSchema>
