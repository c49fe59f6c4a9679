import type {
  ComparisonExtent,
  ComparisonQuery,
  ComparisonRow,
  ComparisonTotals,
  RowPlace,
} from '../../shared/ipc/comparison-schemas.ts'
import type { VerdictCounts } from '../../shared/model/verdict.ts'
import type { WireError } from '../../shared/errors/wire-error.ts'
import { toWire } from '../bridge/host.ts'
import { ComparisonChoice, maxChosenRows, numberOf } from './comparison-choice.ts'
import { ComparisonHostView } from './comparison-view.ts'
import { attempt } from './notices.ts'
import { SelectableRows } from './selectable-rows.ts'

const byPath = { column: 'path', isDescending: false } as const
const byVerdict = { column: 'verdict', isDescending: false } as const

const firstQuery: ComparisonQuery = {
  layout: 'tree',
  search: '',
  verdicts: [],
  onlyDifferences: true,
  folder: '',
  sort: byPath,
}

const windowLimit = 500

/** The first row that is likely in view once this one is shown with what stands above it. */
function firstAround(offset: number | null): number {
  return Math.max(0, (offset ?? 0) - 20)
}

/** The comparison of one run: its query, totals, rows in view, which of them are chosen, and the way through them. */
export class ComparisonModel extends SelectableRows<ComparisonRow> {
  readonly runId: string
  readonly view: ComparisonHostView
  readonly choice = new ComparisonChoice()
  extent: ComparisonExtent | undefined
  query = firstQuery
  totals: ComparisonTotals | undefined
  /** Paths per verdict of all that can be shown, whatever is searched for. */
  wholeCounts: VerdictCounts = {}
  failure: WireError | undefined
  /** Counts the changes of what is shown, for pictures of the whole. */
  shape = 0
  /** Counts the jumps to a row, which is then brought into view. */
  jumps = 0
  private sequence = 0
  private opening = 0
  private activeNumber: number | null = null
  private wantedSteps: (1 | -1)[] = []
  private stepping: Promise<boolean> | undefined

  constructor(runId: string) {
    super(async (offset, limit) => (await this.view.ask('comparison.window', { offset, limit })).rows)
    this.runId = runId
    this.view = new ComparisonHostView(runId, () => attempt(() => this.change({})))
  }

  /** Opens the comparison, or opens it anew once its run has ended or the connection is back. */
  async open(): Promise<void> {
    const opening = ++this.opening
    const shownPath = this.activePath
    try {
      const { extent } = await this.view.open()
      if (opening !== this.opening) return
      await this.begin(extent)
      if (opening === this.opening) this.selectLoaded(shownPath)
    } catch (error) {
      if (opening !== this.opening) return
      this.failure = toWire(error)
      this.announce()
    }
  }

  close(): void {
    this.opening += 1
    this.sequence += 1
    this.view.close()
  }

  /** Asks anew with part of the query changed; only the newest answer is shown, and the active row stays if it can. */
  async change(change: Partial<ComparisonQuery>): Promise<void> {
    const sequence = ++this.sequence
    this.query = { ...this.query, ...change }
    this.announce()
    const totals = await this.view.ask('comparison.query', { query: this.query })
    if (sequence !== this.sequence) return
    const place = await this.placeOfActive(totals)
    if (sequence !== this.sequence) return
    await this.rows.replace(place.rowCount, firstAround(place.offset))
    if (sequence !== this.sequence) return
    this.takeTotals(totals)
    this.choice.clear(place.offset ?? -1)
    this.activeOffset = place.offset ?? -1
    this.reshape(true)
  }

  setLayout(layout: ComparisonQuery['layout']): Promise<void> {
    return this.change({ layout, sort: layout === 'tree' ? byPath : byVerdict })
  }

  /** Opens or closes the folder that stands at an offset. */
  async toggle(folder: string, isExpanded: boolean, atOffset: number): Promise<void> {
    const rowCount = await this.askToggle(folder, isExpanded, false)
    if (rowCount === null) return
    const added = rowCount - this.rows.rowCount
    await this.rows.replace(rowCount)
    if (this.activeOffset > atOffset) this.activeOffset = Math.max(atOffset, this.activeOffset + added)
    if (this.activeOffset === atOffset) this.activeNumber = null
    this.choice.anchorOffset = this.activeOffset
    this.reshape(false)
  }

  async toggleAll(isExpanded: boolean): Promise<void> {
    const rowCount = await this.askToggle('', isExpanded, true)
    if (rowCount === null) return
    const place: RowPlace = isExpanded ? await this.placeOfActive({ rowCount }) : { offset: null, rowCount }
    await this.rows.replace(place.rowCount, firstAround(place.offset))
    this.activeOffset = place.offset ?? -1
    this.reshape(true)
  }

  override select(offset: number): void {
    this.activeNumber = numberOf(this.rows.rowAt(offset))
    this.choice.clear(offset)
    super.select(offset)
  }

  chooseAll(): void {
    this.choice.chooseAll()
    this.announce()
  }

  chooseNone(): void {
    this.choice.clear(this.activeOffset)
    this.announce()
  }

  toggleChosen(offset: number): void {
    const row = numberOf(this.rows.rowAt(offset))
    if (row !== null) this.choice.toggle(row, this.activeNumber)
    this.choice.anchorOffset = offset
    this.activate(offset)
  }

