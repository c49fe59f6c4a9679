import { z } from 'zod'
import { entryErrorSchema, entryKindSchema } from '../model/entry.ts'

/** One row of a manifest's tree or list. `offset` in windows counts rows as they are shown. */
export const entryRowSchema = z.strictObject({
  type: z.literal('entry'),
  /** Position of the entry in the manifest. */
  index: z.number(),
  name: z.string(),
  path: z.string(),
  depth: z.number(),
  kind: entryKindSchema,
  sizeBytes: z.number().nullable(),
  modifiedUtc: z.string().nullable(),
  /** Hex digest of the manifest's first algorithm. */
  digest: z.string().nullable(),
  target: z.string().nullable(),
  error: entryErrorSchema.nullable(),
})
export type EntryRow = z.infer<typeof entryRowSchema>

export const folderRowSchema = z.strictObject({
  type: z.literal('folder'),
  name: z.string(),
  path: z.string(),
  depth: z.number(),
  isExpanded: z.boolean(),
  /** Of the entries below it that match the filter. */
  entryCount: z.number(),
  totalSizeBytes: z.number(),
  errorCount: z.number(),
})
export type FolderRow = z.infer<typeof folderRowSchema>

export const tableRowSchema = z.discriminatedUnion('type', [entryRowSchema, folderRowSchema])
export type TableRow = z.infer<typeof tableRowSchema>

export const tableSortSchema = z.strictObject({
  column: z.enum(['path', 'size', 'modified', 'digest', 'kind']),
  isDescending: z.boolean(),
})
export type TableSort = z.infer<typeof tableSortSchema>

/** A chip narrows to entries of that kind; no chip shows everything. */
export const tableChipSchema = z.enum(['file', 'symlink', 'special', 'error'])
export type TableChip = z.infer<typeof tableChipSchema>

export const tableQuerySchema = z.strictObject({
  layout: z.enum(['tree', 'list']),
  /** Case-insensitive substring of the path, or the start of a hex digest of 6 characters and more. */
  search: z.string().max(4096),
  chips: z.array(tableChipSchema),
  /** Restrict to the entries below this folder; empty for all. */
  folder: z.string(),
  sort: tableSortSchema,
})
export type TableQuery = z.infer<typeof tableQuerySchema>

export const tableTotalsSchema = z.strictObject({
  /** Rows to scroll through, folders included. */
  rowCount: z.number(),
  matchedCount: z.number(),
  matchedSizeBytes: z.number(),
  /** Entries per chip under the present search and folder, whatever chips are on. */
  chipCounts: z.record(tableChipSchema, z.number()),
})
export type TableTotals = z.infer<typeof tableTotalsSchema>

/** A node of the treemap; `rest` gathers what is too small to draw. */
export const treemapNodeSchema = z.strictObject({
  id: z.number(),
  parent: z.number().nullable(),
  name: z.string(),
  path: z.string(),
  type: z.enum(['folder', 'entry', 'rest']),
  sizeBytes: z.number(),
  entryCount: z.number(),
})
export type TreemapNode = z.infer<typeof treemapNodeSchema>
