import { parentPort, workerData } from 'node:worker_threads'
import { readManifest, TableView, type LoadedManifest } from '../../engine/index.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import type { ManifestSummary } from '../../shared/model/manifest.ts'
import type {
  TableInput,
  TableMethod,
  TableOutput,
  TableReply,
  TableRequest,
  TableWorkerData,
} from './table-protocol.ts'

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

const methods: { readonly [M in TableMethod]: (table: OpenTable, input: TableInput<M>) => TableOutput<M> } = {
  open: ({ summary }) => ({ summary }),
  query: ({ view }, { query }) => view.query(query),
  window: ({ view }, { offset, limit }) => ({ rows: view.window(offset, limit) }),
  toggle: ({ view }, { folder, isExpanded, all }) => ({ rowCount: view.toggle(folder, isExpanded, all) }),
  locate: ({ view }, { path }) => view.locate(path),
  entry: ({ view }, { index }) => view.entry(index),
  treemap: ({ view }, { folder, maxNodes }) => ({ nodes: view.treemap(folder, maxNodes) }),
}

const { path }: TableWorkerData = workerData
const table = openTable(path)
// Each request tells its own caller; without this the first failure would end the thread before anyone asked.
table.catch(() => undefined)

async function answer({ requestId, method, input }: TableRequest): Promise<TableReply> {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The protocol pairs method and input; types cannot follow that through the union.
    const call = methods[method] as (table: OpenTable, input: unknown) => TableOutput<TableMethod>
    return { requestId, ok: true, value: call(await table, input) }
  } catch (error) {
    return { requestId, ok: false, error: toWireError(error, `table.${method}`) }
  }
}

port.on('message', (request: TableRequest) => {
  void answer(request).then((reply) => port.postMessage(reply))
})
