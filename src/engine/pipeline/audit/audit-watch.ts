import type { RecordFile, UnknownFile } from '../../../shared/model/pipeline-audit.ts'
import type { RunControl } from '../../run/run-control.ts'
import type { PipelineFinding } from './pipeline-finding.ts'
import type { PipelineIndex } from './pipeline-index.ts'

/** What the caller of an audit hears while it goes on, in batches about ten times a second. */
export interface AuditWatch extends RunControl {
  /** Called once the manifests are read: `onFiles` numbers records as this index does. */
  readonly onIndex?: ((index: PipelineIndex) => void) | undefined
  /** What became of the files of these records; each comes once, when nothing more is done about it. */
  readonly onFiles?: ((files: ReadonlyMap<number, RecordFile>) => void) | undefined
  /** Files that no record names, copies of recorded ones left out. */
  readonly onUnknown?: ((files: readonly UnknownFile[]) => void) | undefined
  /** In the order they are come upon; the result has the same ones, loudest first, and knows where missing contents are. */
  readonly onAuditFindings?: ((findings: readonly PipelineFinding[]) => void) | undefined
}
