import { reportFailure } from '../notices.ts'
import { PagedRows } from '../paged-rows.ts'

/** A list that is all here, as grids ask for it: by pages, though an answer never waits. */
export class ListedRows {
  readonly paged: PagedRows<number>
  private listed: Int32Array = new Int32Array(0)

  constructor() {
    this.paged = new PagedRows<number>(
      (offset, limit) => Promise.resolve(Array.from(this.listed.subarray(offset, offset + limit))),
      reportFailure,
    )
  }

  list(listed: Int32Array): void {
    this.listed = listed
    void this.paged.replace(listed.length)
  }
}
