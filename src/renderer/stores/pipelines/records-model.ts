import type { WireError } from '../../../shared/errors/wire-error.ts'
import type { RecordDetail, RecordQuery, RecordRow, RecordTotals } from '../../../shared/ipc/pipeline-schemas.ts'
import { toWire } from '../../bridge/host.ts'
import { attempt } from '../notices.ts'
import { SelectableRows } from '../selectable-rows.ts'
import { rangeBetween, type EventRange } from '../event-choice.ts'
import { everyRecord, noFilter } from './record-query.ts'
import { askView, closeView, RecordsHostView } from './records-view.ts'

const windowLimit = 500
const maxCopiedRecords = 10_000

/** What stays of a record when all are read anew: a manifest has a content once. */
export type RecordIdentity = Pick<RecordRow, 'manifestKey' | 'checksum'>

interface Shown {
  readonly totals: RecordTotals
  readonly offset: number
}

/** The records of a pipeline: which are shown in which order, which are chosen, and whether there are newer ones. */
export class RecordsModel extends SelectableRows<RecordRow> {
  query: RecordQuery
  totals: RecordTotals | undefined
  failure: WireError | undefined
  /** Whether the files have records, or say something, that is not shown yet. */
  isOutdated = false
  /** Counts what leads elsewhere in the list, for the grid to follow. */
  jumps = 0
  private readonly view: RecordsHostView
  private chosen: RecordRow | undefined
  private anchorOffset = -1
  /** Counts what the user selected: an answer about what was selected before is of no use. */
  private choiceCount = 0
  private sequence = 0
  private reopeningCount = 0
  private isRequeryWanted = false

  constructor(pipelineId: string, search = '') {
    super(async (offset, limit) => (await this.view.ask('records.window', { offset, limit })).rows)
    this.view = new RecordsHostView(pipelineId, () => attempt(() => this.refresh()))
    this.query = { ...everyRecord, search }
  }

  /** The selected record, also while its part of the list is not held. */
  get active(): RecordRow | undefined {
    return this.activeOffset < 0 ? undefined : (this.activeRow ?? this.chosen)
  }

  get range(): EventRange | null {
    if (this.activeOffset < 0) return null
    return rangeBetween(this.anchorOffset < 0 ? this.activeOffset : this.anchorOffset, this.activeOffset)
  }

  close(): void {
    this.sequence += 1
    this.view.close()
  }

  /** Asks anew with part of the query changed; the selected record stays selected where it is still shown. */
  async change(change: Partial<RecordQuery>): Promise<void> {
    this.query = { ...this.query, ...change }
    this.announce()
    await this.show(() => this.ask(), true)
  }

  /** Asks the same again, as states of files changed: nothing moves but what is sorted by them. */
  async requery(): Promise<void> {
    // A view that is about to be replaced would answer in the place of the one that replaces it.
    this.isRequeryWanted = this.reopeningCount > 0
    if (this.totals !== undefined && !this.isRequeryWanted) await this.show(() => this.ask(), false)
  }

  /** Takes in the records as they are now. The selected one stays selected, under its new number. */
  async refresh(isJump = false): Promise<void> {
    this.isOutdated = false
    let isTakenIn = false
    await this.showReopened(async (isLatest) => {
      const { shown } = await this.reopen(this.active, isLatest)
      isTakenIn = isLatest()
      return shown
    }, isJump)
    // Something else was asked for meanwhile, of the records as they were.
    if (!isTakenIn && this.failure === undefined) this.noteOutdated()
  }

  /** Selects a record, taking off the filters that hide it. Says whether there is such a record, and what hid it. */
  async reveal(identity: RecordIdentity): Promise<'shown' | 'uncovered' | 'none'> {
    let outcome: 'shown' | 'uncovered' | 'none' = 'none'
    await this.showReopened(async (isLatest) => {
      const { shown, record } = await this.reopen(identity, isLatest)
      if (record === undefined) return { ...shown, offset: this.activeOffset }
      outcome = shown.offset < 0 ? 'uncovered' : 'shown'
      if (outcome === 'shown' || !isLatest()) return shown
      this.query = { ...this.query, ...noFilter }
      const totals = await this.view.ask('records.query', { query: this.query })
      return { totals, offset: await this.locate(record) }
    }, true)
    return outcome
  }

  override select(offset: number): void {
    this.choiceCount += 1
    this.place(offset)
  }

  extendTo(offset: number): void {
    this.choiceCount += 1
    if (this.anchorOffset < 0) this.anchorOffset = Math.max(0, this.activeOffset)
    this.activate(offset)
  }

  selectAll(): void {
    if (this.rows.rowCount === 0) return
    this.choiceCount += 1
    this.anchorOffset = 0
    this.activate(this.rows.rowCount - 1)
  }

