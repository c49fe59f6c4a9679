import type { ManifestHealth, RecordState } from '../../../shared/model/pipeline-audit.ts'

/** Something about a pipeline that needs a person's attention, with its evidence in words. */
export interface PipelineFinding {
  readonly kind: Extract<ManifestHealth, 'corrupt' | 'stale'> | RecordState | 'duplicate' | 'unknown-file'
  readonly evidence: string
  /** The manifest it is about. */
  readonly manifest?: string
  /** The field of the manifest, such as `records["ab12cd34…"].file_size`; empty for the manifest as a whole. */
  readonly field?: string
  /** Where the field stands, from 1. */
  readonly line?: number
  /** The record's key. */
  readonly key?: string
  /** The file it is about. */
  readonly path?: string
  /** Exact bytes, where the path is not valid UTF-8. */
  readonly pathBase64?: string
  /** Of a duplicate: every record of the content, in order of time. */
  readonly copies?: readonly RecordedCopy[]
  /** Of a missing file: one that no record names, with its content. The evidence says so too. */
  readonly contentAt?: string
}

/** One record of a content. */
export interface RecordedCopy {
  readonly manifest: string
  readonly process: string | null
  readonly key: string
  readonly path: string
  /** As it stands in the file. */
  readonly time: string
}
