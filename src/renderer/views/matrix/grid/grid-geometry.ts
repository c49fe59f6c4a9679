import type { CellRange, GridSize } from '../../../stores/matrix/cell-selection.ts'

/** How much is said in a cell: only its shape; how far it came; its state in words; that and a second line. */
export type CellWords = 'shape' | 'phase' | 'word' | 'card'

export interface GridGeometry extends GridSize {
  readonly cellWidthPx: number
  readonly cellHeightPx: number
  /** The inputs' names, at the left. */
  readonly rowHeaderPx: number
  /** The params' names, at the top. */
  readonly columnHeaderPx: number
  /** Whether the params' names are written upright, for lack of width. */
  readonly isUpright: boolean
  readonly words: CellWords
  /** Whether a thin row says the cost of its input, and whether it has a bar beside its total. */
  readonly hasRowCost: boolean
  readonly hasRowBar: boolean
}

/** How wide the longest names are written. */
export interface NameWidths {
  readonly rowPx: number
  readonly columnPx: number
}

export interface GridOffset {
  readonly left: number
  readonly top: number
}

export interface BoxSize {
  readonly widthPx: number
  readonly heightPx: number
}

/** Sizes of a cell to choose from, smallest first. */
export const zoomSteps: readonly BoxSize[] = [
  { widthPx: 12, heightPx: 12 },
  { widthPx: 16, heightPx: 16 },
  { widthPx: 20, heightPx: 20 },
  { widthPx: 28, heightPx: 24 },
  { widthPx: 48, heightPx: 26 },
  { widthPx: 66, heightPx: 28 },
  { widthPx: 92, heightPx: 30 },
  { widthPx: 120, heightPx: 40 },
  { widthPx: 160, heightPx: 60 },
  { widthPx: 220, heightPx: 84 },
]

const smallestFitPx = 20
const largestFit: BoxSize = { widthPx: 240, heightPx: 88 }
const uprightBelowPx = 84
const flatHeaderPx = 58
const uprightFootPx = 26
const mostUprightPx = 132

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}

function wordsIn({ widthPx, heightPx }: BoxSize): CellWords {
  if (widthPx >= 150 && heightPx >= 52) return 'card'
  if (widthPx >= uprightBelowPx) return 'word'
  return widthPx >= 44 ? 'phase' : 'shape'
}

/** As large as shows the whole grid, within what is good to look at; where nothing does, as small as is good to look at. */
function fitCell({ rowCount, columnCount }: GridSize, room: BoxSize): BoxSize {
  const widthPx = clamp(Math.floor(room.widthPx / Math.max(1, columnCount)), smallestFitPx, largestFit.widthPx)
  const heightPx = clamp(Math.floor(room.heightPx / Math.max(1, rowCount)), smallestFitPx, largestFit.heightPx)
  // Long strips and tall slits are hard to follow across the grid.
  return { widthPx: Math.min(widthPx, heightPx * 5), heightPx: Math.min(heightPx, Math.max(24, widthPx * 0.75)) }
}

interface RowHeader {
  readonly rowHeaderPx: number
  readonly hasRowCost: boolean
  readonly hasRowBar: boolean
}

const rowTotalPx = 92
const rowCostPx = 88
const rowBarPx = 44

/** Wide enough for the names; where there is no room for all, the names go before the bar, and that before the cost. */
function layOutRowHeader({ widthPx }: BoxSize, namesPx: number): RowHeader {
  const mostPx = clamp(Math.round(widthPx * 0.36), 150, 340)
  const barePx = namesPx + rowTotalPx
  const hasRowCost = barePx + rowCostPx <= mostPx
  const hasRowBar = barePx + rowCostPx + rowBarPx <= mostPx
  const wantedPx = barePx + (hasRowCost ? rowCostPx : 0) + (hasRowBar ? rowBarPx : 0)
  return { rowHeaderPx: Math.round(clamp(wantedPx, 150, mostPx)), hasRowCost, hasRowBar }
}

/** Lays a grid out in a box, as large as chosen; null for as large as fits. */
export function layOutGrid(size: GridSize, box: BoxSize, zoom: number | null, names: NameWidths): GridGeometry {
  const header = layOutRowHeader(box, names.rowPx)
  const { rowHeaderPx } = header
  const uprightPx = Math.round(clamp(names.columnPx + 12, 40, mostUprightPx)) + uprightFootPx
  const room = (headerPx: number): BoxSize => ({
    widthPx: box.widthPx - rowHeaderPx - 1,
    heightPx: box.heightPx - headerPx - 1,
  })
  const chosen = zoom === null ? undefined : zoomSteps[zoom]
  const flat = chosen ?? fitCell(size, room(flatHeaderPx))
  const isUpright = flat.widthPx < uprightBelowPx
  const cell = chosen ?? (isUpright ? fitCell(size, room(uprightPx)) : flat)
  return {
    ...size,
    cellWidthPx: Math.floor(cell.widthPx),
    cellHeightPx: Math.floor(cell.heightPx),
    ...header,
    columnHeaderPx: isUpright ? uprightPx : flatHeaderPx,
    isUpright,
    words: wordsIn(cell),
  }
}

