import type { ComparisonRow } from '../../shared/ipc/comparison-schemas.ts'

/** More are not copied or exported at once by their numbers. */
export const maxChosenRows = 10_000

/** The number of a row that stands for a path; folders and groups have none. */
export function numberOf(row: ComparisonRow | undefined): number | null {
  return row?.type === 'entry' ? row.row : null
}

/** Which rows are chosen together, by their numbers; none while only the active row counts. */
export class ComparisonChoice {
  /** All that the query shows. */
  isAll = false
  rows: ReadonlySet<number> = new Set()
  /** From where Shift extends. */
  anchorOffset = -1

  has(row: ComparisonRow): boolean {
    return row.type === 'entry' && (this.isAll || this.rows.has(row.row))
  }

  countAmong(matchedCount: number): number {
    return this.isAll ? matchedCount : this.rows.size
  }

  clear(anchorOffset = -1): void {
    this.isAll = false
    this.rows = new Set()
    this.anchorOffset = anchorOffset
  }

  chooseAll(): void {
    this.isAll = true
    this.rows = new Set()
  }

  /** Takes a row in or out; the first time the row that was active counts as chosen. */
  toggle(row: number, activeRow: number | null): void {
    const rows = new Set(this.rows)
    if (rows.size === 0 && activeRow !== null) rows.add(activeRow)
    if (!rows.delete(row)) rows.add(row)
    this.isAll = false
    this.rows = rows
  }

  replace(rows: Iterable<number>): void {
    this.isAll = false
    this.rows = new Set(rows)
  }
}
