import type { Permutation, Plan } from '../../../shared/model/plan.ts'
import { AppError } from '../../../shared/errors/app-error.ts'

const maxNamed = 20

/** Which cells of a plan a build is asked for. */
export interface CellChoice {
  readonly inputId?: string | undefined
  readonly paramName?: string | undefined
}

/** Why a cell is built, or is left as it is. */
export type CellDecision = 'build' | 'done' | 'altered' | 'building'

/** Numbers of the cells in the rows and columns asked for. Errors: `bad-usage` for a name that the plan does not have. */
export function chooseCells(plan: Plan, { inputId, paramName }: CellChoice): ReadonlySet<number> {
  const inputs = indexesOf(plan.inputs, ({ id }) => id, inputId, 'input')
  const params = indexesOf(plan.params, ({ name }) => name, paramName, 'param')
  return new Set(inputs.flatMap((input) => params.map((param) => input * plan.params.length + param)))
}

function indexesOf<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  wanted: string | undefined,
  what: string,
): number[] {
  const all = Array.from(items.keys())
  if (wanted === undefined) return all
  const found = all.filter((at) => items.slice(at, at + 1).some((item) => nameOf(item) === wanted))
  if (found.length > 0) return found
  const names = items.slice(0, maxNamed).map(nameOf)
  const more = items.length > maxNamed ? ` and ${items.length - maxNamed} more` : ''
  const known = names.length === 0 ? `The plan has no ${what}s.` : `There are ${names.join(', ')}${more}.`
  throw new AppError({ code: 'bad-usage', operation: 'build', message: `There is no ${what} "${wanted}". ${known}` })
}

/** What is missing, failed or stopped is built; what is altered only where that is asked for, because somebody may want it. */
export function decideCell(
  { state }: Pick<Permutation, 'state'>,
  { isForced, isAlteredReplaced }: { readonly isForced: boolean; readonly isAlteredReplaced: boolean },
): CellDecision {
  if (state.kind === 'building') return 'building'
  if (isForced || state.kind === 'missing' || 'phasesDone' in state) return 'build'
  if (state.kind === 'altered') return isAlteredReplaced ? 'build' : 'altered'
  return 'done'
}
