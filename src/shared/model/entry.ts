import { z } from 'zod'
import { digestAlgorithmSchema } from './digest-schema.ts'

/** What a path is. A directory is an entry only when it could not be read. */
export const entryKindSchema = z.enum(['file', 'symlink', 'special', 'directory'])
export type EntryKind = z.infer<typeof entryKindSchema>

/** Special files, named as `find -type` users know them. */
export const specialKindSchema = z.enum(['fifo', 'socket', 'block-device', 'character-device', 'unknown'])
export type SpecialKind = z.infer<typeof specialKindSchema>

export const entryErrorSchema = z.strictObject({ code: z.string(), message: z.string() })
export type EntryError = z.infer<typeof entryErrorSchema>

/** One path of a manifest in full, as shown in an entry's details. Times are ISO 8601 UTC with nanoseconds. */
export const entrySchema = z.strictObject({
  name: z.string(),
  path: z.string(),
  pathBase64: z.string().optional(),
  kind: entryKindSchema,
  sizeBytes: z.number().optional(),
  modifiedUtc: z.string().optional(),
  mode: z.number().optional(),
  digests: z.partialRecord(digestAlgorithmSchema, z.string()),
  target: z.string().optional(),
  special: specialKindSchema.optional(),
  error: entryErrorSchema.optional(),
  /** Keys of the source file that Assay does not know, kept as they were. */
  extra: z.record(z.string(), z.unknown()).optional(),
})
export type Entry = z.infer<typeof entrySchema>
