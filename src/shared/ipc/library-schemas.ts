import { z } from 'zod'
import { digestAlgorithmSchema } from '../model/digest-schema.ts'
import { locationSchema, type Location } from '../model/location.ts'
import { comparisonStatusSchema } from '../model/run.ts'
import { verdictCountsSchema } from '../model/verdict.ts'
import { manifestStatusSchema } from '../model/manifest.ts'

export { locationSchema, type Location }

export const lastVerifySchema = z.strictObject({
  runId: z.string(),
  finishedUtc: z.string(),
  status: comparisonStatusSchema,
  findingCount: z.number(),
  counts: verdictCountsSchema,
  isQuick: z.boolean(),
})
export type LastVerify = z.infer<typeof lastVerifySchema>

export const libraryManifestSchema = z.strictObject({
  manifestId: z.string(),
  fileName: z.string(),
  runId: z.string(),
  timestampUtc: z.string(),
  status: manifestStatusSchema,
  fileCount: z.number(),
  /** Null where the format tells no sizes. */
  totalSizeBytes: z.number().nullable(),
  errorCount: z.number(),
  algorithms: z.array(digestAlgorithmSchema),
  isSealed: z.boolean(),
  lastVerify: lastVerifySchema.nullable(),
  /** Set when the file cannot be read as a manifest: what is wrong, in words. */
  problem: z.string().nullable(),
})
export type LibraryManifest = z.infer<typeof libraryManifestSchema>

/** A folder under audit with its manifests, newest first. */
export const libraryFolderSchema = z.strictObject({
  location: locationSchema,
  name: z.string(),
  /** False when the folder is missing or unmounted now. */
  isPresent: z.boolean(),
  manifests: z.array(libraryManifestSchema),
  /** When a full verify last ended clean. */
  lastProvenGoodUtc: z.string().nullable(),
  /** The newest verify of any of its manifests: the drift known now. */
  lastVerify: lastVerifySchema.nullable(),
})
export type LibraryFolder = z.infer<typeof libraryFolderSchema>

export const browseEntrySchema = z.strictObject({
  location: locationSchema,
  name: z.string(),
  type: z.enum(['folder', 'manifest', 'file']),
  isHidden: z.boolean(),
  sizeBytes: z.number().nullable(),
})
export type BrowseEntry = z.infer<typeof browseEntrySchema>

/** One folder as the in-app picker shows it. */
export const browseListingSchema = z.strictObject({
  location: locationSchema,
  parent: locationSchema.nullable(),
  /** Home, root and mounted volumes, for the side of the picker. */
  shortcuts: z.array(z.strictObject({ label: z.string(), location: locationSchema })),
  entries: z.array(browseEntrySchema),
  /** True when the folder holds more than are listed. */
  isTruncated: z.boolean(),
})
export type BrowseListing = z.infer<typeof browseListingSchema>

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  algorithms: z.array(digestAlgorithmSchema).min(1),
  /** Leave out the files operating systems litter folders with. */
  isJunkExcluded: z.boolean(),
  /** Globs left out of every snapshot started in the app. */
  exclude: z.array(z.string()),
  notifyWhenDone: z.boolean(),
})
export type Settings = z.infer<typeof settingsSchema>

/** What the host can do: the renderer asks for this and never for which host it is. */
export const capabilitiesSchema = z.strictObject({
  hasNativeDialogs: z.boolean(),
  canRevealInFileManager: z.boolean(),
  /** Whether dropping a folder from the file manager gives its path. */
  canResolveDroppedFiles: z.boolean(),
  hasNativeMenu: z.boolean(),
  platform: z.enum(['darwin', 'linux', 'win32', 'other']),
})
export type Capabilities = z.infer<typeof capabilitiesSchema>