  /** The chosen records as text, at most 10,000 of them; all that are shown where all are chosen or none is. */
  async copyChosen(): Promise<{ text: string; copiedCount: number; chosenCount: number }> {
    const { range } = this
    const isAll = range === null || (range.first === 0 && range.last >= this.rows.rowCount - 1)
    const records = isAll ? null : await this.numbersOf(range)
    const { text, copiedCount, matchedCount } = await this.view.ask('records.copy', { records })
    return { text, copiedCount, chosenCount: isAll ? matchedCount : range.last - range.first + 1 }
  }

  readDetail(record: number): Promise<RecordDetail> {
    return this.view.ask('records.detail', { record })
  }

  /** Reads the file of a record now. */
  async verify(record: number): Promise<RecordDetail> {
    const detail = await this.view.ask('records.verify', { record })
    await this.requery()
    return detail
  }

  noteOutdated(): void {
    if (this.isOutdated || this.totals === undefined) return
    this.isOutdated = true
    this.announce()
  }

  private async ask(): Promise<Shown> {
    const record = this.active?.record
    const totals = await this.view.ask('records.query', { query: this.query })
    return { totals, offset: record === undefined ? -1 : await this.locate(record) }
  }

  /** Another view, of the records as they are now, put in the place of the present one once it has answered. */
  private async reopen(
    identity: RecordIdentity | undefined,
    isLatest: () => boolean,
  ): Promise<{ shown: Shown; record: number | undefined }> {
    const viewId = await this.view.openAnew()
    const record = identity === undefined ? undefined : await findRecord(viewId, identity)
    const totals = await askView(viewId, 'records.query', { query: this.query })
    const offset = record === undefined ? null : (await askView(viewId, 'records.locate', { record })).offset
    if (isLatest()) this.view.change(viewId)
    else closeView(viewId)
    return { shown: { totals, offset: offset ?? -1 }, record }
  }

  private async showReopened(ask: (isLatest: () => boolean) => Promise<Shown>, isJump: boolean): Promise<void> {
    this.reopeningCount += 1
    await this.show(ask, isJump)
    this.reopeningCount -= 1
    if (this.isRequeryWanted) await this.requery()
  }

  private async locate(record: number): Promise<number> {
    return (await this.view.ask('records.locate', { record })).offset ?? -1
  }

  private async numbersOf({ first, last }: EventRange): Promise<number[]> {
    const end = Math.min(last + 1, first + maxCopiedRecords)
    const records: number[] = []
    for (let offset = first; offset < end; offset += windowLimit) {
      const limit = Math.min(windowLimit, end - offset)
      // oxlint-disable-next-line no-await-in-loop -- One window at a time: the host has other work too.
      const { rows } = await this.view.ask('records.window', { offset, limit })
      records.push(...rows.map(({ record }) => record))
    }
    return records
  }

  /** Shows what was asked for, unless something else was meanwhile; only the newest answer is shown. */
  private async show(ask: (isLatest: () => boolean) => Promise<Shown>, isJump: boolean): Promise<void> {
    const sequence = ++this.sequence
    const isLatest = (): boolean => sequence === this.sequence
    try {
      const { totals, offset, choiceCount } = await this.askSettled(() => ask(isLatest), isJump)
      if (!isLatest()) return
      await this.rows.replace(totals.rowCount, isJump ? Math.max(0, offset) : undefined)
      if (!isLatest()) return
      this.totals = totals
      this.failure = undefined
      if (isJump) this.jumps += 1
      const isMoved = offset !== this.activeOffset && choiceCount === this.choiceCount
      if (isMoved || isJump) this.place(offset)
      else this.announce()
    } catch (error) {
      if (!isLatest() || toWire(error).code === 'cancelled') return
      this.failure = toWire(error)
      this.announce()
    }
  }

  /** Where the user goes on through the list meanwhile, what is selected by then is asked for instead. */
  private async askSettled(ask: () => Promise<Shown>, isJump: boolean): Promise<Shown & { choiceCount: number }> {
    for (;;) {
      const { choiceCount } = this
      // oxlint-disable-next-line no-await-in-loop -- The next question is about what the user did during this one.
      const shown = await ask()
      if (isJump || choiceCount === this.choiceCount) return { ...shown, choiceCount }
    }
  }

  private place(offset: number): void {
    this.anchorOffset = -1
    this.activate(offset)
  }

  private activate(offset: number): void {
    super.select(offset)
    this.chosen = offset < 0 ? undefined : (this.activeRow ?? this.chosen)
  }
}

/** The number of a record in a view that nobody looks at yet. */
async function findRecord(viewId: string, { manifestKey, checksum }: RecordIdentity): Promise<number | undefined> {
  await askView(viewId, 'records.query', {
    query: { ...everyRecord, search: checksum, manifestKeys: [manifestKey] },
  })
  const { rows } = await askView(viewId, 'records.window', { offset: 0, limit: 1 })
  return rows[0]?.record
}
