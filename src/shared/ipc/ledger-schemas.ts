import { z } from 'zod'
import { wireErrorSchema } from '../errors/wire-error.ts'
import { ledgerHeadSchema, ledgerRunSchema } from '../model/ledger.ts'
import { locationSchema } from '../model/location.ts'
import { comparisonStatusSchema, runKindSchema } from '../model/run.ts'
import { verdictCountsSchema } from '../model/verdict.ts'

const time = z.number()
const count = z.number().int().nonnegative()

/** Which runs a page holds: those recorded before a row, newest first; or those after one and, anew, those in open rows. */
export const runPageRequestSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('older'), beforeRow: count.nullable() }),
  z.strictObject({ type: z.literal('changes'), afterRow: count, openRows: z.array(count).max(1000) }),
])
export type RunPageRequest = z.infer<typeof runPageRequestSchema>

/**
 * Runs of the ledger, column by column: the nth of each is of the same run. `row` is the number a run keeps in the ledger.
 * `lane`, `operation` and `status` number the names beside them, of this page alone. Times in milliseconds since 1970 UTC;
 * `endMs` is null for a run that has not ended.
 */
export const runPageSchema = z.strictObject({
  lanes: z.array(z.string()),
  operations: z.array(z.string()),
  statuses: z.array(z.string()),
  row: z.array(count),
  runId: z.array(z.string()),
  lane: z.array(count),
  operation: z.array(count),
  status: z.array(count),
  isImported: z.array(z.boolean()),
  startMs: z.array(time),
  endMs: z.array(time.nullable()),
  eventCount: z.array(count),
  errorCount: z.array(count),
  warningCount: z.array(count),
  /** Where the next page of the same request goes on (`beforeRow` or `afterRow`); null at the end. */
  nextRow: count.nullable(),
  /** Runs in the whole ledger. */
  totalCount: count,
})
export type RunPage = z.infer<typeof runPageSchema>

/** When the errors of a run happened, at most 500 of them. */
export const errorTicksSchema = z.strictObject({ row: count, timesMs: z.array(time) })
export type ErrorTicks = z.infer<typeof errorTicksSchema>

/** Something a run read or wrote, and where it can be looked at. */
export const runLinkSchema = z.strictObject({
  role: z.enum(['input', 'output']),
  type: z.enum(['folder', 'manifest', 'comparison', 'report', 'log', 'run', 'pipeline', 'plan']),
  /** Path, or run id of a `comparison` or `run`. */
  label: z.string(),
  location: locationSchema.nullable(),
  manifestId: z.string().nullable(),
  runId: z.string().nullable(),
  /** Of a `pipeline` or `plan`, which may be a manifest of one: its id where it is in the list. */
  listedId: z.string().nullable(),
  /** False when the file or folder is not there now. */
  isPresent: z.boolean(),
})
export type RunLink = z.infer<typeof runLinkSchema>

/** All that the page of a run shows, but for its events. */
export const runPageDetailSchema = z.strictObject({
  run: ledgerRunSchema,
  /** Of Assay's own runs whose result can be looked at. */
  kind: runKindSchema.nullable(),
  /** The command line that repeats it, argument by argument. */
  command: z.array(z.string()).nullable(),
  toolVersion: z.string().nullable(),
  failure: wireErrorSchema.nullable(),
  links: z.array(runLinkSchema),
  /** Null when it can be run again from here; else why not, in words. */
  notRepeatable: z.string().nullable(),
  /** The artifact that running it again would replace; null where nothing would be. */
  replaces: z.string().nullable(),
  /** Whether it is an audit or import that goes on in this process, and can be ended here. */
  canCancel: z.boolean(),
})
export type RunPageDetail = z.infer<typeof runPageDetailSchema>

export const eventQuerySchema = z.strictObject({
  /** Part of the type or of the data, whatever the case. */
  search: z.string().max(1000),
  /** Null for all. */
  types: z.array(z.string()).nullable(),
  isErrorsFirst: z.boolean(),
})
export type EventQuery = z.infer<typeof eventQuerySchema>

export const eventTotalsSchema = z.strictObject({
  /** Events the query shows. */
  rowCount: count,
  eventCount: count,
  errorCount: count,
  warningCount: count,
  types: z.array(z.strictObject({ type: z.string(), count })),
})
export type EventTotals = z.infer<typeof eventTotalsSchema>

export const eventRowSchema = z.strictObject({
  /** Place among the events of the run, from 1. */
  sequence: count,
  timeMs: time,
  timestamp: z.string(),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
})
export type EventRow = z.infer<typeof eventRowSchema>

/** How fast a run went: rates over at most 500 stretches of its time. */
export const throughputSchema = z.strictObject({
  /** `items`: told by summaries of the work done; `events`: no summaries, so events are counted. */
  unit: z.enum(['items', 'events']),
  /** Each from `startMs` to `endMs` since 1970 UTC. `bytesPerSecond` is null where bytes were not told. */
  stretches: z.array(
    z.strictObject({
      startMs: time,
      endMs: time,
      perSecond: z.number(),
      bytesPerSecond: z.number().nullable(),
    }),
  ),
  /** When its errors happened, at most 500 of them: marks along the plot. */
  errorsMs: z.array(time),
})
export type Throughput = z.infer<typeof throughputSchema>

export const chainReportSchema = z.strictObject({
  checkedCount: count,
  openCount: count,
  head: ledgerHeadSchema.nullable(),
  problems: z.array(z.strictObject({ runId: z.string(), position: z.number().nullable(), problem: z.string() })),
})
export type ChainReportView = z.infer<typeof chainReportSchema>

/** One snapshot, verify or watch of a folder, as a point of its history. */
export const historyPointSchema = z.strictObject({
  runId: z.string(),
  kind: runKindSchema,
  timeMs: time,
  fileCount: count.nullable(),
  totalSizeBytes: z.number().nullable(),
  /** Of a verify or watch: whether it proved the folder good, and how far it had drifted. */
  status: comparisonStatusSchema.nullable(),
  findingCount: count.nullable(),
  counts: verdictCountsSchema,
  isQuick: z.boolean(),
})
export type HistoryPoint = z.infer<typeof historyPointSchema>

export const folderHistorySchema = z.strictObject({
  location: locationSchema,
  /** Oldest first. Of many thousands only those that show are kept: see `totalCount`. */
  points: z.array(historyPointSchema),
  totalCount: count,
  lastProvenGoodMs: time.nullable(),
})
export type FolderHistory = z.infer<typeof folderHistorySchema>

/** A folder looked at for files of other programs. */
export const watchedFolderSchema = z.strictObject({
  type: z.enum(['manifests', 'run-logs']),
  location: locationSchema,
  /** The workspace's own cannot be given up. */
  isOwn: z.boolean(),
  state: z.enum(['watching', 'polling', 'missing', 'failed']),
  /** Why it is not watched as it should be, in words. */
  notice: z.string().nullable(),
  /** Files that could not be taken in, with the reason: file and field. At most 100. */
  problems: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  takenInCount: count,
})
export type WatchedFolder = z.infer<typeof watchedFolderSchema>
