import type { ReportFacts, WrittenReport } from '../../engine/index.ts'
import type { ReportFormat } from '../../shared/model/report.ts'

/** What a report is of: a run on record, or a manifest that no run on record wrote. */
export type ReportSource =
  | { readonly type: 'run'; readonly workspace: string; readonly runId: string }
  | { readonly type: 'manifest'; readonly path: string }

/** One report to be made: written to a file, or shown. */
export type ReportJob = {
  readonly source: ReportSource
  readonly facts: ReportFacts
  readonly format: ReportFormat
} & ({ readonly purpose: 'file'; readonly target: string } | { readonly purpose: 'preview' })

export type ReportProduct =
  | { readonly kind: 'written'; readonly file: WrittenReport }
  | { readonly kind: 'page'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'text'; readonly text: string; readonly isWhole: boolean }
