import type { RunPage } from '../../../shared/ipc/ledger-schemas.ts'

/** Numbers names in the order they are met, for columns of small numbers. */
class NameColumn {
  readonly names: string[] = []
  private readonly numbers = new Map<string, number>()

  number(name: string): number {
    const known = this.numbers.get(name)
    if (known !== undefined) return known
    this.numbers.set(name, this.names.length)
    return this.names.push(name) - 1
  }
}

/** One run as lists show it. Times in milliseconds since 1970 UTC; `endMs` is null while it goes on. */
export interface RunRow {
  readonly row: number
  readonly runId: string
  readonly lane: string
  readonly operation: string
  readonly status: string
  readonly isImported: boolean
  readonly startMs: number
  readonly endMs: number | null
  readonly eventCount: number
  readonly errorCount: number
  readonly warningCount: number
}

/** Runs of the ledger, column by column: a hundred thousand are some megabytes, and are walked in a millisecond. */
export class RunTable {
  count = 0
  readonly lanes = new NameColumn()
  readonly operations = new NameColumn()
  readonly statuses = new NameColumn()
  readonly runIds: string[] = []
  rows = new Float64Array(1024)
  startMs = new Float64Array(1024)
  /** NaN while it goes on. */
  endMs = new Float64Array(1024)
  lane = new Uint32Array(1024)
  operation = new Uint32Array(1024)
  status = new Uint32Array(1024)
  eventCounts = new Uint32Array(1024)
  errorCounts = new Uint32Array(1024)
  warningCounts = new Uint32Array(1024)
  isImported = new Uint8Array(1024)
  private readonly indexes = new Map<number, number>()
  private order: Int32Array | undefined

  get newestRow(): number {
    let newest = 0
    for (let i = 0; i < this.count; i += 1) newest = Math.max(newest, this.rows[i] ?? 0)
    return newest
  }

  /** Rows of runs that have not ended. */
  get openRows(): number[] {
    const open: number[] = []
    for (let i = 0; i < this.count; i += 1) if (Number.isNaN(this.endMs[i])) open.push(this.rows[i] ?? 0)
    return open
  }

  /** Indexes by start, the oldest first. */
  get byStart(): Int32Array {
    if (this.order?.length !== this.count) {
      this.order = Int32Array.from({ length: this.count }, (_, i) => i)
      this.order.sort((a, b) => (this.startMs[a] ?? 0) - (this.startMs[b] ?? 0) || a - b)
    }
    return this.order
  }

  take(page: RunPage): void {
    this.reserve(this.count + page.row.length)
    for (const [i, row] of page.row.entries()) {
      const known = this.indexes.get(row)
      const at = known ?? this.count
      if (known === undefined) {
        this.indexes.set(row, at)
        this.count += 1
      }
      this.set(at, page, i, row)
    }
  }

  read(index: number): RunRow {
    const endMs = this.endMs[index] ?? Number.NaN
    return {
      row: this.rows[index] ?? 0,
      runId: this.runIds[index] ?? '',
      lane: this.lanes.names[this.lane[index] ?? 0] ?? '',
      operation: this.operations.names[this.operation[index] ?? 0] ?? '',
      status: this.statuses.names[this.status[index] ?? 0] ?? '',
      isImported: this.isImported[index] === 1,
      startMs: this.startMs[index] ?? 0,
      endMs: Number.isNaN(endMs) ? null : endMs,
      eventCount: this.eventCounts[index] ?? 0,
      errorCount: this.errorCounts[index] ?? 0,
      warningCount: this.warningCounts[index] ?? 0,
    }
  }

  private set(at: number, page: RunPage, i: number, row: number): void {
    const startMs = page.startMs[i] ?? 0
    this.rows[at] = row
    this.runIds[at] = page.runId[i] ?? ''
    this.startMs[at] = startMs
    // A clock that was set back meanwhile makes no run end before it began.
    this.endMs[at] = Math.max(startMs, page.endMs[i] ?? Number.NaN)
    this.lane[at] = this.lanes.number(page.lanes[page.lane[i] ?? 0] ?? '')
    this.operation[at] = this.operations.number(page.operations[page.operation[i] ?? 0] ?? '')
    this.status[at] = this.statuses.number(page.statuses[page.status[i] ?? 0] ?? '')
    this.eventCounts[at] = page.eventCount[i] ?? 0
    this.errorCounts[at] = page.errorCount[i] ?? 0
    this.warningCounts[at] = page.warningCount[i] ?? 0
    this.isImported[at] = page.isImported[i] === true ? 1 : 0
  }

  private reserve(count: number): void {
    if (count <= this.rows.length) return
    const length = Math.max(count, this.rows.length * 2)
    const grow = <T extends Float64Array | Uint32Array | Uint8Array>(column: T, larger: T): T => {
      larger.set(column)
      return larger
    }
    this.rows = grow(this.rows, new Float64Array(length))
    this.startMs = grow(this.startMs, new Float64Array(length))
    this.endMs = grow(this.endMs, new Float64Array(length))
    this.lane = grow(this.lane, new Uint32Array(length))
    this.operation = grow(this.operation, new Uint32Array(length))
    this.status = grow(this.status, new Uint32Array(length))
    this.eventCounts = grow(this.eventCounts, new Uint32Array(length))
    this.errorCounts = grow(this.errorCounts, new Uint32Array(length))
    this.warningCounts = grow(this.warningCounts, new Uint32Array(length))
    this.isImported = grow(this.isImported, new Uint8Array(length))
  }
}
