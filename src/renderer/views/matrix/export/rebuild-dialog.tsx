import { Button, Modal } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import type { MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { SafeText } from '../../../components/safe-text.tsx'
import { useBusy } from '../../../components/use-busy.ts'
import { countOf } from '../../../format/quantity.ts'
import { buildCells } from '../../../stores/matrix/build-actions.ts'
import type { CellTable } from '../../../stores/matrix/cell-table.ts'
import { describeRebuild } from './rebuild-words.ts'
import styles from './export.module.css'

interface Props {
  readonly planId: string
  readonly cells: readonly number[]
  readonly detail: MatrixDetail
  readonly table: CellTable
  readonly onClose: () => void
}

const mostNamed = 6

function nameCell(cell: number, { detail, table }: Props): string {
  const { row, column } = table.placeOf(cell)
  return `${detail.inputs[row]?.inputId ?? ''} × ${detail.params[column]?.paramName ?? ''}`
}

/** Asks before finished artifacts are built anew. */
export function RebuildDialog(props: Props) {
  const { planId, cells, table, onClose } = props
  const [isBusy, start] = useBusy()
  const rebuild = (): void =>
    start(async () => {
      await buildCells(planId, [...cells], true)
      onClose()
    })
  const more = cells.length - mostNamed
  return (
    <Modal opened onClose={onClose} title={`Rebuild ${countOf(cells.length, 'cell')}?`} size={520}>
      <div className={styles.body}>
        <p>{describeRebuild(cells, table)}</p>
        <p className={styles.about}>Each artifact stays until its new build has succeeded.</p>
        <ul className={styles.named}>
          {cells.slice(0, mostNamed).map((cell) => (
            <li key={cell}>
              <SafeText text={nameCell(cell, props)} />
            </li>
          ))}
          {more > 0 && <li className={styles.about}>and {countOf(more, 'more cell')}</li>}
        </ul>
        <div className={styles.foot}>
          <span />
          <Button variant="default" data-autofocus onClick={onClose}>
            Keep them
          </Button>
          <Button loading={isBusy} leftSection={<IconRefresh size={14} />} onClick={rebuild}>
            Rebuild {countOf(cells.length, 'cell')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
