import { z } from 'zod'
import { wireErrorSchema } from '../errors/wire-error.ts'
import { locationSchema } from '../model/location.ts'

const count = z.number().int().nonnegative()
const timeMs = z.number()

/** How a process manifest stands; a manifest may be in several states, the loudest first. */
export const manifestHealthSchema = z.enum(['corrupt', 'mixed-versions', 'stale', 'empty', 'valid'])
export type ManifestHealth = z.infer<typeof manifestHealthSchema>

export const recordShapeSchema = z.enum(['strategy', 'module'])
export type RecordShape = z.infer<typeof recordShapeSchema>

/** Something wrong in a process manifest: the very field, as a path like `records["ab12…"].file_size`, and where it stands in the file. */
export const manifestProblemSchema = z.strictObject({
  field: z.string(),
  message: z.string(),
  /** From 1; null where the whole file is meant. */
  line: count.nullable(),
  /** The key of the record it is in. */
  key: z.string().nullable(),
})
export type ManifestProblemView = z.infer<typeof manifestProblemSchema>

/** A number of records of one version of the pipeline. */
export const versionCountSchema = z.strictObject({ version: z.string(), recordCount: count })

/** What a card shows of one process manifest. */
export const manifestCardSchema = z.strictObject({
  /** Of this manifest among those of its folder: stays the same while the file does. */
  manifestKey: z.string(),
  fileName: z.string(),
  location: locationSchema,
  /** Null where the file does not say and its name does not either. */
  process: z.string().nullable(),
  domain: z.string().nullable(),
  etlVersion: z.string().nullable(),
  health: z.array(manifestHealthSchema).min(1),
  shape: recordShapeSchema.nullable(),
  recordCount: count,
  /** Records that could not be read as such; they are in the file and left there. */
  damagedCount: count,
  totalSizeBytes: z.number(),
  /** Records that do not say how large their file is. */
  unsizedCount: count,
  sourceCount: count,
  versions: z.array(versionCountSchema),
  createdMs: timeMs.nullable(),
  updatedMs: timeMs.nullable(),
  /** Adds over equal stretches of time from `fromMs` to `toMs`; null without records. */
  adds: z.strictObject({ fromMs: timeMs, toMs: timeMs, counts: z.array(count) }).nullable(),
  /** At most 200; `problemCount` has them all. */
  problems: z.array(manifestProblemSchema),
  problemCount: count,
  /** Why the file could not be read at all. */
  failure: wireErrorSchema.nullable(),
})
export type ManifestCard = z.infer<typeof manifestCardSchema>

/** A folder of process manifests, as it is kept in the list. */
export const pipelineFolderSchema = z.strictObject({
  pipelineId: z.string(),
  name: z.string(),
  location: locationSchema,
  state: z.enum(['watching', 'polling', 'missing', 'failed']),
  notice: z.string().nullable(),
  manifestCount: count,
  /** Of its worst manifest. */
  health: manifestHealthSchema,
  /** Whether its manifests are being read: count and health may be old, and `pipelines.changed` follows. */
  isReading: z.boolean(),
})
export type PipelineFolder = z.infer<typeof pipelineFolderSchema>

/** What a look through the files of a pipeline found; counted over the records of all manifests. */
export const fileCountsSchema = z.strictObject({
  present: count,
  verified: count,
  superseded: count,
  missing: count,
  resized: count,
  altered: count,
  unreadable: count,
  'not-a-file': count,
  'outside-root': count,
  /** Not looked at yet. */
  unchecked: count,
})

export const fileStateSchema = z.enum([
  'unchecked',
  'present',
  'verified',
  'superseded',
  'missing',
  'resized',
  'altered',
  'unreadable',
  'not-a-file',
  'outside-root',
])
export type FileState = z.infer<typeof fileStateSchema>

/** A check of the files on disk: sizes alone, or with their contents read. */
export const pipelineCheckSchema = z.strictObject({
  state: z.enum(['never', 'running', 'completed', 'cancelled', 'failed']),
  readsContents: z.boolean(),
  /** `searching`: for files no record knows; those that may be copies of recorded ones are read after it. */
  phase: z.enum(['preparing', 'looking', 'searching']),
  filesDone: count,
  filesTotal: count,
  bytesDone: z.number(),
  bytesTotal: z.number(),
  elapsedMs: z.number(),
  /** Found so far, or in all once it is completed. */
  findingCount: count,
  finishedMs: timeMs.nullable(),
  failure: wireErrorSchema.nullable(),
  /** The run that has it in the ledger. */
  runId: z.string().nullable(),
})
export type PipelineCheck = z.infer<typeof pipelineCheckSchema>

/** All that the page of a pipeline shows, but for its records. */
export const pipelineDetailSchema = z.strictObject({
  folder: pipelineFolderSchema,
  manifests: z.array(manifestCardSchema),
  /** Copies set aside by repairs. */
  setAside: z.array(locationSchema),
  /** Where files without a record are looked for; empty: the folders that hold recorded files. */
  dataFolders: z.array(locationSchema),
  /** Days without an update after which a manifest is stale. */
  staleAfterDays: z.number().positive(),
  fileCounts: fileCountsSchema,
  /** Contents recorded in more than one manifest. */
  duplicateCount: count,
  /** Files no record knows, by path or content; null before a check has found or looked for any. */
  unknownCount: count.nullable(),
  /** Files whose path no record names, and whose content is recorded: listed behind the unknown ones. */
  copyCount: count,
  check: pipelineCheckSchema,
  /** Whether the sizes of files are being looked at, as they are by themselves after each reading. */
  isLooking: z.boolean(),
})
export type PipelineDetail = z.infer<typeof pipelineDetailSchema>

