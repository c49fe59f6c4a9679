import type { UnknownFile } from '../../../shared/model/pipeline-audit.ts'
import type { RecordedCopy } from './pipeline-finding.ts'
import type { PipelineIndex } from './pipeline-index.ts'
import { toCopy } from './seen-content.ts'
import type { UnknownFiles } from './unknown-files.ts'

/** A file whose content is recorded under another path: each content has one record, so it needs none of its own. */
export interface FileCopy {
  readonly path: string
  readonly sizeBytes: number
  readonly sha256: string
  /** The records of its content, those of the audited manifests first, then in order of time. */
  readonly records: readonly RecordedCopy[]
}

/** What is recorded, in the audited manifests and in those beside the one that alone was audited. */
interface Indexes {
  readonly index: PipelineIndex
  readonly neighbours: PipelineIndex | undefined
}

/** Lists the copies of recorded files: none where no contents were read, because nothing else tells them. */
export function* listCopies(audit: Indexes & { readonly unknown: UnknownFiles }): Generator<FileCopy, void, undefined> {
  for (const file of audit.unknown.files) {
    const { path, sizeBytes, sha256 } = file
    if (sha256 !== undefined && isCopy(audit, file)) {
      yield { path, sizeBytes, sha256, records: findRecords(audit, sha256) }
    }
  }
}

/** Whether the content of a file that no record names is recorded. */
export function isCopy({ index, neighbours }: Indexes, { sha256 }: UnknownFile): boolean {
  if (sha256 === undefined) return false
  return index.withContent(sha256).length > 0 || (neighbours?.withContent(sha256).length ?? 0) > 0
}

function findRecords({ index, neighbours }: Indexes, sha256: string): RecordedCopy[] {
  const indexes = neighbours === undefined ? [index] : [index, neighbours]
  return indexes.flatMap((each) => each.withContent(sha256).map((indexed) => toCopy(each, indexed)))
}
