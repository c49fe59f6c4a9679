import type { RecordFile, UnknownFile } from '../../../shared/model/pipeline-audit.ts'
import { recordPath } from '../../../shared/model/process-manifest.ts'
import type { LoadedProcessManifest } from '../read-process-manifest.ts'
import type { ManifestFacts } from './manifest-facts.ts'
import type { PipelineFinding } from './pipeline-finding.ts'
import type { IndexedRecord, PipelineIndex } from './pipeline-index.ts'
import { toCopy } from './seen-content.ts'

const msPerDay = 86_400_000

/** What the manifests alone tell, their files aside: damage, age, and the same content recorded twice. */
export function* listManifestFindings(
  index: PipelineIndex,
  facts: readonly ManifestFacts[],
): Generator<PipelineFinding, void, undefined> {
  for (const loaded of index.manifests) yield* listProblems(loaded)
  yield* listDuplicates(index)
  yield* listStale(facts)
}

export function* listProblems(loaded: LoadedProcessManifest): Generator<PipelineFinding, void, undefined> {
  for (const { field, message, line, key } of loaded.problems) {
    const evidence = field === '' ? `the file ${message}` : message
    const where = { manifest: loaded.path, field, line, ...(key === undefined ? {} : { key }) }
    yield { kind: 'corrupt', ...where, evidence }
  }
  const unlisted = loaded.problemCount - loaded.problems.length
  if (unlisted > 0) yield { kind: 'corrupt', manifest: loaded.path, evidence: `${unlisted} more problems` }
}

export function describeUnknown({ path, pathBase64, sizeBytes }: UnknownFile): PipelineFinding {
  const evidence = `no record knows it (${sizeBytes} bytes)`
  return { kind: 'unknown-file', path, ...(pathBase64 === undefined ? {} : { pathBase64 }), evidence }
}

export function describeRecord(
  manifests: readonly LoadedProcessManifest[],
  { manifest, key, record }: IndexedRecord,
  { state, location, evidence }: RecordFile,
): PipelineFinding {
  const path = location ?? recordPath(record)
  return { kind: state, manifest: manifests[manifest]?.path ?? '', key, path, evidence }
}

export function* listDuplicates(index: PipelineIndex): Generator<PipelineFinding, void, undefined> {
  for (const { checksum, records } of index.duplicates()) {
    const copies = records.map((indexed) => toCopy(index, indexed))
    const manifestCount = new Set(records.map(({ manifest }) => manifest)).size
    const evidence = `the same content is recorded in ${manifestCount} manifests`
    const path = copies[0]?.path
    yield { kind: 'duplicate', key: checksum, ...(path === undefined ? {} : { path }), evidence, copies }
  }
}

export function* listStale(facts: readonly ManifestFacts[]): Generator<PipelineFinding, void, undefined> {
  for (const { path, health, updatedMs } of facts) {
    if (!health.includes('stale') || updatedMs === null) continue
    const days = Math.floor((Date.now() - updatedMs) / msPerDay)
    const ago = days < 2 ? '' : `, ${days} days ago`
    yield { kind: 'stale', manifest: path, evidence: `last updated ${new Date(updatedMs).toISOString()}${ago}` }
  }
}
