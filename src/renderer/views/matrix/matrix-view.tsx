import { PlanView } from './plan/plan-view.tsx'
import { PlansView } from './plans/plans-view.tsx'

interface Props {
  readonly planId: string | null
  readonly cell: number | null
}

/** All plans, the grid of one, or one cell of it. */
export function MatrixView({ planId, cell }: Props) {
  return planId === null ? <PlansView /> : <PlanView key={planId} planId={planId} cell={cell} />
}