  /** Chooses everything from where the choice began to an offset, at most 10,000 rows. */
  async extendTo(offset: number): Promise<void> {
    const anchor = this.choice.anchorOffset < 0 ? Math.max(0, this.activeOffset) : this.choice.anchorOffset
    this.choice.anchorOffset = anchor
    this.activate(offset)
    const sequence = this.sequence
    const first = Math.max(Math.min(anchor, offset), offset - maxChosenRows + 1)
    const rows = await this.numbersBetween(first, Math.min(Math.max(anchor, offset), first + maxChosenRows - 1))
    if (sequence !== this.sequence || offset !== this.activeOffset) return
    this.choice.replace(rows)
    this.announce()
  }

  /** To the next or previous difference, into closed folders too; false at the end. Of many asked for at once only the last is shown. */
  step(by: 1 | -1): Promise<boolean> {
    this.wantedSteps.push(by)
    this.stepping ??= this.takeSteps().finally(() => {
      this.stepping = undefined
    })
    return this.stepping
  }

  /** To a row, its folders opened; filters that hide it are taken off. False when even then it is not shown. */
  async reveal(row: number): Promise<boolean> {
    if (await this.show(await this.view.ask('comparison.locate', { row }))) return true
    const { search, verdicts, folder } = this.query
    if (search !== '' || verdicts.length > 0 || folder !== '') {
      await this.change({ search: '', verdicts: [], folder: '' })
      if (await this.show(await this.view.ask('comparison.locate', { row }))) return true
    }
    await this.change({ onlyDifferences: false })
    return this.show(await this.view.ask('comparison.locate', { row }))
  }

  /** A live comparison found more: the list grows at its end, nothing moves. */
  async extend(): Promise<void> {
    const sequence = this.sequence
    const totals = await this.view.ask('comparison.query', { query: this.query })
    if (sequence !== this.sequence) return
    this.takeTotals(totals)
    await this.rows.grow(totals.rowCount)
    this.reshape(false)
  }

  /** The rows to act on: the chosen ones, null for all, else the active one. */
  get subject(): readonly number[] | null {
    if (this.choice.isAll) return null
    if (this.choice.rows.size > 0) return [...this.choice.rows]
    const active = numberOf(this.activeRow)
    return active === null ? [] : [active]
  }

  private get activePath(): string | undefined {
    const row = this.activeRow
    return row?.type === 'entry' ? row.path : undefined
  }

  private async begin(extent: ComparisonExtent): Promise<void> {
    const isFirst = this.extent === undefined || this.extent === 'live'
    this.extent = extent
    this.failure = undefined
    this.activeNumber = null
    if (extent === 'live') await this.change({ layout: 'list', sort: byVerdict })
    else if (isFirst) await this.change({ layout: 'tree', sort: byPath })
    else await this.change({})
  }

  private selectLoaded(path: string | undefined): void {
    if (path === undefined) return
    for (let offset = 0; offset < Math.min(this.rows.rowCount, windowLimit); offset++) {
      const row = this.rows.rowAt(offset)
      if (row?.type === 'entry' && row.path === path) this.select(offset)
    }
  }

  private activate(offset: number): void {
    this.activeNumber = numberOf(this.rows.rowAt(offset))
    super.select(offset)
  }

  private async show(place: RowPlace): Promise<boolean> {
    const { offset, rowCount } = place
    if (offset === null) return false
    const isThere = rowCount === this.rows.rowCount && this.rows.rowAt(offset) !== undefined
    if (!isThere) await this.rows.replace(rowCount, firstAround(offset))
    this.select(offset)
    this.jumps += 1
    if (!isThere) this.shape += 1
    this.announce()
    return true
  }

  private async takeSteps(): Promise<boolean> {
    let offset = this.activeOffset
    for (let by = this.wantedSteps.shift(); by !== undefined; by = this.wantedSteps.shift()) {
      const place = await this.view.ask('comparison.step', { offset, by })
      const isLast = place.offset === null || this.wantedSteps.length === 0
      if (place.offset === null) this.wantedSteps = []
      else offset = place.offset
      if (!isLast) continue
      const isShown = await this.show({ offset: offset < 0 ? null : offset, rowCount: place.rowCount })
      if (place.offset === null || !isShown) return false
    }
    return true
  }

  private async placeOfActive(totals: { rowCount: number }): Promise<RowPlace> {
    if (this.activeNumber === null) return { offset: null, rowCount: totals.rowCount }
    return this.view.ask('comparison.locate', { row: this.activeNumber })
  }

  private async askToggle(folder: string, isExpanded: boolean, all: boolean): Promise<number | null> {
    const sequence = this.sequence
    const { rowCount } = await this.view.ask('comparison.toggle', { folder, isExpanded, all })
    return sequence === this.sequence ? rowCount : null
  }

  private async numbersBetween(first: number, last: number): Promise<number[]> {
    const rows: (ComparisonRow | undefined)[] = []
    for (let offset = first; offset <= last; offset++) {
      const row = this.rows.rowAt(offset)
      if (row === undefined) {
        const limit = Math.min(windowLimit, last - offset + 1)
        rows.push(...(await this.view.ask('comparison.window', { offset, limit })).rows)
        offset += limit - 1
      } else rows.push(row)
    }
    return rows.map(numberOf).filter((row) => row !== null)
  }

  private takeTotals(totals: ComparisonTotals): void {
    this.totals = totals
    if (this.query.search === '' && this.query.folder === '') this.wholeCounts = totals.counts
  }

  private reshape(isJump: boolean): void {
    this.shape += 1
    if (isJump) this.jumps += 1
    this.announce()
  }
}
