import { z } from 'zod'
import { digestAlgorithmSchema } from '../../shared/model/digest-schema.ts'
import type { DigestAlgorithm } from '../../shared/model/digest.ts'
import {
  manifestStatusSchema,
  type ManifestStatus,
  type ManifestSummary,
  type SealState,
} from '../../shared/model/manifest.ts'
import { formatTimestampNs, parseTimestampNs } from '../table/timestamp.ts'
import type { RawObject } from './entry-fields.ts'
import { isDeeperThan, maxJsonDepth } from './json-depth.ts'
import { manifestError } from './manifest-error.ts'
import { isSealRoot } from './seal.ts'

const count = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)
const time = z
  .string()
  .refine((text) => parseTimestampNs(text) !== undefined, 'expected an ISO 8601 time with Z or an offset')
const globs = z.array(z.string()).default([])

const runManifestKeys = z.object({
  run_id: z.string(),
  timestamp_utc: time,
  directory: z.string(),
  status: z.string(),
  file_count: count.optional(),
  total_size_bytes: count.optional(),
  errors: z.array(z.looseObject({ relative_path: z.string(), code: z.string(), message: z.string() })).optional(),
  skipped: z.array(z.unknown()).optional(),
})

const nativeKeys = z.object({
  format: z.literal('assay-manifest'),
  version: z.literal(1),
  run_id: z.string(),
  timestamp_utc: time,
  directory: z.string(),
  tool: z.looseObject({ name: z.string(), version: z.string() }).optional(),
  algorithms: z.array(digestAlgorithmSchema).default([]),
  filters: z
    .looseObject({ include: globs, exclude: globs, own: globs, junk: globs })
    .default({ include: [], exclude: [], own: [], junk: [] }),
  status: manifestStatusSchema,
  file_count: count.optional(),
  total_size_bytes: count.optional(),
  error_count: count.optional(),
  skipped_count: count.optional(),
  finished_utc: time.optional(),
  duration_ms: z.number().nonnegative().optional(),
  seal: z
    .looseObject({
      kind: z.literal('merkle-sha256'),
      root: z.string().refine(isSealRoot, 'expected 64 hexadecimal digits'),
      entries: count,
    })
    .optional(),
})
export type NativeKeys = z.infer<typeof nativeKeys>

/** What was counted in the entries themselves; absent where only head and tail were read. */
export interface CountedEntries {
  readonly entryCount: number
  readonly fileCount: number
  readonly totalSizeBytes: number
  readonly errorCount: number
  readonly algorithms: readonly DigestAlgorithm[]
}

/** Head and tail keys as the file has them, and what the reader knows besides. */
export interface SummarySource {
  readonly file: string
  readonly keys: RawObject
  readonly counted?: CountedEntries | undefined
  /** Overrides the state that follows from the seal's presence. */
  readonly seal?: SealState | undefined
  readonly warnings: readonly string[]
}

function parseKeys<T>(schema: z.ZodType<T>, source: SummarySource): T {
  if (isDeeperThan(source.keys, maxJsonDepth)) {
    throw manifestError('manifest-invalid', source.file, `nests deeper than ${maxJsonDepth} levels.`)
  }
  const parsed = schema.safeParse(source.keys)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw manifestError(
    'manifest-invalid',
    source.file,
    `has an invalid "${field}": ${issue?.message ?? 'not as expected'}.`,
  )
}

/** Says what a file is by its head keys. Throws `manifest-not-recognised` and `manifest-version-unsupported`. */
export function recogniseFormat(keys: RawObject, file: string): ManifestSummary['format'] {
  const { format, version } = keys
  if (format === undefined) return 'run-manifest'
  if (format !== 'assay-manifest') {
    const found = JSON.stringify(format)?.slice(0, 100)
    throw manifestError('manifest-not-recognised', file, `is of the format ${found}, which Assay does not read.`)
  }
  if (version !== undefined && version !== 1) {
    const found = JSON.stringify(version)?.slice(0, 100)
    const problem = `is of version ${found}, and this Assay reads version 1. Open it with a newer Assay.`
    throw manifestError('manifest-version-unsupported', file, problem)
  }
  return 'assay-manifest'
}

/** The keys of a native head and tail, checked. Throws `manifest-invalid` with the field. */
export function parseNativeKeys(source: SummarySource): NativeKeys {
  return parseKeys(nativeKeys, source)
}

