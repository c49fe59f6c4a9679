import type { CellState, PlanInput, PlanParam } from '../../../shared/model/plan.ts'

/** "Dataset 1 + modelA (384d)"; what a cost is unknown of says so, for it comes last in the order. */
export function labelCell(input: PlanInput, param: PlanParam): string {
  const name = `${input.label} + ${param.name}`
  if (input.cost === null || param.cost === null) {
    return `${name} (${param.label === null ? '' : `${param.label}, `}cost unknown)`
  }
  return param.label === null ? name : `${name} (${param.label})`
}

/** "done", "missing", "altered", "building 1/3 embed", "failed 1/3 embed", "stopped 1/3 embed". */
export function describeCellState(state: CellState): string {
  if (!('phasesDone' in state)) return state.kind
  return `${state.kind} ${state.phasesDone}/${state.phaseCount}${state.phase === null ? '' : ` ${state.phase}`}`
}
