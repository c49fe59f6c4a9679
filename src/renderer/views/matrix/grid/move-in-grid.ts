import type { GridSize } from '../../../stores/matrix/cell-selection.ts'

/** Where a key moves the active cell; undefined where it is not a key that moves. With Ctrl, Home and End go to the corners. */
export function moveInGrid(
  key: string,
  isMod: boolean,
  active: number,
  { rowCount, columnCount }: GridSize,
  pageRows: number,
): number | undefined {
  const [row, column] = [Math.floor(active / columnCount), active % columnCount]
  const [lastRow, lastColumn] = [rowCount - 1, columnCount - 1]
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    PageUp: [row - pageRows, column],
    PageDown: [row + pageRows, column],
    Home: [isMod ? 0 : row, 0],
    End: [isMod ? lastRow : row, lastColumn],
  }
  const next = moves[key]
  const isHomeOrEnd = key === 'Home' || key === 'End'
  if (next === undefined || (isMod && !isHomeOrEnd) || rowCount === 0 || columnCount === 0) return undefined
  const clamp = (value: number, last: number): number => Math.min(last, Math.max(0, value))
  return clamp(next[0], lastRow) * columnCount + clamp(next[1], lastColumn)
}