function collectExtra(keys: RawObject, known: object): { extra?: Record<string, unknown> } {
  const unknown = Object.entries(keys).filter(([key]) => !Object.hasOwn(known, key) && key !== 'files')
  return unknown.length === 0 ? {} : { extra: Object.fromEntries(unknown) }
}

interface StatedCounts {
  file_count?: number | undefined
  total_size_bytes?: number | undefined
  error_count?: number | undefined
}

function findCountMismatches(stated: StatedCounts, counted: CountedEntries | undefined): string[] {
  if (counted === undefined) return []
  const pairs: [string, number | undefined, number][] = [
    ['file_count', stated.file_count, counted.fileCount],
    ['total_size_bytes', stated.total_size_bytes, counted.totalSizeBytes],
    ['error_count', stated.error_count, counted.errorCount],
  ]
  return pairs
    .filter(([, said, found]) => said !== undefined && said !== found)
    .map(([field, said, found]) => `The manifest says "${field}" is ${said}, but its entries add up to ${found}.`)
}

/** The summary of a native manifest. Throws `manifest-invalid` with the field. */
export function summariseNative(source: SummarySource): ManifestSummary {
  const keys = parseNativeKeys(source)
  const { counted } = source
  const { include, exclude, own, junk } = keys.filters
  const seal =
    keys.seal === undefined ? { state: 'none' as const } : { state: 'not-checked' as const, root: keys.seal.root }
  const fileCount = counted?.fileCount ?? keys.file_count ?? 0
  const errorCount = counted?.errorCount ?? keys.error_count ?? 0
  return {
    format: 'assay-manifest',
    runId: keys.run_id,
    timestampUtc: keys.timestamp_utc,
    ...(keys.finished_utc === undefined ? {} : { finishedUtc: keys.finished_utc }),
    ...(keys.duration_ms === undefined ? {} : { durationMs: keys.duration_ms }),
    directory: keys.directory,
    ...(keys.tool === undefined ? {} : { tool: `${keys.tool.name} ${keys.tool.version}` }),
    algorithms: [...(counted?.algorithms ?? keys.algorithms)],
    filters: { include, exclude, own, junk },
    status: keys.status,
    fileCount,
    totalSizeBytes: counted?.totalSizeBytes ?? keys.total_size_bytes ?? 0,
    errorCount,
    skippedCount: keys.skipped_count ?? 0,
    entryCount: counted?.entryCount ?? keys.seal?.entries ?? fileCount + errorCount,
    seal: keys.seal === undefined ? seal : (source.seal ?? seal),
    warnings: [...source.warnings, ...findCountMismatches(keys, counted)],
    ...collectExtra(source.keys, nativeKeys.shape),
  }
}

function readRunStatus(text: string): { status: ManifestStatus; warnings: string[] } {
  const known = manifestStatusSchema.safeParse(text)
  if (known.success) return { status: known.data, warnings: [] }
  const shown = JSON.stringify(text.slice(0, 100))
  return {
    status: 'completed-with-errors',
    warnings: [`The status ${shown} is not one Assay knows: the manifest is taken as incomplete.`],
  }
}

/** The summary of a run manifest. Throws `manifest-invalid` with the field. */
export function summariseRunManifest(source: SummarySource): ManifestSummary {
  const keys = parseKeys(runManifestKeys, source)
  const { counted } = source
  const { status, warnings } = readRunStatus(keys.status)
  const fileCount = counted?.fileCount ?? keys.file_count ?? 0
  const errorCount = counted?.errorCount ?? keys.errors?.length ?? 0
  const startNs = parseTimestampNs(keys.timestamp_utc)
  return {
    format: 'run-manifest',
    runId: keys.run_id,
    timestampUtc: startNs === undefined ? keys.timestamp_utc : formatTimestampNs(startNs),
    directory: keys.directory,
    algorithms: [...(counted?.algorithms ?? [])],
    filters: { include: [], exclude: [], own: [] },
    status,
    fileCount,
    totalSizeBytes: counted?.totalSizeBytes ?? keys.total_size_bytes ?? 0,
    errorCount,
    skippedCount: keys.skipped?.length ?? 0,
    entryCount: counted?.entryCount ?? fileCount + errorCount,
    seal: { state: 'none' },
    warnings: [...source.warnings, ...warnings, ...findCountMismatches(keys, counted)],
    ...collectExtra(source.keys, runManifestKeys.shape),
  }
}
