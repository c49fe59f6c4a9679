import type { ReportFacts, WrittenFile } from '../../engine/index.ts'
import type { ReportFormat } from '../../shared/model/report.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'
import type { FindingsLine } from './shared-findings.ts'

/** What a report is of: a run on record, a manifest that no run on record wrote, or some rows of a run's comparison. */
export type ReportSource =
  | { readonly type: 'run'; readonly workspace: string; readonly runId: string }
  | { readonly type: 'manifest'; readonly path: string }
  | ({ readonly type: 'rows'; readonly record: RunRecord; readonly findingCount: number } & FindingsLine)

/** One report to be made: written to a file, or shown. */
export type ReportJob = {
  readonly source: ReportSource
  readonly facts: ReportFacts
  readonly format: ReportFormat
} & (
  | {
      readonly purpose: 'file'
      readonly workspace: string
      readonly target: string
      /** Whether a file that is there by then is replaced. */
      readonly isReplacing: boolean
    }
  | { readonly purpose: 'preview' }
)

export type ReportProduct =
  | { readonly kind: 'written'; readonly file: WrittenFile }
  | { readonly kind: 'page'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'text'; readonly text: string; readonly isWhole: boolean }
