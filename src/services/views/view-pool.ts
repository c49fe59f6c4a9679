import { randomUUID } from 'node:crypto'
import { AppError } from '../../shared/errors/app-error.ts'
import { fromWireError } from '../../shared/errors/wire-error.ts'
import type { ManifestSummary, SealState } from '../../shared/model/manifest.ts'
import { OperationThread } from '../runs/operation-thread.ts'
import { TableThread } from './table-thread.ts'

const maxViews = 6

/** A manifest as one window looks at it: its own filter, sort and open folders. */
export interface View {
  readonly viewId: string
  readonly path: string
  readonly summary: ManifestSummary
  readonly table: TableThread
  sealCheck: OperationThread | undefined
}

/** The open views, at most six: opening one more closes the one used longest ago. */
export class ViewPool {
  /** In the order of use, the longest ago first. */
  private readonly views = new Map<string, View>()
  private readonly opening = new Set<TableThread>()

  /** Errors: those of reading a manifest. */
  async open(path: string): Promise<View> {
    const table = new TableThread(path)
    this.opening.add(table)
    try {
      const { summary } = await table.call('open', {})
      const view: View = { viewId: randomUUID(), path, summary, table, sealCheck: undefined }
      this.views.set(view.viewId, view)
      await this.closeUnused()
      return view
    } catch (error) {
      await table.close()
      throw error
    } finally {
      this.opening.delete(table)
    }
  }

  /** Errors: `unknown-view`. */
  use(viewId: string): View {
    const view = this.views.get(viewId)
    if (view === undefined) {
      const message = 'This view is not open any more. Open the manifest again.'
      throw new AppError({ code: 'unknown-view', operation: 'use view', message })
    }
    this.views.delete(viewId)
    this.views.set(viewId, view)
    return view
  }

  /** Recomputes the seal in a thread of its own, so that the table answers meanwhile. Errors: those of reading, `unknown-view` when closed meanwhile. */
  async checkSeal(viewId: string): Promise<SealState> {
    const view = this.use(viewId)
    view.sealCheck ??= new OperationThread({ kind: 'check-seal', path: view.path }, () => undefined)
    const thread = view.sealCheck
    const end = await thread.ended
    view.sealCheck = undefined
    await thread.terminate()
    if (!this.views.has(viewId)) this.use(viewId)
    if (!end.ok) throw fromWireError(end.error)
    if (end.value.kind !== 'seal') throw new Error('a seal check ended with another result')
    return end.value.seal
  }

  /** Closing a view that is not open does nothing. */
  async close(viewId: string): Promise<void> {
    const view = this.views.get(viewId)
    if (view === undefined) return
    this.views.delete(viewId)
    await Promise.all([view.table.close(), view.sealCheck?.terminate()])
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.opening].map((table) => table.close()))
    await Promise.all([...this.views.keys()].map((viewId) => this.close(viewId)))
  }

  private async closeUnused(): Promise<void> {
    for (const viewId of [...this.views.keys()].slice(0, Math.max(0, this.views.size - maxViews))) {
      await this.close(viewId)
    }
  }
}
