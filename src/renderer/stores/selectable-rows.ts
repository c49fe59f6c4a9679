import { reportFailure } from './notices.ts'
import { PagedRows, type FetchRows } from './paged-rows.ts'

/** A long list of which one row is selected, for views that follow it. */
export abstract class SelectableRows<Row> {
  readonly rows: PagedRows<Row>
  /** Where the selected row stands; -1 for none. */
  activeOffset = -1
  private version = 0
  private readonly listeners = new Set<() => void>()

  constructor(fetchRows: FetchRows<Row>) {
    this.rows = new PagedRows(fetchRows, reportFailure)
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

  get activeRow(): Row | undefined {
    return this.activeOffset < 0 ? undefined : this.rows.rowAt(this.activeOffset)
  }

  select(offset: number): void {
    this.activeOffset = offset
    this.announce()
  }

  protected announce(): void {
    this.version += 1
    for (const listener of this.listeners) listener()
  }
}
