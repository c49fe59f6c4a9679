import type { MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import type { CellTable, LineTotal } from '../../../stores/matrix/cell-table.ts'
import { SafeText } from '../../../components/safe-text.tsx'
import { formatCount, formatPercent } from '../../../format/quantity.ts'
import { describeCost } from '../cost-words.ts'
import { describeRebuild, describeState, lookOfRebuild, lookOfState, RebuildBadge, StateBadge } from '../state-look.tsx'
import type { GridSpot } from './grid-geometry.ts'
import styles from './grid.module.css'

export interface TipPlace {
  readonly spot: GridSpot
  readonly x: number
  readonly y: number
}

interface Props {
  readonly detail: MatrixDetail
  readonly table: CellTable
  readonly place: TipPlace
  readonly box: { readonly widthPx: number; readonly heightPx: number }
}

const tipWidthPx = 260
const tipHeightPx = 96
/** Of a cell that has an artifact and a rebuild that came to nothing. */
const tallTipHeightPx = 168

function Total({ doneCount, cellCount }: LineTotal) {
  return (
    <p className={styles.tipDim}>
      {formatCount(doneCount)} of {formatCount(cellCount)} done
      {cellCount > 0 && `, ${formatPercent(doneCount / cellCount)}`}
    </p>
  )
}

function CellTip({ detail, table, row, column }: Omit<Props, 'place' | 'box'> & { row: number; column: number }) {
  const input = detail.inputs[row]
  const param = detail.params[column]
  if (input === undefined || param === undefined) return null
  const cell = table.cellAt(row, column)
  const state = table.stateAt(cell)
  const left = table.leftAt(cell)
  const rebuild = describeRebuild(table.phasesAt(cell), detail.phases.length)
  return (
    <>
      <p className={styles.tipHead}>
        <SafeText text={input.inputId} /> × <SafeText text={param.paramName} />
      </p>
      <StateBadge state={state} words={describeState(state, table.phasesAt(cell), detail.phases.length)} />
      <p className={styles.tipDim}>{lookOfState(state).about}</p>
      {left !== null && rebuild !== undefined && (
        <>
          <RebuildBadge end={left} words={rebuild} />
          <p className={styles.tipDim}>{lookOfRebuild(left).about}</p>
        </>
      )}
      <p className={styles.tipDim}>
        {describeCost(input.cost, input.costUnit)} × {describeCost(param.cost, 'given')}
      </p>
    </>
  )
}

function RowTip({ detail, table, row }: Omit<Props, 'place' | 'box'> & { row: number }) {
  const input = detail.inputs[row]
  if (input === undefined) return null
  return (
    <>
      <p className={styles.tipHead}>
        <SafeText text={input.label} />
      </p>
      <p className={styles.tipPath}>
        <SafeText text={input.path ?? input.inputId} />
      </p>
      <p className={styles.tipDim}>{describeCost(input.cost, input.costUnit)}</p>
      <Total {...table.rowTotal(row)} />
    </>
  )
}

function ColumnTip({ detail, table, column }: Omit<Props, 'place' | 'box'> & { column: number }) {
  const param = detail.params[column]
  if (param === undefined) return null
  return (
    <>
      <p className={styles.tipHead}>
        <SafeText text={param.label} />
      </p>
      <p className={styles.tipPath}>
        <SafeText text={param.paramName} />
      </p>
      <p className={styles.tipDim}>{describeCost(param.cost, 'given')}</p>
      <Total {...table.columnTotal(column)} />
    </>
  )
}

/** What is known of what the pointer is over. */
export function GridTip({ place, box, ...rest }: Props) {
  const { spot, x, y } = place
  if (spot.type === 'corner') return null
  const left = Math.max(4, Math.min(x + 16, box.widthPx - tipWidthPx - 4))
  const isTall = spot.type === 'cell' && rest.table.leftAt(rest.table.cellAt(spot.row, spot.column)) !== null
  const heightPx = isTall ? tallTipHeightPx : tipHeightPx
  const top = y + 20 + heightPx > box.heightPx ? y - heightPx - 14 : y + 20
  return (
    <div className={styles.tip} style={{ left, top, width: tipWidthPx }} aria-hidden>
      {spot.type === 'cell' && <CellTip {...rest} row={spot.row} column={spot.column} />}
      {spot.type === 'row' && <RowTip {...rest} row={spot.row} />}
      {spot.type === 'column' && <ColumnTip {...rest} column={spot.column} />}
    </div>
  )
}
