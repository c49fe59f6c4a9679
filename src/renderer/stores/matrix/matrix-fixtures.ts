import type { MatrixCells, MatrixDetail } from '../../../shared/ipc/matrix-schemas.ts'
import { CellTable } from './cell-table.ts'

function makeInputs(count: number): MatrixDetail['inputs'] {
  return Array.from({ length: count }, (_, index) => ({
    inputId: `dataset${index + 1}`,
    label: `Dataset ${index + 1}`,
    path: null,
    cost: null,
    costUnit: 'unknown' as const,
  }))
}

function makeParams(count: number): MatrixDetail['params'] {
  return Array.from({ length: count }, (_, index) => ({
    paramName: `model${String.fromCodePoint(65 + index)}`,
    label: `Model ${index + 1}`,
    cost: null,
  }))
}

/** A table of so many inputs and params, a letter a cell. */
function makeTableOf(
  rowCount: number,
  columnCount: number,
  states: string,
  phases: MatrixCells['phases'] = [],
): CellTable {
  return new CellTable({ inputs: makeInputs(rowCount), params: makeParams(columnCount) }, { states, phases })
}

export const makeTable = Object.assign(makeTableOf, { inputs: makeInputs, params: makeParams })
