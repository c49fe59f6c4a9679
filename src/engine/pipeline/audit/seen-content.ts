import { recordPath, recordTime } from '../../../shared/model/process-manifest.ts'
import type { IndexedRecord, PipelineIndex } from './pipeline-index.ts'
import type { RecordedCopy } from './pipeline-finding.ts'

/** The answer to whether a content was dealt with before. */
export interface SeenContent {
  /** In lower case. */
  readonly sha256: string
  /** Where and when it is recorded, in order of time. */
  readonly copies: readonly RecordedCopy[]
  /** Manifests that are damaged: a record they have lost might have been it. */
  readonly damaged: readonly string[]
}

/** A record as it is named to a person. */
export function toCopy(index: PipelineIndex, { manifest, key, record }: IndexedRecord): RecordedCopy {
  const { path = '', process = null } = index.manifests[manifest] ?? {}
  return { manifest: path, process, key, path: recordPath(record), time: recordTime(record) }
}

/** Says where and when a content is recorded, by its SHA-256 in hexadecimal of either case. */
export function findSeenContent(index: PipelineIndex, sha256: string): SeenContent {
  const copies = index.withContent(sha256).map((indexed) => toCopy(index, indexed))
  const damaged = index.manifests.filter(({ state }) => state !== 'valid').map(({ path }) => path)
  return { sha256: sha256.toLowerCase(), copies, damaged }
}
