import { isFinding, type RecordFile, type UnknownFile } from '../../../shared/model/pipeline-audit.ts'
import type { AuditWatch } from './audit-watch.ts'
import { describeRecord, describeUnknown, listManifestFindings } from './describe-findings.ts'
import type { ManifestFacts } from './manifest-facts.ts'
import type { PipelineFinding } from './pipeline-finding.ts'
import type { IndexedRecord, PipelineIndex } from './pipeline-index.ts'

const intervalMs = 100
/** No batch is larger, so that its taker is never busy for long. */
const maxBatch = 1000

/** Tells what an audit comes upon while it goes on, gathered into batches. */
export class AuditTeller {
  private readonly watch: AuditWatch
  private index: PipelineIndex | undefined
  private files = new Map<number, RecordFile>()
  private unknown: UnknownFile[] = []
  private findings: PipelineFinding[] = []
  private toldMs = 0

  constructor(watch: AuditWatch) {
    this.watch = watch
  }

  takeManifests(index: PipelineIndex, facts: readonly ManifestFacts[]): void {
    this.index = index
    this.watch.onIndex?.(index)
    for (const finding of listManifestFindings(index, facts)) this.find(finding)
  }

  readonly takeFile = (indexed: IndexedRecord, file: RecordFile): void => {
    this.files.set(indexed.number, file)
    if (isFinding(file.state)) this.find(describeRecord(this.index?.manifests ?? [], indexed, file))
    else this.flushSometimes()
  }

  readonly takeUnknown = (file: UnknownFile): void => {
    this.unknown.push(file)
    this.find(describeUnknown(file))
  }

  readonly flushSometimes = (): void => {
    const isFull = this.files.size >= maxBatch || this.findings.length >= maxBatch
    if (isFull || performance.now() - this.toldMs >= intervalMs) this.flush()
  }

  /** Tells what was not told yet: also where the audit breaks off. */
  flush(): void {
    this.toldMs = performance.now()
    const { files, unknown, findings } = this
    this.files = new Map()
    this.unknown = []
    this.findings = []
    if (files.size > 0) this.watch.onFiles?.(files)
    if (unknown.length > 0) this.watch.onUnknown?.(unknown)
    if (findings.length > 0) this.watch.onAuditFindings?.(findings)
  }

  private find(finding: PipelineFinding): void {
    this.findings.push(finding)
    this.flushSometimes()
  }
}
