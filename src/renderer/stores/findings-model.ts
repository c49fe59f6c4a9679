import type { Finding, Verdict } from '../../shared/model/verdict.ts'
import { request } from '../bridge/host.ts'
import { reportFailure } from './notices.ts'
import { PagedRows } from './paged-rows.ts'

const searchedRows = 500

/** The findings of one verify, live or ended, under a filter of verdicts and a search. */
export class FindingsModel {
  readonly runId: string
  readonly rows: PagedRows<Finding>
  verdicts: readonly Verdict[] = []
  search = ''
  activeOffset = -1
  private version = 0
  private sequence = 0
  private readonly listeners = new Set<() => void>()

  constructor(runId: string) {
    this.runId = runId
    this.rows = new PagedRows(async (offset, limit) => (await this.ask(offset, limit)).findings, reportFailure)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    const unsubscribeRows = this.rows.subscribe(listener)
    return () => {
      this.listeners.delete(listener)
      unsubscribeRows()
    }
  }

  readonly getVersion = (): number => this.version + this.rows.version

  get active(): Finding | undefined {
    return this.activeOffset < 0 ? undefined : this.rows.rowAt(this.activeOffset)
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
    const wasActive = this.active?.path
    await this.rows.replace(total, this.activeOffset < 0 ? 0 : undefined)
    if (wasActive !== undefined && this.active?.path !== wasActive) this.activeOffset = this.findLoaded(wasActive)
    this.announce()
  }

  /** More were found: the list grows at its end, nothing moves. */
  async extend(): Promise<void> {
    const sequence = this.sequence
    const { total } = await this.ask(0, 1)
    if (sequence === this.sequence) await this.rows.grow(total)
  }

  select(offset: number): void {
    this.activeOffset = offset
    this.announce()
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

  private announce(): void {
    this.version += 1
    for (const listener of this.listeners) listener()
  }
}
