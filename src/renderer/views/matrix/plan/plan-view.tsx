import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { FailurePanel } from '../../../components/failure-panel.tsx'
import { SafeText } from '../../../components/safe-text.tsx'
import { ViewHeader } from '../../../components/view-header.tsx'
import { followMatrix, reloadMatrix, useMatrix } from '../../../stores/matrix/matrix-store.ts'
import { navigate } from '../../../stores/route-store.ts'
import { CellView } from '../cell/cell-view.tsx'
import { useDroppedPlans } from '../use-dropped-plans.ts'
import { NoCells } from './no-cells.tsx'
import { PlanGrid } from './plan-grid.tsx'
import { PlanGone } from './plan-gone.tsx'
import { PlanHeader } from './plan-header.tsx'
import { PlanNotices } from './plan-notices.tsx'
import { PlanProblems } from './plan-problems.tsx'
import styles from './plan.module.css'

interface Props {
  readonly planId: string
  readonly cell: number | null
}

function PlanFailure({ planId }: { readonly planId: string }) {
  const failure = useMatrix((state) => state.failure)
  if (failure === null) return null
  return (
    <>
      <ViewHeader title="This plan cannot be shown" subtitle={<SafeText text={planId} />} />
      <div className={styles.failed}>
        <FailurePanel failure={failure}>
          <Button variant="default" onClick={reloadMatrix}>
            Try again
          </Button>
          <Button variant="default" onClick={() => navigate({ view: 'matrix', planId: null, cell: null })}>
            Go to all plans
          </Button>
        </FailurePanel>
      </div>
    </>
  )
}

function PlanSkeleton() {
  return (
    <>
      <ViewHeader title="Reading the plan…" subtitle=" " />
      <div className={styles.skeleton} role="status" aria-label="Reading the plan" />
    </>
  )
}

function ShownPlan({ planId, cell }: Props) {
  const detail = useMatrix((state) => state.detail)
  const table = useMatrix((state) => state.table)
  if (detail === null || table === null) return null
  const hasGrid = detail.item.state === 'ready' && detail.problems.length === 0
  if (hasGrid && cell !== null && cell < table.cellCount) {
    return <CellView key={cell} planId={planId} cell={cell} detail={detail} table={table} />
  }
  return (
    <>
      <PlanHeader planId={planId} detail={detail} table={table} />
      <PlanNotices detail={detail} />
      {detail.item.state === 'missing' ? (
        <PlanGone planId={planId} detail={detail} />
      ) : !hasGrid ? (
        <PlanProblems detail={detail} />
      ) : table.cellCount === 0 ? (
        <NoCells detail={detail} />
      ) : (
        <PlanGrid planId={planId} detail={detail} table={table} />
      )}
    </>
  )
}

/** One plan: its grid, or what keeps it from having one; or one of its cells. */
export function PlanView({ planId, cell }: Props) {
  useEffect(() => followMatrix(planId), [planId])
  useDroppedPlans()
  const isKnown = useMatrix((state) => state.planId === planId && state.detail !== null)
  const hasFailed = useMatrix((state) => state.planId === planId && state.failure !== null)
  if (isKnown) return <ShownPlan planId={planId} cell={cell} />
  return hasFailed ? <PlanFailure planId={planId} /> : <PlanSkeleton />
}
