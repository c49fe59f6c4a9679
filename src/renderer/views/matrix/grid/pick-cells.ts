import {
  extendTo,
  selectAll,
  selectNone,
  selectRange,
  startAt,
  toggleCell,
  type CellRange,
  type CellSelection,
  type GridSize,
} from '../../../stores/matrix/cell-selection.ts'
import type { PickMode } from './grid-gestures.ts'
import type { GridSpot } from './grid-geometry.ts'

export interface Pick {
  readonly selection: CellSelection
  readonly active: number
}

interface Before extends Pick {
  readonly size: GridSize
  readonly passes: Uint8Array | null
}

function lineOf(spot: GridSpot, size: GridSize): CellRange {
  const [lastRow, lastColumn] = [size.rowCount - 1, size.columnCount - 1]
  if (spot.type === 'row') return { firstRow: spot.row, lastRow: spot.row, firstColumn: 0, lastColumn }
  if (spot.type === 'column') return { firstRow: 0, lastRow, firstColumn: spot.column, lastColumn: spot.column }
  return { firstRow: 0, lastRow, firstColumn: 0, lastColumn }
}

function isAlone(selection: CellSelection, cell: number): boolean {
  return selection.count === 1 && selection.chosen[cell] === 1
}

function pickCell(cell: number, mode: PickMode, { selection, active, size }: Before): Pick {
  if (mode === 'extend') return { selection: extendTo(selection, cell, active, size), active: cell }
  if (mode === 'toggle') return { selection: toggleCell(selection, cell), active: cell }
  const none = selectNone(size)
  return { selection: isAlone(selection, cell) ? startAt(none, cell) : toggleCell(none, cell), active: cell }
}

/** What a click on a cell, a header or the corner selects. */
export function pickSpot(spot: GridSpot, mode: PickMode, before: Before): Pick {
  const { size, selection, active, passes } = before
  if (spot.type === 'cell') return pickCell(spot.row * size.columnCount + spot.column, mode, before)
  if (spot.type === 'corner') {
    const all = selectAll(size, passes)
    return { selection: selection.count === all.count ? selectNone(size) : all, active }
  }
  const row = spot.type === 'row' ? spot.row : Math.floor(active / size.columnCount)
  const column = spot.type === 'column' ? spot.column : active % size.columnCount
  const line = lineOf(spot, size)
  return { selection: selectRange(selection, line, size, mode !== 'alone'), active: row * size.columnCount + column }
}

function cornersOf(spot: GridSpot, size: GridSize): readonly [number, number] {
  const { firstRow, lastRow, firstColumn, lastColumn } =
    spot.type === 'cell'
      ? { firstRow: spot.row, lastRow: spot.row, firstColumn: spot.column, lastColumn: spot.column }
      : lineOf(spot, size)
  return [firstRow * size.columnCount + firstColumn, lastRow * size.columnCount + lastColumn]
}

/** The range between where the pointer went down and where it is: cells, or whole lines from a header. */
export function dragBetween(from: GridSpot, to: GridSpot, base: CellSelection, size: GridSize): Pick {
  const target: GridSpot =
    from.type === 'row' && to.type !== 'corner' && to.type !== 'column'
      ? { type: 'row', row: to.row }
      : from.type === 'column' && to.type !== 'corner' && to.type !== 'row'
        ? { type: 'column', column: to.column }
        : to
  const cells = [...cornersOf(from, size), ...cornersOf(target, size)]
  const rows = cells.map((cell) => Math.floor(cell / size.columnCount))
  const columns = cells.map((cell) => cell % size.columnCount)
  const first = Math.min(...rows) * size.columnCount + Math.min(...columns)
  const last = Math.max(...rows) * size.columnCount + Math.max(...columns)
  const selection = extendTo({ ...base, anchor: first }, last, first, size)
  const active = target.type === 'cell' ? target.row * size.columnCount + target.column : first
  return { selection, active }
}
