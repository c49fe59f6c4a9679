import type { MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import type { CellTable } from '../../../stores/matrix/cell-table.ts'
import { describeRebuild, describeState } from '../state-look.tsx'

/** "dataset1, modelA: building 2/3 index", as it is read out. */
export function describeCell(
  cell: number,
  detail: Pick<MatrixDetail, 'inputs' | 'params' | 'phases'>,
  table: CellTable,
): string {
  const { row, column } = table.placeOf(cell)
  const input = detail.inputs[row]
  const param = detail.params[column]
  if (input === undefined || param === undefined) return ''
  const phases = table.phasesAt(cell)
  const rebuild = describeRebuild(phases, detail.phases.length)
  const state = describeState(table.stateAt(cell), phases, detail.phases.length)
  return `${input.inputId}, ${param.paramName}: ${state}${rebuild === undefined ? '' : `, ${rebuild}`}`
}
