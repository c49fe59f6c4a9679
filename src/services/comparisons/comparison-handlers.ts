import type { Handlers } from '../handlers.ts'
import type { Reports } from '../reports/reports.ts'
import type { ComparisonViews } from './comparison-views.ts'

type ComparisonChannel = Extract<keyof Handlers, `comparison.${string}`>

/** What verifies and compares found, as windows look at it: each with its own filter, order and open folders. */
export function createComparisonHandlers(views: ComparisonViews, reports: Reports): Pick<Handlers, ComparisonChannel> {
  return {
    'comparison.open': ({ runId }) => views.open(runId),
    async 'comparison.close'({ viewId }) {
      await views.close(viewId)
      return {}
    },
    'comparison.query': (input) => views.call(input.viewId, 'query', input),
    'comparison.window': (input) => views.call(input.viewId, 'window', input),
    'comparison.toggle': (input) => views.call(input.viewId, 'toggle', input),
    'comparison.locate': (input) => views.call(input.viewId, 'locate', input),
    'comparison.step': (input) => views.call(input.viewId, 'step', input),
    'comparison.detail': (input) => views.call(input.viewId, 'detail', input),
    'comparison.minimap': (input) => views.call(input.viewId, 'minimap', input),
    'comparison.treemap': (input) => views.call(input.viewId, 'treemap', input),
    'comparison.copy': (input) => views.call(input.viewId, 'copy', input),
    'comparison.export': ({ viewId, format, file, rows }) =>
      reports.exportRows(views.runOf(viewId), format, file, (line) =>
        views.call(viewId, 'share', { viewId, rows, ...line }, [line.port]),
      ),
  }
}
