import { basename } from 'node:path'
import type { AddBuckets, ManifestHealth, VersionCount } from '../../../shared/model/pipeline-audit.ts'
import {
  recordSizeBytes,
  recordSource,
  recordTimeUs,
  recordVersion,
  shapeOf,
  type RecordShape,
} from '../../../shared/model/process-manifest.ts'
import { readTimeUs } from '../../../shared/model/process-time.ts'
import type { LoadedProcessManifest } from '../read-process-manifest.ts'

export const defaultStaleAfterMs = 7 * 86_400_000
const bucketCount = 24
const usPerMs = 1000

/** What is to be known of one process manifest, its records taken together. Times are milliseconds since 1970 UTC. */
export interface ManifestFacts {
  readonly path: string
  readonly fileName: string
  /** Null where neither the file nor its name says. */
  readonly process: string | null
  readonly domain: string | null
  readonly etlVersion: string | null
  /** Of its records; null without any. */
  readonly shape: RecordShape | null
  /** The loudest first; `valid` alone where nothing is to be said. */
  readonly health: readonly ManifestHealth[]
  /** Records without a fault. */
  readonly recordCount: number
  /** Records that have a fault, as far as they could be told apart; they are in the file, and left there. */
  readonly damagedCount: number
  /** Of the records that say how large their file is. */
  readonly totalSizeBytes: number
  /** Records that do not. */
  readonly unsizedCount: number
  readonly sourceCount: number
  /** Most frequent first. */
  readonly versions: readonly VersionCount[]
  readonly createdMs: number | null
  readonly updatedMs: number | null
  /** Null without records. */
  readonly adds: AddBuckets | null
}

export interface FactOptions {
  readonly nowMs: number
  /** Without an update for longer than this, a manifest is stale. */
  readonly staleAfterMs: number
}

interface Tally {
  totalSizeBytes: number
  unsizedCount: number
  firstUs: number
  lastUs: number
  readonly sources: Set<string>
  readonly versions: Map<string, number>
}

function tally({ records }: LoadedProcessManifest): Tally {
  const sum: Tally = {
    totalSizeBytes: 0,
    unsizedCount: 0,
    firstUs: Number.POSITIVE_INFINITY,
    lastUs: Number.NEGATIVE_INFINITY,
    sources: new Set(),
    versions: new Map(),
  }
  for (const record of records.values()) {
    const sizeBytes = recordSizeBytes(record)
    if (sizeBytes === null) sum.unsizedCount += 1
    else sum.totalSizeBytes += sizeBytes
    const source = recordSource(record)
    if (source !== null) sum.sources.add(source)
    const version = recordVersion(record)
    sum.versions.set(version, (sum.versions.get(version) ?? 0) + 1)
    const timeUs = recordTimeUs(record)
    sum.firstUs = Math.min(sum.firstUs, timeUs)
    sum.lastUs = Math.max(sum.lastUs, timeUs)
  }
  return sum
}

/** Counts adds over equal stretches of time; the last moment falls into the last stretch. */
function countAdds({ records }: LoadedProcessManifest, { firstUs, lastUs }: Tally): AddBuckets | null {
  if (records.size === 0) return null
  const counts = Array.from({ length: bucketCount }, () => 0)
  const spanUs = lastUs - firstUs
  for (const record of records.values()) {
    const fraction = spanUs === 0 ? 1 : (recordTimeUs(record) - firstUs) / spanUs
    const bucket = Math.min(bucketCount - 1, Math.floor(fraction * bucketCount))
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }
  return { fromMs: firstUs / usPerMs, toMs: lastUs / usPerMs, counts }
}

function toMs(time: string | undefined): number | null {
  const timeUs = time === undefined ? undefined : readTimeUs(time)
  return timeUs === undefined ? null : timeUs / usPerMs
}

/** By what it says of itself, or by its newest record where that is later, else by its file. */
function findUpdate(loaded: LoadedProcessManifest, { lastUs }: Tally): number {
  const told = toMs(loaded.metadata?.ts_updated) ?? Number.NEGATIVE_INFINITY
  const known = Math.max(told, lastUs / usPerMs)
  return Number.isFinite(known) ? known : Number(loaded.identity.mtimeNs / 1_000_000n)
}

function judgeHealth(loaded: LoadedProcessManifest, sum: Tally, updatedMs: number, options: FactOptions) {
  const isCorrupt = loaded.state !== 'valid'
  const health: ManifestHealth[] = []
  if (isCorrupt) health.push('corrupt')
  if (options.nowMs - updatedMs > options.staleAfterMs) health.push('stale')
  if (sum.versions.size > 1) health.push('mixed-versions')
  if (!isCorrupt && loaded.records.size === 0) health.push('empty')
  return health.length === 0 ? (['valid'] as const) : health
}

function countDamaged({ problems }: LoadedProcessManifest): number {
  return new Set(problems.map(({ key }) => key).filter((key) => key !== undefined)).size
}

/** Sums up a process manifest that was read, valid or not. Linear in its records. */
export function describeManifest(loaded: LoadedProcessManifest, options: FactOptions): ManifestFacts {
  const sum = tally(loaded)
  const updatedMs = findUpdate(loaded, sum)
  const [first] = loaded.records.values()
  const versions = [...sum.versions].map(([version, recordCount]) => ({ version, recordCount }))
  return {
    path: loaded.path,
    fileName: basename(loaded.path),
    process: loaded.process,
    domain: loaded.domain,
    etlVersion: loaded.metadata?.etl_version ?? null,
    shape: first === undefined ? null : shapeOf(first),
    health: judgeHealth(loaded, sum, updatedMs, options),
    recordCount: loaded.records.size,
    damagedCount: countDamaged(loaded),
    totalSizeBytes: sum.totalSizeBytes,
    unsizedCount: sum.unsizedCount,
    sourceCount: sum.sources.size,
    versions: versions.toSorted((a, b) => b.recordCount - a.recordCount || (a.version < b.version ? -1 : 1)),
    createdMs: toMs(loaded.metadata?.ts_created),
    updatedMs,
    adds: countAdds(loaded, sum),
  }
}
