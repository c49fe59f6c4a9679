import { readManifest, TableView } from '../src/engine/index.ts'
import type { TableQuery } from '../src/shared/ipc/table-schemas.ts'

/** Run as a process of its own: opens the manifest named, prints what each step took as JSON. */
const [manifest = ''] = process.argv.slice(2)
const everything: Omit<TableQuery, 'search'> = {
  layout: 'tree',
  chips: [],
  folder: '',
  sort: { column: 'path', isDescending: false },
}
const steps: Record<string, number> = {}

function timed<T>(name: string, work: () => T): T {
  const startedMs = performance.now()
  const value = work()
  steps[name] = performance.now() - startedMs
  return value
}

const startedMs = performance.now()
const loaded = await readManifest(manifest, {})
const view = new TableView(loaded)
view.query({ ...everything, search: '' })
view.window(0, 100)
steps['first rows'] = performance.now() - startedMs
timed('prepare search', () => view.prepareSearch())
timed('search', () => view.query({ ...everything, search: 'f0012345' }))
timed('search, many hits', () => view.query({ ...everything, layout: 'list', search: '7' }))
timed('sort by size', () =>
  view.query({ ...everything, layout: 'list', search: '', sort: { column: 'size', isDescending: true } }),
)
timed('window of 100 rows', () => view.window(500_000, 100))
console.log(JSON.stringify({ entries: loaded.columns.count, stepsMs: steps }))
