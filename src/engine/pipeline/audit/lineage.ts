import { recordSource } from '../../../shared/model/process-manifest.ts'
import type { IndexedRecord, PipelineIndex } from './pipeline-index.ts'

/** What else is known around a record; each list in order of time. */
export interface RecordLineage {
  /** Of the same source, this one included; without sources, this one alone. */
  readonly history: readonly IndexedRecord[]
  /** The same content, recorded by other manifests. */
  readonly sameContent: readonly IndexedRecord[]
  /** Other records, of any manifest, whose file is this file. */
  readonly samePath: readonly IndexedRecord[]
}

/** Where a record comes from and what became of it. */
export function traceRecord(index: PipelineIndex, of: IndexedRecord): RecordLineage {
  const source = recordSource(of.record)
  const others = (records: readonly IndexedRecord[]) => records.filter(({ number }) => number !== of.number)
  return {
    history: source === null ? [of] : index.fromSource(source),
    sameContent: others(index.withContent(of.record.checksum)),
    samePath: of.location === null ? [] : others(index.ofFile(of.location)),
  }
}
