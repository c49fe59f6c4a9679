import type { FileCopy, IndexedRecord, ManifestFacts, PipelineFinding, PipelineIndex } from '../../engine/index.ts'
import type { ManifestProblem } from '../../shared/model/process-manifest.ts'
import type { LoadedProcessManifest } from '../../engine/index.ts'

type JsonObject = Readonly<Record<string, unknown>>

const maxProblems = 200

function toTime(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString()
}

export function toProblemJson({ reason, field, message, line, byteOffset, key }: ManifestProblem): JsonObject {
  return { field, reason, message, line, byte_offset: byteOffset, ...(key === undefined ? {} : { key }) }
}

/** What is known of one process manifest; of its problems at most 200, `problem_count` has them all. */
export function toManifestFactsJson(facts: ManifestFacts, loaded: LoadedProcessManifest): JsonObject {
  const { adds } = facts
  return {
    manifest: facts.path,
    process: facts.process,
    domain: facts.domain,
    etl_version: facts.etlVersion,
    health: facts.health,
    state: loaded.state,
    shape: facts.shape,
    record_count: facts.recordCount,
    damaged_count: facts.damagedCount,
    total_size_bytes: facts.totalSizeBytes,
    unsized_count: facts.unsizedCount,
    source_count: facts.sourceCount,
    versions: facts.versions.map(({ version, recordCount }) => ({ version, record_count: recordCount })),
    created_utc: toTime(facts.createdMs),
    updated_utc: toTime(facts.updatedMs),
    adds: adds === null ? null : { from_utc: toTime(adds.fromMs), to_utc: toTime(adds.toMs), counts: adds.counts },
    problem_count: loaded.problemCount,
    problems: loaded.problems.slice(0, maxProblems).map(toProblemJson),
    warnings: loaded.warnings.map(toProblemJson),
  }
}

/** A record of an index, with the manifest it is from. */
export function toCopyJson({ manifest, process, key, path, time }: NonNullable<PipelineFinding['copies']>[number]) {
  return { manifest, process, key, path, time }
}

export function toPipelineFindingJson(finding: PipelineFinding): JsonObject {
  const { kind, manifest, field, line, key, path, pathBase64, evidence, copies } = finding
  const told = { kind, manifest, field, line, key, path, path_base64: pathBase64, evidence }
  return copies === undefined ? told : { ...told, copies: copies.map(toCopyJson) }
}

export function toFileCopyJson({ path, sizeBytes, sha256, records }: FileCopy): JsonObject {
  return { path, size_bytes: sizeBytes, checksum_sha256: sha256, records: records.map(toCopyJson) }
}

export function toRepeatedPathsJson(index: PipelineIndex): JsonObject[] {
  const tell = ({ manifest, key, record }: IndexedRecord): JsonObject => ({
    manifest: index.manifests[manifest]?.path,
    key,
    time: record['ts_downloaded'] ?? record['updated_at'],
  })
  return [...index.repeatedPaths()].map(({ location, newest, superseded }) => ({
    path: location,
    newest: tell(newest),
    superseded: superseded.map(tell),
  }))
}
