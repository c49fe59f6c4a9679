import type { WireError } from '../../shared/errors/wire-error.ts'
import type { EventQuery, EventRow, EventTotals } from '../../shared/ipc/ledger-schemas.ts'
import { toWire } from '../bridge/host.ts'
import { formatEvents, maxCopiedEvents, rangeBetween, type EventRange } from './event-choice.ts'
import { EventsHostView } from './events-view.ts'
import { findByTime } from './find-by-time.ts'
import { attempt } from './notices.ts'
import { SelectableRows } from './selectable-rows.ts'

const windowLimit = 500
/** Rows above the one that is shown, once it is jumped to. */
const rowsAbove = 4

/** The events of one run: which are shown in which order, which are chosen, and whether the newest are followed. */
export class EventsModel extends SelectableRows<EventRow> {
  query: EventQuery
  totals: EventTotals | undefined
  failure: WireError | undefined
  /** Whether the end of the list is kept in view while the run goes on. */
  isFollowing: boolean
  private readonly view: EventsHostView
  private anchorOffset = -1
  private sequence = 0

  /** Of a run that goes on the newest are followed; of one that has ended the errors come first. */
  constructor(runId: string, isLive: boolean) {
    super(async (offset, limit) => (await this.view.ask('events.window', { offset, limit })).rows)
    this.view = new EventsHostView(runId, () => attempt(() => this.change({})))
    this.query = { search: '', types: null, isErrorsFirst: !isLive }
    this.isFollowing = isLive
  }

  get range(): EventRange | null {
    if (this.activeOffset < 0) return null
    return rangeBetween(this.anchorOffset < 0 ? this.activeOffset : this.anchorOffset, this.activeOffset)
  }

  close(): void {
    this.sequence += 1
    this.view.close()
  }

  /** Asks anew with part of the query changed; only the newest answer is shown. */
  async change(change: Partial<EventQuery>): Promise<void> {
    const sequence = ++this.sequence
    this.query = { ...this.query, ...change }
    this.select(-1)
    try {
      const totals = await this.view.ask('events.query', { query: this.query })
      if (sequence !== this.sequence) return
      await this.rows.replace(totals.rowCount, this.isFollowing ? Math.max(0, totals.rowCount - 1) : 0)
      if (sequence !== this.sequence) return
      this.totals = totals
      this.failure = undefined
      // Who was quicker than the answer keeps the row gone to meanwhile.
      this.activeOffset = Math.min(this.activeOffset, totals.rowCount - 1)
      this.announce()
    } catch (error) {
      if (sequence !== this.sequence) return
      this.failure = toWire(error)
      this.announce()
    }
  }

  /** Takes in the events since, at the end of the list: with errors first they would come in between, so they wait. */
  async extend(): Promise<void> {
    if (this.query.isErrorsFirst || this.totals === undefined) return
    const sequence = this.sequence
    const totals = await this.view.ask('events.query', { query: this.query })
    if (sequence !== this.sequence) return
    this.totals = totals
    await this.rows.grow(totals.rowCount)
    this.announce()
  }

  follow(isFollowing: boolean): void {
    this.isFollowing = isFollowing
    if (isFollowing && this.query.isErrorsFirst) attempt(() => this.change({ isErrorsFirst: false }))
    else this.announce()
  }

  override select(offset: number): void {
    this.anchorOffset = -1
    this.activate(offset)
  }

  extendTo(offset: number): void {
    if (this.anchorOffset < 0) this.anchorOffset = Math.max(0, this.activeOffset)
    this.activate(offset)
  }

  selectAll(): void {
    if (this.rows.rowCount === 0) return
    this.anchorOffset = 0
    this.activate(this.rows.rowCount - 1)
  }

  /** To what happened at a moment, in order of time. */
  async goTo(momentMs: number): Promise<void> {
    this.isFollowing = false
    if (this.query.isErrorsFirst) await this.change({ isErrorsFirst: false })
    const sequence = this.sequence
    const offset = await findByTime(this.rows.rowCount, (at) => this.timeAt(at), momentMs)
    if (sequence !== this.sequence || offset < 0) return
    await this.rows.replace(this.rows.rowCount, Math.max(0, offset - rowsAbove))
    if (sequence === this.sequence) this.select(offset)
  }

  /** The chosen events as text, at most 10,000 of them. */
  async copyChosen(): Promise<{ text: string; copiedCount: number; chosenCount: number }> {
    const { range } = this
    if (range === null) return { text: '', copiedCount: 0, chosenCount: 0 }
    const end = Math.min(range.last + 1, range.first + maxCopiedEvents)
    const rows: EventRow[] = []
    for (let offset = range.first; offset < end; offset += windowLimit) {
      const limit = Math.min(windowLimit, end - offset)
      // One window at a time: the host has other work too.
      // oxlint-disable-next-line no-await-in-loop
      rows.push(...(await this.view.ask('events.window', { offset, limit })).rows)
    }
    return { text: formatEvents(rows), copiedCount: rows.length, chosenCount: range.last - range.first + 1 }
  }

  private activate(offset: number): void {
    if (offset >= 0) this.isFollowing = false
    super.select(offset)
  }

  private async timeAt(offset: number): Promise<number> {
    const known = this.rows.rowAt(offset)
    if (known !== undefined) return known.timeMs
    const { rows } = await this.view.ask('events.window', { offset, limit: 1 })
    return rows[0]?.timeMs ?? Number.POSITIVE_INFINITY
  }
}
