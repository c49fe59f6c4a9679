import { compareSides, ComparisonTable, ComparisonView } from '../src/engine/index.ts'
import type { ComparisonQuery } from '../src/shared/ipc/comparison-schemas.ts'

/** Run as a process of its own: compares two manifests as the window does, prints what each step took as JSON. */
const [left = '', right = '', workspace = ''] = process.argv.slice(2)
const differences: ComparisonQuery = {
  layout: 'tree',
  search: '',
  verdicts: [],
  onlyDifferences: true,
  folder: '',
  sort: { column: 'path', isDescending: false },
}
const everything = { ...differences, onlyDifferences: false }
const steps: Record<string, number> = {}

function timed<T>(name: string, work: () => T): T {
  const startedMs = performance.now()
  const value = work()
  steps[name] = performance.now() - startedMs
  return value
}

const startedMs = performance.now()
const sides = { left: { type: 'manifest', path: left }, right: { type: 'manifest', path: right } } as const
const outcome = await compareSides({ ...sides, isStrict: false, allowEmpty: false, workspace, toolVersion: '0' }, {})
const view = new ComparisonView(new ComparisonTable(outcome.comparison))
view.query(differences)
view.window(0, 100)
steps['first rows'] = performance.now() - startedMs
timed('prepare search', () => view.prepareSearch())
timed('show everything', () => view.query(everything))
timed('open all folders', () => view.toggle('', true, true))
timed('minimap', () => view.minimap(800))
timed('window of 100 rows', () => view.window(500_000, 100))
timed('next difference', () => view.step(500_000, 1))
timed('filter by verdict', () => view.query({ ...everything, verdicts: ['moved'] }))
timed('search', () => view.query({ ...everything, search: 'f0012345' }))
timed('search, many hits', () => view.query({ ...everything, layout: 'list', search: '7' }))
timed('list by verdict', () =>
  view.query({ ...everything, layout: 'list', sort: { column: 'verdict', isDescending: false } }),
)
timed('treemap', () => view.treemap('', 1500))
const peakMiB = process.resourceUsage().maxRSS / 1024
console.log(JSON.stringify({ counts: outcome.result.counts, stepsMs: steps, peakMiB }))
