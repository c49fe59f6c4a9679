import { parentPort, workerData } from 'node:worker_threads'
import { readManifest, TableView, type LoadedManifest } from '../../engine/index.ts'
import type { ManifestSummary } from '../../shared/model/manifest.ts'
import { answerCall, type MethodTable } from './answer-call.ts'
import type { CallRequest } from './call-protocol.ts'
import type { TableMethods, TableWorkerData } from './table-protocol.ts'

// Electron's threads read users' *.asar files as folders otherwise.
Object.assign(process, { noAsar: true })

const port = parentPort
if (port === null) throw new Error('table-worker runs as a worker thread only')

interface OpenTable {
  readonly summary: ManifestSummary
  readonly view: TableView
}

async function openTable(path: string): Promise<OpenTable> {
  const manifest = await readManifest(path, {})
  return { summary: withRejections(manifest), view: new TableView(manifest) }
}

/** Entries that were rejected must be seen although they are not in the table. */
function withRejections({ summary, rejected }: LoadedManifest): ManifestSummary {
  const [first] = rejected
  if (first === undefined) return summary
  const place = first.line > 0 ? ` in line ${first.line}` : ''
  const warning = `The first entry rejected is ${JSON.stringify(first.path)}${place}: ${first.reason}.`
  return { ...summary, warnings: [...summary.warnings, warning] }
}

const { path }: TableWorkerData = workerData
const table = openTable(path)
// Each request tells its own caller; without this the first failure would end the thread before anyone asked.
table.catch(() => undefined)

const methods: MethodTable<TableMethods> = {
  open: async () => ({ summary: (await table).summary }),
  query: async ({ query }) => (await table).view.query(query),
  window: async ({ offset, limit }) => ({ rows: (await table).view.window(offset, limit) }),
  toggle: async ({ folder, isExpanded, all }) => ({ rowCount: (await table).view.toggle(folder, isExpanded, all) }),
  locate: async (input) => (await table).view.locate(input.path),
  entry: async ({ index }) => (await table).view.entry(index),
  treemap: async ({ folder, maxNodes }) => ({ nodes: (await table).view.treemap(folder, maxNodes) }),
}

port.on('message', (request: CallRequest) => {
  void answerCall(methods, request, 'table').then((reply) => port.postMessage(reply))
})
