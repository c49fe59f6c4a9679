import { randomUUID } from 'node:crypto'
import { importRunLogs, Ledger, LedgerReader, unknownRun, writeRunLog, type EventView } from '../../engine/index.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { toWireError } from '../../shared/errors/wire-error.ts'
import type { MethodTable } from './answer-call.ts'
import type { LedgerMethods } from './ledger-protocol.ts'

const maxEventViews = 8

interface OpenView {
  readonly view: EventView
  /** Grows with each query: one that is not the newest breaks off. */
  queryCount: number
}

/** Answers for the ledger of a workspace; opens it when first asked. */
export class LedgerDesk {
  private readonly workspace: string
  private reader: Promise<LedgerReader> | undefined
  /** In the order of use, the longest ago first. */
  private readonly views = new Map<string, OpenView>()

  constructor(workspace: string) {
    this.workspace = workspace
  }

  readonly methods: MethodTable<LedgerMethods> = {
    page: async ({ request, limit }) => (await this.open()).page(request, limit),
    errorTicks: async ({ rows }) => ({ ticks: (await this.open()).errorTicks(rows) }),
    throughput: async ({ runId }) => (await this.open()).throughput(runId),
    history: async ({ directory }) => (await this.open()).history(directory),
    run: async ({ runId }) => (await this.open()).runWithRecord(runId),
    newest: async ({ limit }) => ({ records: (await this.open()).newest(limit) }),
    library: async () => (await this.open()).library(),
    version: async () => ({ version: (await this.open()).version() }),
    openEvents: ({ runId }) => this.openEvents(runId),
    closeEvents: ({ viewId }) => {
      this.views.delete(viewId)
      return {}
    },
    queryEvents: async ({ viewId, query }) => {
      const open = this.use(viewId)
      const count = (open.queryCount += 1)
      return open.view.query(query, () => this.breathe(open, count))
    },
    windowEvents: ({ viewId, offset, limit }) => ({ rows: this.use(viewId).view.window(offset, limit) }),
    verify: () => this.verify(),
    importLogs: async (input) => {
      const imports = await importRunLogs({ workspace: this.workspace, ...input })
      return {
        imports: imports.map((end) => ('error' in end ? { path: end.path, error: toWireError(end.error) } : end)),
      }
    },
    exportLog: ({ runId, target, isReplacing }) => writeRunLog(this.workspace, runId, target, isReplacing),
  }

  async close(): Promise<void> {
    const reader = await this.reader?.catch(() => undefined)
    reader?.close()
  }

  private open(): Promise<LedgerReader> {
    const opening = (this.reader ??= LedgerReader.open(this.workspace))
    // What could not be opened may be mended when it is asked for again.
    opening.catch(() => (this.reader = undefined))
    return opening
  }

  private async openEvents(runId: string): Promise<{ viewId: string }> {
    const reader = await this.open()
    if (reader.run(runId) === undefined) throw unknownRun(runId)
    const viewId = randomUUID()
    this.views.set(viewId, { view: reader.events(runId), queryCount: 0 })
    for (const oldest of [...this.views.keys()].slice(0, Math.max(0, this.views.size - maxEventViews))) {
      this.views.delete(oldest)
    }
    return { viewId }
  }

  private use(viewId: string): OpenView {
    const open = this.views.get(viewId)
    if (open === undefined) {
      const message = 'The events of this run are not open any more. Open the run again.'
      throw new AppError({ code: 'unknown-view', operation: 'use events', message })
    }
    this.views.delete(viewId)
    this.views.set(viewId, open)
    return open
  }

  /** Lets other calls in; breaks off a search that a newer one has taken the place of. */
  private async breathe(open: OpenView, count: number): Promise<void> {
    await new Promise(setImmediate)
    if (open.queryCount === count) return
    throw new AppError({ code: 'cancelled', operation: 'query events', message: 'Another question took its place.' })
  }

  private async verify(): Promise<ReturnType<typeof toView>> {
    const ledger = await Ledger.open(this.workspace)
    try {
      return toView(ledger.verify())
    } finally {
      ledger.close()
    }
  }
}

function toView({ checkedCount, openCount, head, problems }: ReturnType<Ledger['verify']>) {
  return { checkedCount, openCount, head: head ?? null, problems: [...problems] }
}
