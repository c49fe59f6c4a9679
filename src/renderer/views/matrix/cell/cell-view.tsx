import { Button } from '@mantine/core'
import { useState } from 'react'
import type { CellDetail, MatrixDetail } from '../../../../shared/ipc/matrix-schemas.ts'
import { FailurePanel } from '../../../components/failure-panel.tsx'
import { useCellDetail } from '../../../stores/matrix/cell-detail.ts'
import type { CellTable } from '../../../stores/matrix/cell-table.ts'
import { LogPanel } from '../log/log-panel.tsx'
import { CellFacts } from './cell-facts.tsx'
import { CellHeader } from './cell-header.tsx'
import { CellRuns } from './cell-runs.tsx'
import type { PhaseChoice } from './phase-choice.ts'
import { PhaseGantt } from './phase-gantt.tsx'
import { useSameCell } from './use-same-cell.ts'
import styles from './cell.module.css'

interface Props {
  readonly planId: string
  readonly cell: number
  readonly detail: MatrixDetail
  readonly table: CellTable
}

function CellBody({ planId, detail }: { readonly planId: string; readonly detail: CellDetail }) {
  const [chosen, setChosen] = useState<PhaseChoice | null>(null)
  const hasLogs = detail.logs.length > 0
  return (
    <>
      <CellFacts detail={detail} />
      {detail.failure !== null && !detail.evidence.includes(detail.failure.message) && (
        <div className={styles.failure}>
          <FailurePanel failure={detail.failure} />
        </div>
      )}
      <div className={styles.columns}>
        <PhaseGantt
          phases={detail.phases}
          isLive={detail.state === 'building'}
          chosenPhase={chosen?.phase ?? null}
          onChoose={hasLogs ? setChosen : null}
        />
        <CellRuns runs={detail.runs} />
      </div>
      <LogPanel planId={planId} detail={detail} chosen={chosen} onClearPhase={() => setChosen(null)} />
    </>
  )
}

/** One cell: what is there, why it is in its state, its phases, its logs, and the builds it had. */
export function CellView({ planId, cell, detail, table }: Props) {
  useSameCell(planId, cell, detail)
  const current = useCellDetail(planId, cell)
  return (
    <>
      <CellHeader planId={planId} cell={cell} plan={detail} table={table} current={current} />
      {current.failure !== null && (
        <div className={styles.failure}>
          <FailurePanel failure={current.failure}>
            <Button variant="default" onClick={current.reload}>
              Read it again
            </Button>
          </FailurePanel>
        </div>
      )}
      {current.detail === null ? (
        current.failure === null && <div className={styles.skeleton} role="status" aria-label="Reading the cell" />
      ) : (
        <CellBody planId={planId} detail={current.detail} />
      )}
    </>
  )
}
