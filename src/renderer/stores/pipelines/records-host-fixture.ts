import type { FileState, RecordQuery, RecordRow, RecordTotals } from '../../../shared/ipc/pipeline-schemas.ts'

type Input = Record<string, unknown> & { readonly viewId: string }

const noStates = {
  present: 0,
  verified: 0,
  superseded: 0,
  missing: 0,
  resized: 0,
  altered: 0,
  unreadable: 0,
  'not-a-file': 0,
  'outside-root': 0,
  unchecked: 0,
} satisfies Record<FileState, number>

interface View {
  readonly records: readonly RecordRow[]
  shown: readonly RecordRow[]
}

/** A host that holds some records, opens views of them as they are at that moment, and answers as the real one does. */
export class RecordsHost {
  names: string[]
  /** Waits before each view that is opened, when a test holds it back. */
  beforeOpen: () => Promise<void> = () => Promise.resolve()
  readonly views = new Map<string, View>()
  private opened = 0

  constructor(names: readonly string[]) {
    this.names = [...names]
  }

  /** What the preload exposes, as far as records go. */
  expose(): unknown {
    const answer = (channel: string) => async (input: Input) => {
      try {
        return { ok: true, value: await this.answer(channel, input) }
      } catch {
        return { ok: false, error: { code: 'unknown-view', operation: channel, message: 'No such view.' } }
      }
    }
    return { request: new Proxy({}, { get: (_target, channel) => answer(String(channel)) }) }
  }

  private async answer(channel: string, input: Input): Promise<unknown> {
    if (channel === 'records.open') return this.open()
    if (channel === 'records.close') return { isClosed: this.views.delete(input.viewId) }
    const view = this.views.get(input.viewId)
    if (view === undefined) throw new Error('unknown view')
    if (channel === 'records.query') return query(view, input['query'] as RecordQuery)
    if (channel === 'records.locate') {
      const at = view.shown.findIndex(({ record }) => record === input['record'])
      return { offset: at < 0 ? null : at }
    }
    const offset = Number(input['offset'])
    return { rows: view.shown.slice(offset, offset + Number(input['limit'])) }
  }

  private async open(): Promise<{ viewId: string }> {
    await this.beforeOpen()
    const viewId = `view ${++this.opened}`
    this.views.set(viewId, { records: this.names.map(createRow), shown: [] })
    return { viewId }
  }
}

/** Numbers are those of this view alone, as they are of the real one. */
function createRow(name: string, record: number): RecordRow {
  const known = { manifestKey: 'm', process: 'extractor', checksum: name, path: `/${name}` }
  const rest = { sizeBytes: 1, source: null, dataset: null, version: '1', timeMs: 0, copyCount: 1 }
  return { record, ...known, ...rest, state: 'present' }
}

function query(view: View, { search }: RecordQuery): RecordTotals {
  view.shown = view.records.filter(({ path }) => path.includes(search))
  return {
    rowCount: view.shown.length,
    totalCount: view.records.length,
    matchedSizeBytes: view.shown.length,
    stateCounts: { ...noStates, present: view.shown.length },
    duplicateCount: 0,
    versions: [],
    sources: [],
  }
}
