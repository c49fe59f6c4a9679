import type { RequestInput, RequestOutput } from '../../shared/ipc/contract.ts'
import type { FindingsLine } from './shared-findings.ts'

type ViewChannel =
  'query' | 'window' | 'toggle' | 'locate' | 'step' | 'detail' | 'minimap' | 'treemap' | 'copy' | 'close'

/** What of the contract a worker that holds a comparison answers word by word. */
type ViewMethods = {
  readonly [M in ViewChannel]: (input: RequestInput<`comparison.${M}`>) => RequestOutput<`comparison.${M}`>
}

/** Rows of a view to be made a report of, and the line that the thread which makes it asks for them by. */
export interface SharedRows extends FindingsLine {
  readonly viewId: string
  readonly rows: readonly number[] | null
}

/** What a worker that holds a comparison answers, by method; many views look at one comparison. */
export interface ComparisonMethods extends ViewMethods {
  open(input: { viewId: string }): Pick<RequestOutput<'comparison.open'>, 'extent'>
  /** How many findings the rows are, and which rows in words. */
  share(input: SharedRows): { findingCount: number; selection: string }
}