export const recordSortSchema = z.strictObject({
  column: z.enum(['time', 'path', 'size', 'source', 'version', 'state', 'process']),
  isDescending: z.boolean(),
})

/** Which records are shown. Nothing chosen in a list means all. */
export const recordQuerySchema = z.strictObject({
  /** Case-insensitive part of path, source, dataset, version or ETag, or the start of a checksum of 6 characters and more. */
  search: z.string().max(4096),
  manifestKeys: z.array(z.string()).max(1000),
  states: z.array(fileStateSchema),
  versions: z.array(z.string()).max(1000),
  sources: z.array(z.string()).max(1000),
  /** Only contents that more than one manifest records. */
  isDuplicate: z.boolean(),
  sort: recordSortSchema,
})
export type RecordQuery = z.infer<typeof recordQuerySchema>

export const recordTotalsSchema = z.strictObject({
  rowCount: count,
  totalCount: count,
  matchedSizeBytes: z.number(),
  /** Records per state under the search and the other filters, whatever states are on. */
  stateCounts: fileCountsSchema,
  duplicateCount: count,
  /** Most frequent first, at most 200. */
  versions: z.array(versionCountSchema),
  sources: z.array(z.strictObject({ source: z.string(), recordCount: count })),
})
export type RecordTotals = z.infer<typeof recordTotalsSchema>

export const recordRowSchema = z.strictObject({
  /** Number of the record among those of the view, whatever the query. */
  record: count,
  manifestKey: z.string(),
  process: z.string(),
  path: z.string(),
  checksum: z.string(),
  sizeBytes: z.number().nullable(),
  source: z.string().nullable(),
  dataset: z.string().nullable(),
  version: z.string(),
  timeMs,
  state: fileStateSchema,
  /** Manifests that record the same content, this one included. */
  copyCount: count,
})
export type RecordRow = z.infer<typeof recordRowSchema>

/** A record as a step of the life of a source, or of the same content elsewhere. */
export const recordLinkSchema = z.strictObject({
  record: count,
  manifestKey: z.string(),
  process: z.string(),
  path: z.string(),
  checksum: z.string(),
  sizeBytes: z.number().nullable(),
  version: z.string(),
  timeMs,
})
export type RecordLink = z.infer<typeof recordLinkSchema>

/** What is known of the file of a record. */
export const fileFactsSchema = z.strictObject({
  state: fileStateSchema,
  /** In words: what was found, and against what. */
  evidence: z.string(),
  location: locationSchema.nullable(),
  sizeBytes: z.number().nullable(),
  modifiedMs: timeMs.nullable(),
  checkedMs: timeMs.nullable(),
  /** SHA-256 of what is there, where it was read. */
  sha256: z.string().nullable(),
})

export const recordDetailSchema = z.strictObject({
  row: recordRowSchema,
  shape: recordShapeSchema,
  /** Every field as the file has it, in the file's order, known or not; values as JSON text. */
  fields: z.array(z.strictObject({ name: z.string(), json: z.string() })),
  file: fileFactsSchema,
  /** Records of the same source, newest first, this one included; at most 200. */
  history: z.array(recordLinkSchema),
  historyCount: count,
  /** The same content, recorded elsewhere. */
  sameContent: z.array(recordLinkSchema),
  /** Other records, of any manifest, whose file is this file. */
  samePath: z.array(recordLinkSchema),
})
export type RecordDetail = z.infer<typeof recordDetailSchema>

/** The answer to "have we seen this content?". Records are numbered as in a view opened now. */
export const seenContentSchema = z.strictObject({
  /** Of the file that was hashed; null where only a digest was given. */
  file: z.strictObject({ path: z.string(), sizeBytes: z.number() }).nullable(),
  sha256: z.string(),
  records: z.array(recordLinkSchema),
  /** Manifests that are damaged: what they have lost might have been it. */
  damaged: z.array(z.string()),
})
export type SeenContent = z.infer<typeof seenContentSchema>

export const unknownFileSchema = z.strictObject({
  path: z.string(),
  location: locationSchema,
  sizeBytes: z.number(),
  modifiedMs: timeMs,
  /** Records of its content under other paths, in order of time, at most 20: a file that was moved or copied. */
  recordedAs: z.array(recordLinkSchema),
})
export type UnknownFile = z.infer<typeof unknownFileSchema>

/** What a repair would do, or did. */
export const repairSchema = z.strictObject({
  keptCount: count,
  /** Of the kept: those that only the copy had. */
  addedFromCopyCount: count,
  /** Records left out, with the reason; at most 200. They stay in the copy set aside. */
  leftOut: z.array(manifestProblemSchema),
  leftOutCount: count,
  /** Records that it counts beyond those kept and left out: nothing is found of them. */
  lostCount: count,
  /** Whether what the manifest says of itself is made anew. */
  isMetadataRebuilt: z.boolean(),
  /** The process it will be of, or is; null where nothing tells, so that one has to be chosen. */
  process: z.string().nullable(),
  /** Whether neither file says the process, so that one can be chosen. */
  isProcessOpen: z.boolean(),
  /** Where the damaged file was copied to; null as long as nothing was done. */
  setAside: locationSchema.nullable(),
  /** The run that did it; null as long as nothing was done. */
  runId: z.string().nullable(),
})
export type Repair = z.infer<typeof repairSchema>
