import type { PlanParam, PlanProblem } from '../../../shared/model/plan.ts'
import type { DeclaredPlan } from './declared-plan.ts'
import { discoverInputs } from './discover-inputs.ts'
import { nameCells, type NamedInput } from './name-cells.ts'

const idAlone = [{ name: 'permutation_id' }]
/** More are not named only to tell more faults of a plan that has some. */
const maxCells = 200_000

/** Params of a name that another has. */
export function findTwinParams(params: readonly PlanParam[]): PlanProblem[] {
  const first = new Map<string, number>()
  return params.flatMap(({ name, place }) => {
    const line = first.get(name)
    first.set(name, line ?? place.line)
    if (line === undefined) return []
    return [
      { ...place, field: 'params', message: `The param "${name}" is there twice: lines ${line} and ${place.line}.` },
    ]
  })
}

/** What of a plan with faults is there twice as far as it could be read: inputs by their ids, and cells by theirs. */
export async function findClashes(declared: DeclaredPlan): Promise<PlanProblem[]> {
  const listed = declared.inputs.filter((input) => input.listed !== undefined)
  // Files need neither be there nor be found for that.
  const search = { root: '/', outputFolder: '/', signal: undefined, needsCosts: false }
  const { inputs, problems } = await discoverInputs(listed, search)
  return [...problems, ...findAlikeCells(inputs, declared.params)]
}

/** Two cells of one id, of inputs and params that are each there once. */
export function findAlikeCells(inputs: readonly NamedInput[], declared: readonly PlanParam[]): PlanProblem[] {
  const params = [...new Map(declared.map((param) => [param.name, param])).values()]
  if (inputs.length * params.length > maxCells) return []
  const names = nameCells(inputs, params, idAlone)
  if (!('problem' in names)) return []
  const { place, ...problem } = names.problem
  return [{ ...place, ...problem }]
}
