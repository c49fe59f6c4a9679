/** Where a grid stands, in rows, for what is shown beside it: read and followed while it scrolls, and moved from outside. */
export class GridViewport {
  firstRow = 0
  visibleRows = 0
  private scroll: ((row: number) => void) | undefined
  private readonly listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Done by the grid while it is shown; returns how to end it. */
  connect(scroll: (row: number) => void): () => void {
    this.scroll = scroll
    return () => {
      this.scroll = undefined
    }
  }

  scrollTo(row: number): void {
    this.scroll?.(Math.max(0, row))
  }

  report(firstRow: number, visibleRows: number): void {
    if (firstRow === this.firstRow && visibleRows === this.visibleRows) return
    this.firstRow = firstRow
    this.visibleRows = visibleRows
    for (const listener of this.listeners) listener()
  }

  /** Brings a row into view, with some rows around it unless it is in view already. */
  reveal(row: number): void {
    const isInView = row >= this.firstRow && row + 1 <= this.firstRow + this.visibleRows
    if (!isInView) this.scrollTo(row - Math.floor(this.visibleRows / 3))
  }
}