/** The step larger or smaller than what is shown now. */
export function zoomBy(geometry: GridGeometry, by: 1 | -1): number {
  const { cellWidthPx } = geometry
  const larger = zoomSteps.findIndex(({ widthPx }) => widthPx > cellWidthPx)
  const smaller = zoomSteps.findLastIndex(({ widthPx }) => widthPx < cellWidthPx)
  return by > 0 ? (larger < 0 ? zoomSteps.length - 1 : larger) : Math.max(0, smaller)
}

export function wholeSize(geometry: GridGeometry): BoxSize {
  return {
    widthPx: geometry.rowHeaderPx + geometry.columnCount * geometry.cellWidthPx,
    heightPx: geometry.columnHeaderPx + geometry.rowCount * geometry.cellHeightPx,
  }
}

/** The cells that are in view, in part or whole; none where `lastRow` is before `firstRow`. */
export function visibleRange(geometry: GridGeometry, offset: GridOffset, box: BoxSize): CellRange {
  const { cellWidthPx, cellHeightPx, rowCount, columnCount } = geometry
  return {
    firstRow: Math.max(0, Math.floor(offset.top / cellHeightPx)),
    lastRow: Math.min(rowCount - 1, Math.floor((offset.top + box.heightPx - geometry.columnHeaderPx) / cellHeightPx)),
    firstColumn: Math.max(0, Math.floor(offset.left / cellWidthPx)),
    lastColumn: Math.min(columnCount - 1, Math.floor((offset.left + box.widthPx - geometry.rowHeaderPx) / cellWidthPx)),
  }
}

/** Where a cell's upper left corner stands in the box. */
export function cornerOf(geometry: GridGeometry, offset: GridOffset, row: number, column: number) {
  return {
    x: geometry.rowHeaderPx + column * geometry.cellWidthPx - offset.left,
    y: geometry.columnHeaderPx + row * geometry.cellHeightPx - offset.top,
  }
}

export type GridSpot =
  | { readonly type: 'cell'; readonly row: number; readonly column: number }
  | { readonly type: 'row'; readonly row: number }
  | { readonly type: 'column'; readonly column: number }
  | { readonly type: 'corner' }

/** What is at a point of the box; undefined beside the grid. */
export function spotAt(geometry: GridGeometry, offset: GridOffset, x: number, y: number): GridSpot | undefined {
  const isInRowHeader = x < geometry.rowHeaderPx
  const isInColumnHeader = y < geometry.columnHeaderPx
  if (isInRowHeader && isInColumnHeader) return { type: 'corner' }
  const row = Math.floor((y - geometry.columnHeaderPx + offset.top) / geometry.cellHeightPx)
  const column = Math.floor((x - geometry.rowHeaderPx + offset.left) / geometry.cellWidthPx)
  if (!isInColumnHeader && (row < 0 || row >= geometry.rowCount)) return undefined
  if (!isInRowHeader && (column < 0 || column >= geometry.columnCount)) return undefined
  if (isInRowHeader) return { type: 'row', row }
  return isInColumnHeader ? { type: 'column', column } : { type: 'cell', row, column }
}

function revealAlong(startPx: number, sizePx: number, offsetPx: number, roomPx: number): number {
  if (startPx < offsetPx) return startPx
  return startPx + sizePx > offsetPx + roomPx ? startPx + sizePx - roomPx : offsetPx
}

/** The offset nearest to this one at which a cell is wholly in view. */
export function offsetToReveal(
  geometry: GridGeometry,
  offset: GridOffset,
  box: BoxSize,
  { row, column }: { readonly row: number; readonly column: number },
): GridOffset {
  const { cellWidthPx, cellHeightPx } = geometry
  return {
    left: revealAlong(column * cellWidthPx, cellWidthPx, offset.left, box.widthPx - geometry.rowHeaderPx),
    top: revealAlong(row * cellHeightPx, cellHeightPx, offset.top, box.heightPx - geometry.columnHeaderPx),
  }
}

/** Rows that are in view at once. */
export function pageRowsOf(geometry: GridGeometry, box: BoxSize): number {
  return Math.max(1, Math.floor((box.heightPx - geometry.columnHeaderPx) / geometry.cellHeightPx) - 1)
}
