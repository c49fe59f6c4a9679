export type FetchRows<Row> = (offset: number, limit: number) => Promise<readonly Row[]>

export const pageSize = 200
const maxPages = 80

/**
 * Rows of a long list that live elsewhere, fetched in pages as they come into view. Old rows stay until the new ones
 * are there, so that a change of filter does not flash.
 */
export class PagedRows<Row> {
  private pages = new Map<number, readonly Row[]>()
  private readonly loading = new Set<number>()
  private readonly listeners = new Set<() => void>()
  private readonly fetchRows: FetchRows<Row>
  private readonly onError: (error: unknown) => void
  private generation = 0
  private firstVisible = 0
  private lastVisible = 0
  version = 0
  rowCount = 0

  constructor(fetchRows: FetchRows<Row>, onError: (error: unknown) => void) {
    this.fetchRows = fetchRows
    this.onError = onError
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly getVersion = (): number => this.version

  rowAt(offset: number): Row | undefined {
    return this.pages.get(Math.floor(offset / pageSize))?.[offset % pageSize]
  }

  /** Says which rows are in view; asks for those that are missing. */
  show(first: number, last: number): void {
    this.firstVisible = Math.max(0, first)
    this.lastVisible = last
    for (const page of this.visiblePages(this.rowCount)) {
      if (!this.pages.has(page) && !this.loading.has(page)) void this.load(page)
    }
  }

  /** Replaces the rows: fetches what is in view first, then swaps all at once. `first` moves the view. */
  async replace(rowCount: number, first = this.firstVisible): Promise<void> {
    const generation = ++this.generation
    const span = this.lastVisible - this.firstVisible
    this.firstVisible = Math.max(0, Math.min(first, rowCount - 1))
    this.lastVisible = this.firstVisible + span
    this.loading.clear()
    const wanted = this.visiblePages(rowCount)
    const pages = await Promise.all(wanted.map(async (page) => [page, await this.fetchPage(page)] as const))
    if (generation !== this.generation) return
    this.rowCount = rowCount
    this.pages = new Map(pages)
    this.announce()
  }

  /** The list grew at its end: keeps what is known, except the last page, which is no longer whole. */
  async grow(rowCount: number): Promise<void> {
    const lastPage = Math.floor(Math.max(0, this.rowCount - 1) / pageSize)
    if (rowCount <= this.rowCount) return
    const generation = this.generation
    const isLastShown = this.pages.has(lastPage) || this.rowCount === 0
    const rows = isLastShown ? await this.fetchPage(lastPage) : undefined
    if (generation !== this.generation) return
    if (rows !== undefined) this.pages.set(lastPage, rows)
    this.rowCount = Math.max(this.rowCount, rowCount)
    this.announce()
  }

  private visiblePages(rowCount: number): number[] {
    if (rowCount === 0) return []
    const lastRow = Math.min(Math.max(this.lastVisible, this.firstVisible), rowCount - 1)
    const pages: number[] = []
    for (let page = Math.floor(this.firstVisible / pageSize); page * pageSize <= lastRow; page++) pages.push(page)
    return pages
  }

  private async load(page: number): Promise<void> {
    const generation = this.generation
    this.loading.add(page)
    try {
      const rows = await this.fetchPage(page)
      if (generation !== this.generation) return
      this.pages.set(page, rows)
      this.dropFarPages(page)
      this.announce()
    } catch (error) {
      this.onError(error)
    } finally {
      if (generation === this.generation) this.loading.delete(page)
    }
  }

  private fetchPage(page: number): Promise<readonly Row[]> {
    return this.fetchRows(page * pageSize, pageSize)
  }

  private dropFarPages(near: number): void {
    if (this.pages.size <= maxPages) return
    const farthest = [...this.pages.keys()].toSorted((a, b) => Math.abs(b - near) - Math.abs(a - near))
    for (const page of farthest.slice(0, this.pages.size - maxPages)) this.pages.delete(page)
  }

  private announce(): void {
    this.version += 1
    for (const listener of this.listeners) listener()
  }
}
