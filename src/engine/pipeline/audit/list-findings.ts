import {
  findingStates,
  recordStates,
  unknownStates,
  type PipelineStatus,
  type RecordFile,
  type UnknownFile,
} from '../../../shared/model/pipeline-audit.ts'
import { recordPath } from '../../../shared/model/process-manifest.ts'
import type { LoadedProcessManifest } from '../read-process-manifest.ts'
import type { PipelineAudit } from './audit-pipeline.ts'
import { isCopy } from './list-copies.ts'
import type { IndexedRecord } from './pipeline-index.ts'
import type { PipelineFinding } from './pipeline-finding.ts'
import { toCopy } from './seen-content.ts'

const msPerDay = 86_400_000

/** Whether anything of an audit needs a person's attention, or could not be looked at. */
export function judgeAudit(audit: PipelineAudit): PipelineStatus {
  const isIncomplete = audit.errors.length > 0 || audit.unknown.errors.length > 0
  if (isIncomplete || recordStates.some((state) => unknownStates.has(state) && audit.counts[state] > 0)) {
    return 'incomplete'
  }
  return listFindings(audit).next().done === true ? 'clean' : 'findings'
}

/** The findings of an audit, loudest first: damaged manifests, files, duplicates, files without a record, stale manifests. */
export function* listFindings(audit: PipelineAudit): Generator<PipelineFinding, void, undefined> {
  for (const loaded of audit.index.manifests) yield* listProblems(loaded)
  yield* listRecords(audit)
  yield* listDuplicates(audit)
  for (const file of audit.unknown.files) if (!isCopy(audit, file)) yield describeUnknown(file)
  yield* listStale(audit)
}

function* listProblems(loaded: LoadedProcessManifest): Generator<PipelineFinding, void, undefined> {
  for (const { field, message, line, key } of loaded.problems) {
    const evidence = field === '' ? `the file ${message}` : message
    const where = { manifest: loaded.path, field, line, ...(key === undefined ? {} : { key }) }
    yield { kind: 'corrupt', ...where, evidence }
  }
  const unlisted = loaded.problemCount - loaded.problems.length
  if (unlisted > 0) yield { kind: 'corrupt', manifest: loaded.path, evidence: `${unlisted} more problems` }
}

function describeUnknown({ path, pathBase64, sizeBytes }: UnknownFile): PipelineFinding {
  const evidence = `no record knows it (${sizeBytes} bytes)`
  return { kind: 'unknown-file', path, ...(pathBase64 === undefined ? {} : { pathBase64 }), evidence }
}

/** Where the contents of unknown files are. */
function locateContents({ unknown }: PipelineAudit): Map<string, string> {
  const found = new Map<string, string>()
  for (const { sha256, path } of unknown.files) if (sha256 !== undefined) found.set(sha256, path)
  return found
}

function* listRecords(audit: PipelineAudit): Generator<PipelineFinding, void, undefined> {
  const { index, files } = audit
  const contents = locateContents(audit)
  for (const state of recordStates) {
    if (!findingStates.has(state) && !unknownStates.has(state)) continue
    for (const indexed of index.records) {
      const file = files[indexed.number]
      if (file?.state !== state) continue
      const elsewhere = state === 'missing' ? contents.get(indexed.record.checksum.toLowerCase()) : undefined
      const more = elsewhere === undefined ? '' : `; its content is at ${elsewhere}`
      yield describeRecord(index.manifests, indexed, { ...file, evidence: file.evidence + more })
    }
  }
}

function describeRecord(
  manifests: readonly LoadedProcessManifest[],
  { manifest, key, record }: IndexedRecord,
  { state, location, evidence }: RecordFile,
): PipelineFinding {
  const path = location ?? recordPath(record)
  return { kind: state, manifest: manifests[manifest]?.path ?? '', key, path, evidence }
}

function* listDuplicates({ index }: PipelineAudit): Generator<PipelineFinding, void, undefined> {
  for (const { checksum, records } of index.duplicates()) {
    const copies = records.map((indexed) => toCopy(index, indexed))
    const manifestCount = new Set(records.map(({ manifest }) => manifest)).size
    const evidence = `the same content is recorded in ${manifestCount} manifests`
    const path = copies[0]?.path
    yield { kind: 'duplicate', key: checksum, ...(path === undefined ? {} : { path }), evidence, copies }
  }
}

function* listStale({ facts }: PipelineAudit): Generator<PipelineFinding, void, undefined> {
  for (const { path, health, updatedMs } of facts) {
    if (!health.includes('stale') || updatedMs === null) continue
    const days = Math.floor((Date.now() - updatedMs) / msPerDay)
    const ago = days < 2 ? '' : `, ${days} days ago`
    yield { kind: 'stale', manifest: path, evidence: `last updated ${new Date(updatedMs).toISOString()}${ago}` }
  }
}
