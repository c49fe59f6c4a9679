import type { CellState, MatrixDetail } from '../../../shared/ipc/matrix-schemas.ts'
import { listedStates, type CellTable, type RebuildEnd } from './cell-table.ts'

export interface CellFilter {
  readonly search: string
  /** None of these and of `rebuilds` for all; else cells that are in one of them. */
  readonly states: readonly CellState[]
  /** How rebuilds ended that left an artifact in its place. */
  readonly rebuilds: readonly RebuildEnd[]
}

export const everyCell: CellFilter = { search: '', states: [], rebuilds: [] }

type Names = Pick<MatrixDetail, 'inputs' | 'params'>

function wordsOf(search: string): string[] {
  return search
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((word) => word !== '')
}

/** A word may be in the input's name, in the param's, or go from one into the other as it does in a cell's id. */
function markWord(word: string, { inputs, params }: Names, passes: Uint8Array): void {
  const rows = inputs.map(({ inputId, label }) => ({
    has: inputId.toLowerCase().includes(word) || label.toLowerCase().includes(word),
    id: inputId.toLowerCase(),
  }))
  const columns = params.map(({ paramName, label }) => ({
    has: paramName.toLowerCase().includes(word) || label.toLowerCase().includes(word),
    id: paramName.toLowerCase(),
  }))
  const mayCross = word.includes('_') || word.includes('-')
  let cell = 0
  for (const row of rows) {
    for (const column of columns) {
      const isMeant = row.has || column.has || (mayCross && `${row.id}_${column.id}`.includes(word))
      if (!isMeant) passes[cell] = 0
      cell += 1
    }
  }
}

function markStates({ states, rebuilds }: CellFilter, table: CellTable, passes: Uint8Array): void {
  const wanted = new Set(states.map((state) => listedStates.indexOf(state)))
  for (let cell = 0; cell < passes.length; cell += 1) {
    if (wanted.has(table.codeAt(cell))) continue
    const left = rebuilds.length === 0 ? null : table.leftAt(cell)
    if (left === null || !rebuilds.includes(left)) passes[cell] = 0
  }
}

/** A mark for each cell that passes; null where nothing is filtered. */
export function filterCells(filter: CellFilter, names: Names, table: CellTable): Uint8Array | null {
  const words = wordsOf(filter.search)
  const isByState = filter.states.length > 0 || filter.rebuilds.length > 0
  if (words.length === 0 && !isByState) return null
  const passes = new Uint8Array(table.cellCount).fill(1)
  for (const word of words) markWord(word, names, passes)
  if (isByState) markStates(filter, table, passes)
  return passes
}

export function countPassing(passes: Uint8Array): number {
  let count = 0
  for (const mark of passes) count += mark
  return count
}

/** The next or previous cell that passes, around the end; -1 where none does. */
export function stepToPassing(passes: Uint8Array, from: number, by: 1 | -1): number {
  const { length } = passes
  for (let step = 1; step <= length; step += 1) {
    const cell = (((from + by * step) % length) + length) % length
    if (passes[cell] === 1) return cell
  }
  return -1
}
