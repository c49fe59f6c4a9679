import { isFinding, recordStates, unknownStates, type PipelineStatus } from '../../../shared/model/pipeline-audit.ts'
import type { PipelineAudit } from './audit-pipeline.ts'
import { describeRecord, describeUnknown, listDuplicates, listProblems, listStale } from './describe-findings.ts'
import { isCopy } from './list-copies.ts'
import type { PipelineFinding } from './pipeline-finding.ts'

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
  yield* listDuplicates(audit.index)
  for (const file of audit.unknown.files) if (!isCopy(audit, file)) yield describeUnknown(file)
  yield* listStale(audit.facts)
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
    if (!isFinding(state)) continue
    for (const indexed of index.records) {
      const file = files[indexed.number]
      if (file?.state !== state) continue
      const finding = describeRecord(index.manifests, indexed, file)
      const contentAt = state === 'missing' ? contents.get(indexed.record.checksum.toLowerCase()) : undefined
      if (contentAt === undefined) yield finding
      else yield { ...finding, evidence: `${finding.evidence}; its content is at ${contentAt}`, contentAt }
    }
  }
}
