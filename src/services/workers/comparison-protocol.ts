import type { ReportFacts, WrittenReport } from '../../engine/index.ts'
import type { RequestInput, RequestOutput } from '../../shared/ipc/contract.ts'
import type { ReportFormat } from '../../shared/model/report.ts'
import type { RunRecord } from '../../shared/model/run-record.ts'

type ViewChannel =
  'query' | 'window' | 'toggle' | 'locate' | 'step' | 'detail' | 'minimap' | 'treemap' | 'copy' | 'close'

/** What of the contract a worker that holds a comparison answers word by word. */
type ViewMethods = {
  readonly [M in ViewChannel]: (input: RequestInput<`comparison.${M}`>) => RequestOutput<`comparison.${M}`>
}

/** A report of some rows of a view, to be written by the worker that has them. */
export interface SelectionExport {
  readonly viewId: string
  readonly rows: readonly number[] | null
  readonly format: ReportFormat
  readonly target: string
  readonly record: RunRecord
  readonly facts: ReportFacts
}

/** What a worker that holds a comparison answers, by method; many views look at one comparison. */
export interface ComparisonMethods extends ViewMethods {
  open(input: { viewId: string }): Pick<RequestOutput<'comparison.open'>, 'extent'>
  export(input: SelectionExport): WrittenReport
}
