import type { Entry } from '../model/entry.ts'
import type { SealState } from '../model/manifest.ts'
import type { Side } from '../model/run.ts'
import type { Finding } from '../model/verdict.ts'

type Json = Readonly<Record<string, unknown>>

function withoutUndefined(record: Json): Json {
  const known: Record<string, unknown> = {}
  for (const key of Object.keys(record)) if (record[key] !== undefined) known[key] = record[key]
  return known
}

/** An entry with the keys of a manifest's line. */
export function toEntryJson(entry: Entry): Json {
  const digests: Record<string, string> = {}
  for (const [algorithm, digest] of Object.entries(entry.digests)) digests[`checksum_${algorithm}`] = digest
  return withoutUndefined({
    name: entry.name,
    relative_path: entry.path,
    path_base64: entry.pathBase64,
    kind: entry.kind === 'file' ? undefined : entry.kind,
    target: entry.target,
    special: entry.special,
    size_bytes: entry.sizeBytes,
    ...digests,
    modified_utc: entry.modifiedUtc,
    mode: entry.mode?.toString(8).padStart(4, '0'),
    error: entry.error,
    extra: entry.extra,
  })
}

export function toSealJson(seal: SealState): Json {
  return withoutUndefined({ state: seal.state, root: seal.root, reason: seal.reason })
}

export function toSideJson(side: Side): Json {
  return withoutUndefined({
    location: side.location,
    format: side.format,
    run_id: side.runId,
    file_count: side.fileCount,
    total_size_bytes: side.totalSizeBytes,
    seal: side.seal === undefined ? undefined : toSealJson(side.seal),
  })
}

export function toFindingJson(finding: Finding): Json {
  return withoutUndefined({
    verdict: finding.verdict,
    path: finding.path,
    from_path: finding.fromPath,
    group: finding.group,
    left: finding.left === undefined ? undefined : toEntryJson(finding.left),
    right: finding.right === undefined ? undefined : toEntryJson(finding.right),
    evidence: finding.evidence,
  })
}
