import {
  ComparisonTable,
  ComparisonView,
  LiveComparisonRows,
  type Comparison,
  type ComparisonRows,
} from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { ComparisonExtent, ComparisonQuery } from '../../shared/ipc/comparison-schemas.ts'
import type { Finding } from '../../shared/model/verdict.ts'
import type { MethodTable } from './answer-call.ts'
import type { ComparisonMethods, SharedRows } from './comparison-protocol.ts'
import { describeSelection } from './describe-selection.ts'
import { serveFindings } from './shared-findings.ts'

interface DeskView {
  readonly rows: ComparisonRows
  query: ComparisonQuery | undefined
}

/** What can be shown now: the findings met so far, or a comparison whose folders and search are made when first asked for. */
type Source =
  | { readonly extent: 'live'; readonly findings: readonly Finding[]; readonly isStrict: boolean }
  | { readonly extent: Exclude<ComparisonExtent, 'live'>; readonly compare: () => Comparison; table?: ComparisonTable }

/** The views onto the comparison of one run: live ones while it runs, and of the whole once it has ended. */
export class ComparisonDesk {
  private readonly views = new Map<string, DeskView>()
  private source: Source | undefined

  /** Views opened from now on grow with these findings. */
  follow(findings: readonly Finding[], isStrict: boolean): void {
    this.source = { extent: 'live', findings, isStrict }
  }

  /** Views opened from now on show this comparison; those opened before stay as they are until they are closed. */
  keep(extent: 'whole' | 'recorded-findings', compare: () => Comparison): void {
    this.source = { extent, compare }
  }

  readonly methods: MethodTable<ComparisonMethods> = {
    open: ({ viewId }) => this.open(viewId),
    close: ({ viewId }) => {
      this.views.delete(viewId)
      return {}
    },
    query: ({ viewId, query }) => this.query(viewId, query),
    window: ({ viewId, offset, limit }) => ({ rows: this.rows(viewId).window(offset, limit) }),
    toggle: ({ viewId, folder, isExpanded, all }) => ({
      rowCount: this.rows(viewId).toggle(folder, isExpanded, all),
    }),
    locate: ({ viewId, row }) => this.rows(viewId).locate(row),
    step: ({ viewId, offset, by }) => this.rows(viewId).step(offset, by),
    detail: ({ viewId, row }) => this.rows(viewId).detail(row),
    minimap: ({ viewId, bucketCount }) => ({ buckets: this.rows(viewId).minimap(bucketCount) }),
    treemap: ({ viewId, folder, maxNodes }) => ({ nodes: this.rows(viewId).treemap(folder, maxNodes) }),
    copy: ({ viewId, rows }) => this.rows(viewId).copy(rows),
    share: (input) => this.share(input),
  }

  private open(viewId: string): { extent: ComparisonExtent } {
    const { source } = this
    if (source === undefined) throw new Error('this thread holds no comparison')
    if (source.extent === 'live') {
      this.views.set(viewId, { rows: new LiveComparisonRows(source.findings, source.isStrict), query: undefined })
    } else {
      source.table ??= new ComparisonTable(source.compare())
      this.views.set(viewId, { rows: new ComparisonView(source.table), query: undefined })
    }
    return { extent: source.extent }
  }

  private query(viewId: string, query: ComparisonQuery): ReturnType<ComparisonRows['query']> {
    const view = this.use(viewId)
    view.query = query
    return view.rows.query(query)
  }

  private share({ viewId, rows, port, turn }: SharedRows): { findingCount: number; selection: string } {
    const view = this.use(viewId)
    const findings = view.rows.select(rows)
    serveFindings(findings, { port, turn })
    return { findingCount: findings.length, selection: describeSelection(rows, view.query) }
  }

  private rows(viewId: string): ComparisonRows {
    return this.use(viewId).rows
  }

  private use(viewId: string): DeskView {
    const view = this.views.get(viewId)
    if (view !== undefined) return view
    const message = 'This comparison is not open any more. Open it again.'
    throw new AppError({ code: 'unknown-view', operation: 'use comparison', message })
  }
}
