/** Which cells are selected, and the range that is being drawn from an anchor. Never changed: each change is another one. */
export interface CellSelection {
  readonly chosen: Uint8Array
  readonly count: number
  /** Where a range begins that Shift goes on with; null before there is one. */
  readonly anchor: number | null
  /** What was selected before the range. */
  readonly base: Uint8Array
}

export interface GridSize {
  readonly rowCount: number
  readonly columnCount: number
}

export interface CellRange {
  readonly firstRow: number
  readonly lastRow: number
  readonly firstColumn: number
  readonly lastColumn: number
}

function countOf(chosen: Uint8Array): number {
  let count = 0
  for (const mark of chosen) count += mark
  return count
}

function made(chosen: Uint8Array, anchor: number | null, base: Uint8Array = chosen): CellSelection {
  return { chosen, count: countOf(chosen), anchor, base }
}

export function selectNone({ rowCount, columnCount }: GridSize): CellSelection {
  return made(new Uint8Array(rowCount * columnCount), null)
}

/** The same where the plan is as large as it was, else none. */
export function fitSelection(selection: CellSelection, size: GridSize): CellSelection {
  return selection.chosen.length === size.rowCount * size.columnCount ? selection : selectNone(size)
}

function fill(chosen: Uint8Array, { columnCount }: GridSize, range: CellRange): void {
  for (let row = range.firstRow; row <= range.lastRow; row += 1) {
    chosen.fill(1, row * columnCount + range.firstColumn, row * columnCount + range.lastColumn + 1)
  }
}

function rangeBetween(one: number, other: number, { columnCount }: GridSize): CellRange {
  const [rowOne, rowOther] = [Math.floor(one / columnCount), Math.floor(other / columnCount)]
  const [columnOne, columnOther] = [one % columnCount, other % columnCount]
  return {
    firstRow: Math.min(rowOne, rowOther),
    lastRow: Math.max(rowOne, rowOther),
    firstColumn: Math.min(columnOne, columnOther),
    lastColumn: Math.max(columnOne, columnOther),
  }
}

/** The rectangle from the anchor to this cell, beside what was selected before it. */
export function extendTo(selection: CellSelection, cell: number, from: number, size: GridSize): CellSelection {
  const anchor = selection.anchor ?? from
  const chosen = selection.base.slice()
  fill(chosen, size, rangeBetween(anchor, cell, size))
  return made(chosen, anchor, selection.base)
}

export function toggleCell({ chosen }: CellSelection, cell: number): CellSelection {
  const next = chosen.slice()
  next[cell] = next[cell] === 1 ? 0 : 1
  // A range that begins here later goes on beside all that is selected now.
  return made(next, cell)
}

/** A range, beside what is selected or in its place; where all of it is selected already, it is not any more. */
export function selectRange(
  selection: CellSelection,
  range: CellRange,
  size: GridSize,
  isBeside: boolean,
): CellSelection {
  const base = isBeside ? selection.chosen.slice() : new Uint8Array(selection.chosen.length)
  const chosen = base.slice()
  fill(chosen, size, range)
  const anchor = range.firstRow * size.columnCount + range.firstColumn
  const isAll = isBeside && countOf(chosen) === selection.count
  if (!isAll) return made(chosen, anchor)
  for (let row = range.firstRow; row <= range.lastRow; row += 1) {
    chosen.fill(0, row * size.columnCount + range.firstColumn, row * size.columnCount + range.lastColumn + 1)
  }
  return made(chosen, anchor)
}

/** All cells that pass; `passes` null for all there are. */
export function selectAll(size: GridSize, passes: Uint8Array | null): CellSelection {
  const chosen = passes?.slice() ?? new Uint8Array(size.rowCount * size.columnCount).fill(1)
  return made(chosen, null)
}

export function startAt(selection: CellSelection, cell: number): CellSelection {
  return { ...selection, anchor: cell, base: selection.chosen }
}

export function chosenCells({ chosen }: CellSelection): number[] {
  const cells: number[] = []
  for (const [cell, mark] of chosen.entries()) if (mark === 1) cells.push(cell)
  return cells
}
