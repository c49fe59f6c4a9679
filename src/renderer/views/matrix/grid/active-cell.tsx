import type { MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import type { CellTable } from '../../../stores/matrix/cell-table.ts'
import { describeCost } from '../cost-words.ts'
import { describeCell } from './cell-words.ts'

interface Props {
  readonly id: string
  readonly detail: MatrixDetail
  readonly table: CellTable
  readonly active: number
  readonly isChosen: boolean
}

/** The row and the cell that are active, for who hears the grid: all the others are drawn, and told when they are gone to. */
export function ActiveCell({ id, detail, table, active, isChosen }: Props) {
  const { row, column } = table.placeOf(active)
  const input = detail.inputs[row]
  const param = detail.params[column]
  if (input === undefined || param === undefined) return null
  const rowTotal = table.rowTotal(row)
  const columnTotal = table.columnTotal(column)
  return (
    <div className="visually-hidden">
      <div role="row" aria-rowindex={1}>
        <span role="columnheader" aria-colindex={column + 2}>
          {param.label}, {describeCost(param.cost, 'given')}, {columnTotal.doneCount} of {columnTotal.cellCount} done
        </span>
      </div>
      <div role="row" aria-rowindex={row + 2}>
        <span role="rowheader" aria-colindex={1}>
          {input.label}, {describeCost(input.cost, input.costUnit)}, {rowTotal.doneCount} of {rowTotal.cellCount} done
        </span>
        <span id={id} role="gridcell" aria-colindex={column + 2} aria-selected={isChosen}>
          {describeCell(active, detail, table)}
        </span>
      </div>
    </div>
  )
}
