import { MessageChannel } from 'node:worker_threads'
import { removeAbandonedTemps, type ReportFacts } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { fromWireError } from '../../shared/errors/wire-error.ts'
import type { RequestInput, RequestOutput } from '../../shared/ipc/contract.ts'
import type { ReportFormat } from '../../shared/model/report.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import type { Library } from '../library/library.ts'
import type { LocationRegistry } from '../locations/location-registry.ts'
import { OperationThread } from '../runs/operation-thread.ts'
import type { RunHistory } from '../runs/run-history.ts'
import { sidesOf } from '../runs/run-sides.ts'
import type { ReportJob, ReportProduct, ReportSource } from '../workers/report-protocol.ts'
import type { FindingsLine } from '../workers/shared-findings.ts'
import { placeNewFile } from './new-file.ts'
import type { ReportPages } from './report-pages.ts'

type Subject = RequestInput<'report.export'>['subject']
type ChosenFile = RequestInput<'report.export'>['file']
type Written = RequestOutput<'report.export'>
type ShareRows = (line: FindingsLine) => Promise<{ findingCount: number; selection: string }>

export interface ReportsDependencies {
  readonly workspace: string
  readonly version: string
  readonly history: RunHistory
  readonly library: Library
  readonly locations: LocationRegistry
  readonly pages: ReportPages
}

/** Makes reports in threads of their own: the host's thread only hands them on. */
export class Reports {
  private readonly dependencies: ReportsDependencies
  private readonly threads = new Set<OperationThread>()

  constructor(dependencies: ReportsDependencies) {
    this.dependencies = dependencies
  }

  /** Errors: those of reading the report's run or manifest. */
  async preview(subject: Subject, format: ReportFormat): Promise<RequestOutput<'report.preview'>> {
    const { source } = await this.resolve(subject)
    const product = await this.make({ source, format, facts: this.facts(), purpose: 'preview' })
    if (product.kind === 'page') return { type: 'page', url: this.dependencies.pages.add(product.bytes) }
    if (product.kind !== 'text') throw new Error('a preview was written to a file')
    return { type: 'text', text: product.text, isWhole: product.isWhole }
  }

  /** Errors: those of reading the report's run or manifest, of placing a new file and of a durable write. */
  async export(subject: Subject, format: ReportFormat, file: ChosenFile): Promise<Written> {
    const { source, spared } = await this.resolve(subject)
    const { workspace } = this.dependencies
    const target = await this.place(file, spared)
    const { isReplacing } = file
    return this.write({ source, format, facts: this.facts(), purpose: 'file', workspace, target, isReplacing })
  }

  /**
   * A report of some rows of a run: `share` has the thread that holds them hand them out over the line. Errors:
   * `unknown-run`, `run-not-ended`, those of `share`, of placing a new file and of a durable write.
   */
  async exportRows(runId: string, format: ReportFormat, file: ChosenFile, share: ShareRows): Promise<Written> {
    const record = await this.readRecord(runId)
    if (record.state === 'running') {
      const message = `The run ${runId} has not ended yet. A report is made of a run that has.`
      throw new AppError({ code: 'run-not-ended', operation: 'make report', message })
    }
    const target = await this.place(file, pathsOf(record))
    const { port1, port2 } = new MessageChannel()
    try {
      const turn = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
      const { findingCount, selection } = await share({ port: port1, turn })
      const { workspace } = this.dependencies
      const source: ReportSource = { type: 'rows', record, findingCount, port: port2, turn }
      return await this.write({
        source,
        format,
        facts: { ...this.facts(), selection },
        purpose: 'file',
        workspace,
        target,
        isReplacing: file.isReplacing,
      })
    } finally {
      // Closing an end that was handed over does nothing; one that stayed here would keep the other alive.
      port2.close()
    }
  }

  /** Cancels what is being made; takes a second at most. */
  async close(): Promise<void> {
    for (const thread of this.threads) thread.cancel()
    await Promise.all([...this.threads].map((thread) => thread.ended))
  }

  private async write(job: ReportJob): Promise<Written> {
    const product = await this.make(job)
    if (product.kind !== 'written') throw new Error('an exported report was not written')
    const { path, sizeBytes, sha256 } = product.file
    return { location: this.dependencies.locations.issue(path), sizeBytes, sha256 }
  }

  private facts(): ReportFacts {
    return { toolVersion: this.dependencies.version, createdUtc: new Date().toISOString() }
  }

  private place({ folderToken, ...file }: ChosenFile, spared: readonly string[]): Promise<string> {
    return placeNewFile({ ...file, folder: this.dependencies.locations.pathOf(folderToken) }, spared)
  }

  private async resolve(subject: Subject): Promise<{ source: ReportSource; spared: string[] }> {
    const { workspace, library } = this.dependencies
    if (subject.type === 'run') {
      const { runId } = subject
      return { source: { type: 'run', workspace, runId }, spared: pathsOf(await this.readRecord(runId)) }
    }
    const path = await library.pathOf(subject.manifestId)
    // Of the file as it is now, whatever run wrote it: it may have been altered since.
    return { source: { type: 'manifest', path }, spared: [path] }
  }

  private async readRecord(runId: string): Promise<RunRecord> {
    const record = await this.dependencies.history.find(runId)
    if (record !== undefined) return record
    const message = `There is no run ${runId} on record, so there can be no report of it.`
    throw new AppError({ code: 'unknown-run', operation: 'make report', message })
  }

  private async make(job: ReportJob): Promise<ReportProduct> {
    const thread = new OperationThread({ kind: 'report', job }, () => undefined)
    this.threads.add(thread)
    try {
      const end = await thread.ended
      if (!end.ok) throw fromWireError(end.error)
      if (!isReportProduct(end.value)) throw new Error('a report ended with another result')
      return end.value
    } finally {
      this.threads.delete(thread)
      await thread.terminate()
      if (thread.isLost && job.purpose === 'file') await removeAbandonedTemps(job.target)
    }
  }
}

function isReportProduct(value: { readonly kind: string }): value is ReportProduct {
  return value.kind === 'written' || value.kind === 'page' || value.kind === 'text'
}

/** The files that a run is about, and that a report of it must not replace. */
function pathsOf(record: RunRecord): string[] {
  const { manifest } = record
  const sides = sidesOf(record)
  return [
    ...(manifest === undefined ? [] : [manifest]),
    ...(sides === undefined ? [] : [sides.left.path, sides.right.path]),
  ]
}
