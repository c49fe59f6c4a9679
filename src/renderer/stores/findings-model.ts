import type { Finding, Verdict } from '../../shared/model/verdict.ts'
import { request } from '../bridge/host.ts'
import { SelectableRows } from './selectable-rows.ts'

const searchedRows = 500

/** The findings of one verify, live or ended, under a filter of verdicts and a search. */
export class FindingsModel extends SelectableRows<Finding> {
  readonly runId: string
  verdicts: readonly Verdict[] = []
  search = ''
  private sequence = 0

  constructor(runId: string) {
    super(async (offset, limit) => (await this.ask(offset, limit)).findings)
    this.runId = runId
  }

  async filter(change: { verdicts?: readonly Verdict[]; search?: string }): Promise<void> {
    this.verdicts = change.verdicts ?? this.verdicts
    this.search = change.search ?? this.search
    this.activeOffset = -1
    this.announce()
    await this.reload()
  }

  /** Everything anew: after a change of filter, and at the end, when the order changes. */
  async reload(): Promise<void> {
    const sequence = ++this.sequence
    const { total } = await this.ask(0, 1)
    if (sequence !== this.sequence) return
    const wasActive = this.activeRow?.path
    await this.rows.replace(total, this.activeOffset < 0 ? 0 : undefined)
    if (wasActive !== undefined && this.activeRow?.path !== wasActive) this.activeOffset = this.findLoaded(wasActive)
    this.announce()
  }

  /** More were found: the list grows at its end, nothing moves. */
  async extend(): Promise<void> {
    const sequence = this.sequence
    const { total } = await this.ask(0, 1)
    if (sequence === this.sequence) await this.rows.grow(total)
  }

  /** The next or previous finding, stopping at the ends. */
  step(by: 1 | -1): void {
    const last = this.rows.rowCount - 1
    if (last < 0) return
    this.select(Math.min(last, Math.max(0, this.activeOffset + by)))
  }

  /** Where a path now stands, if it is among the rows at hand; else -1. */
  private findLoaded(path: string): number {
    for (let offset = 0; offset < Math.min(this.rows.rowCount, searchedRows); offset++) {
      if (this.rows.rowAt(offset)?.path === path) return offset
    }
    return -1
  }

  private ask(offset: number, limit: number) {
    const { runId, search } = this
    return request('run.findings', { runId, verdicts: [...this.verdicts], search, offset, limit })
  }
}
