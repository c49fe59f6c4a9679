import { z } from 'zod'
import { entryKindSchema } from '../model/entry.ts'
import { findingSchema, verdictCountsSchema, verdictSchema } from '../model/verdict.ts'

/** What one side has at a path; null where it has nothing there. */
export const comparedEntrySchema = z.strictObject({
  kind: entryKindSchema,
  sizeBytes: z.number().nullable(),
  modifiedUtc: z.string().nullable(),
  /** Hex digest, by the first algorithm that both sides have, else by the side's own first. */
  digest: z.string().nullable(),
  hasError: z.boolean(),
})
export type ComparedEntry = z.infer<typeof comparedEntrySchema>

/** One path of either side. A move stands twice in a tree: where the file is now, and (`isMovedAway`) where it was. */
export const comparisonEntryRowSchema = z.strictObject({
  type: z.literal('entry'),
  /** Number of the row within the comparison, whatever the query. */
  row: z.number(),
  name: z.string(),
  path: z.string(),
  depth: z.number(),
  verdict: verdictSchema,
  /** True where a moved file was: the finding itself stands at the new path. */
  isMovedAway: z.boolean(),
  /** The other end of a move: the old path, or the new one where `isMovedAway`. */
  otherPath: z.string().nullable(),
  /** Number of the ambiguous group. */
  group: z.number().nullable(),
  left: comparedEntrySchema.nullable(),
  right: comparedEntrySchema.nullable(),
})
export type ComparisonEntryRow = z.infer<typeof comparisonEntryRowSchema>

export const comparisonFolderRowSchema = z.strictObject({
  type: z.literal('folder'),
  name: z.string(),
  path: z.string(),
  depth: z.number(),
  isExpanded: z.boolean(),
  /** Of the rows below it that the query shows. */
  counts: verdictCountsSchema,
  /** Files that moved from below it, counted nowhere else. */
  movedAwayCount: z.number(),
  /** Null where the side does not tell the size of every file below. */
  leftSizeBytes: z.number().nullable(),
  rightSizeBytes: z.number().nullable(),
})
export type ComparisonFolderRow = z.infer<typeof comparisonFolderRowSchema>

/** Heads the members of an ambiguous move, in a list sorted by verdict. */
export const comparisonGroupRowSchema = z.strictObject({
  type: z.literal('group'),
  group: z.number(),
  /** How many paths of this content went, and how many came. */
  leftCount: z.number(),
  rightCount: z.number(),
  sizeBytes: z.number().nullable(),
})
export type ComparisonGroupRow = z.infer<typeof comparisonGroupRowSchema>

export const comparisonRowSchema = z.discriminatedUnion('type', [
  comparisonEntryRowSchema,
  comparisonFolderRowSchema,
  comparisonGroupRowSchema,
])
export type ComparisonRow = z.infer<typeof comparisonRowSchema>

export const comparisonSortSchema = z.strictObject({
  column: z.enum(['path', 'verdict', 'size', 'modified']),
  isDescending: z.boolean(),
})
export type ComparisonSort = z.infer<typeof comparisonSortSchema>

export const comparisonQuerySchema = z.strictObject({
  layout: z.enum(['tree', 'list']),
  /** Case-insensitive substring of the path, or the start of a hex digest of 6 characters and more, of either side. */
  search: z.string().max(4096),
  /** Only these verdicts; empty for all that `onlyDifferences` leaves. */
  verdicts: z.array(verdictSchema),
  /** Only findings. No matter once `verdicts` names some. */
  onlyDifferences: z.boolean(),
  /** Restrict to the paths below this folder; empty for all. */
  folder: z.string(),
  /** In a tree folders come first and are by name, or by size of the right side. */
  sort: comparisonSortSchema,
})
export type ComparisonQuery = z.infer<typeof comparisonQuerySchema>

export const comparisonTotalsSchema = z.strictObject({
  /** Rows to scroll through, folders and groups included. */
  rowCount: z.number(),
  /** Paths that match, each move once. */
  matchedCount: z.number(),
  /** Paths per verdict under the present search and folder, whatever verdicts are asked for; each move once. */
  counts: verdictCountsSchema,
})
export type ComparisonTotals = z.infer<typeof comparisonTotalsSchema>

/** A stretch of the minimap: the loudest verdict among its rows, and how many of them are findings. */
export const minimapBucketSchema = z.strictObject({ verdict: verdictSchema.nullable(), findingCount: z.number() })
export type MinimapBucket = z.infer<typeof minimapBucketSchema>

/** Where a row is shown now; null when the query hides it. Folders may have been opened, so rows may be more. */
export const rowPlaceSchema = z.strictObject({ offset: z.number().nullable(), rowCount: z.number() })
export type RowPlace = z.infer<typeof rowPlaceSchema>

/** A path that belongs to a finding: the other end of a move, a member of its group, the original of a copy. */
export const linkedPathSchema = z.strictObject({
  relation: z.enum(['moved-from', 'moved-to', 'group-gone', 'group-new', 'copy-of']),
  path: z.string(),
  /** To be located by; null where it is no row of its own. */
  row: z.number().nullable(),
})
export type LinkedPath = z.infer<typeof linkedPathSchema>

/** One row in full, with why it has its verdict. `linkedCount` counts the links, of which at most 200 are given. */
export const comparisonDetailSchema = z.strictObject({
  row: z.number(),
  finding: findingSchema,
  linked: z.array(linkedPathSchema),
  linkedCount: z.number(),
  /** What a person should know about the name, such as hidden characters. */
  warnings: z.array(z.string()),
})
export type ComparisonDetail = z.infer<typeof comparisonDetailSchema>

/** A node of the treemap of both sides; its area is the larger of its sizes on the two sides. */
export const comparisonTreemapNodeSchema = z.strictObject({
  id: z.number(),
  parent: z.number().nullable(),
  name: z.string(),
  path: z.string(),
  type: z.enum(['folder', 'entry', 'rest']),
  sizeBytes: z.number(),
  entryCount: z.number(),
  /** The verdict of an entry; for folders and rests the loudest below. */
  verdict: verdictSchema,
  findingCount: z.number(),
  /** Of an entry: its row, to be located by; null for folders and rests. */
  row: z.number().nullable(),
})
export type ComparisonTreemapNode = z.infer<typeof comparisonTreemapNodeSchema>

/** What a comparison can show. A live one grows at its end; a past one has only what its record kept. */
export const comparisonExtentSchema = z.enum(['live', 'whole', 'recorded-findings'])
export type ComparisonExtent = z.infer<typeof comparisonExtentSchema>
