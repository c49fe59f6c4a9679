import type {
  ComparisonExtent,
  ComparisonQuery,
  ComparisonRow,
  ComparisonTotals,
  RowPlace,
} from '../../shared/ipc/comparison-schemas.ts'
import type { WireError } from '../../shared/errors/wire-error.ts'
import type { VerdictCounts } from '../../shared/model/verdict.ts'
import { toWire } from '../bridge/host.ts'
import { ComparisonChoice, numberOf } from './comparison-choice.ts'
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

const searchedRows = 500
const maxToggledAgain = 200

/** The first row that is likely in view once this one is shown with what stands above it. */
function firstAround(offset: number | null): number {
  return Math.max(0, (offset ?? 0) - 20)
}

/** What identifies a row that has no number of its own, or none that lasts: its type and path. */
function keyOf(row: ComparisonRow | undefined): string | undefined {
  return row === undefined || row.type === 'group' ? undefined : `${row.type}:${row.path}`
}

/** What is shown of one run's comparison: its query and totals, the rows in view, and the active one through all changes. */
export abstract class ComparisonTable extends SelectableRows<ComparisonRow> {
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
  protected sequence = 0
  private opening = 0
  /** Folders that were opened or closed by hand since all were, in that order. */
  private readonly toggled = new Map<string, boolean>()
  private allToggled: boolean | undefined
  /** The active row's number, also while the query hides it. */
  protected activeNumber: number | null = null

  constructor(runId: string) {
    super(async (offset, limit) => (await this.view.ask('comparison.window', { offset, limit })).rows)
    this.runId = runId
    this.view = new ComparisonHostView(runId, () => attempt(() => this.change({})))
  }

  /** Opens the comparison, or opens it anew once its run has ended or the connection is back. */
  async open(): Promise<void> {
    const opening = ++this.opening
    const active = keyOf(this.activeRow)
    try {
      const { extent } = await this.view.open()
      if (opening !== this.opening) return
      await this.begin(extent)
      if (opening === this.opening) this.activateLoaded(active)
    } catch (error) {
      if (opening !== this.opening) return
      this.failure = toWire(error)
      this.announce()
    }
  }

  /** Takes in what the run has compared anew: the query, the folders opened, the row and the place in the list stay. */
  async refresh(): Promise<void> {
    if (this.extent !== 'whole') return this.open()
    const opening = ++this.opening
    const sequence = ++this.sequence
    const active = keyOf(this.activeRow)
    try {
      const { extent } = await this.view.open()
      if (opening !== this.opening) return undefined
      const totals = await this.view.ask('comparison.query', { query: this.query })
      const rowCount = await this.toggleAgain(totals.rowCount)
      if (sequence !== this.sequence) return undefined
      await this.rows.replace(rowCount)
      if (sequence !== this.sequence) return undefined
      this.extent = extent
      this.takeTotals(totals)
      this.activeOffset = active === undefined ? -1 : this.offsetOfLoaded(active)
      this.activeNumber = numberOf(this.activeRow)
      this.choice.clear(this.activeOffset)
      this.reshape(false)
    } catch (error) {
      if (opening !== this.opening) return undefined
      this.failure = toWire(error)
      this.announce()
    }
    return undefined
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
    const active = keyOf(this.activeRow)
    await this.rows.replace(place.rowCount, firstAround(place.offset))
    if (sequence !== this.sequence) return
    this.takeTotals(totals)
    this.activeOffset = place.offset ?? -1
    if (place.offset === null) this.activateLoaded(active)
    this.choice.clear(this.activeOffset)
    this.reshape(true)
  }

  setLayout(layout: ComparisonQuery['layout']): Promise<void> {
    return this.change({ layout, sort: layout === 'tree' ? byPath : byVerdict })
  }

  /** Opens or closes the folder that stands at an offset. */
  async toggle(folder: string, isExpanded: boolean, atOffset: number): Promise<void> {
    const rowCount = await this.askToggle(folder, isExpanded, false)
    if (rowCount === null) return
    this.toggled.delete(folder)
    this.toggled.set(folder, isExpanded)
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
    this.toggled.clear()
    this.allToggled = isExpanded
    const place: RowPlace = isExpanded ? await this.placeOfActive({ rowCount }) : { offset: null, rowCount }
    await this.rows.replace(place.rowCount, firstAround(place.offset))
    this.activeOffset = place.offset ?? -1
    this.reshape(true)
  }

  override select(offset: number): void {
    this.choice.clear(offset)
    this.activate(offset)
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

  /** Makes a row active, whatever is chosen. */
  protected activate(offset: number): void {
    this.activeNumber = numberOf(this.rows.rowAt(offset))
    super.select(offset)
  }

  protected async show(place: RowPlace): Promise<boolean> {
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

  private async begin(extent: ComparisonExtent): Promise<void> {
    const isFirst = this.extent === undefined || this.extent === 'live'
    this.extent = extent
    this.failure = undefined
    this.activeNumber = null
    if (extent === 'live') await this.change({ layout: 'list', sort: byVerdict })
    else if (isFirst) await this.change({ layout: 'tree', sort: byPath })
    else await this.change({})
  }

  /** Finds a folder, or a row of a comparison opened anew, near the beginning. */
  private activateLoaded(key: string | undefined): void {
    const offset = key === undefined ? -1 : this.offsetOfLoaded(key)
    if (offset < 0) return
    this.select(offset)
    this.jumps += 1
  }

  /** -1 where it is not among the rows near the beginning or in view. */
  private offsetOfLoaded(key: string): number {
    const last = Math.min(this.rows.rowCount, Math.max(searchedRows, this.activeOffset + searchedRows))
    for (let offset = 0; offset < last; offset++) if (keyOf(this.rows.rowAt(offset)) === key) return offset
    return -1
  }

  /** Opens and closes the folders of a view opened anew as those of the one before. */
  private async toggleAgain(rowCount: number): Promise<number> {
    const all = this.allToggled === undefined ? [] : [{ folder: '', isExpanded: this.allToggled, all: true }]
    const each = [...this.toggled]
      .slice(-maxToggledAgain)
      .map(([folder, isExpanded]) => ({ folder, isExpanded, all: false }))
    let count = rowCount
    // oxlint-disable-next-line no-await-in-loop -- In the order they were made.
    for (const toggle of [...all, ...each]) count = (await this.view.ask('comparison.toggle', toggle)).rowCount
    return count
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
