import type { PlanInput, PlanParam, PlanPlace } from '../../../shared/model/plan.ts'
import { fillTemplate, type Template } from './template.ts'
import { isDeviceName, toSlug } from './slug.ts'

export interface CellNames {
  readonly permutationIds: readonly string[]
  readonly artifactNames: readonly string[]
}

/** What keeps two cells, or one, from having a name, told at the input or param it comes from. */
export interface NamingProblem {
  readonly place: PlanPlace
  readonly field: string
  readonly message: string
}

/** What of an input its cells are named by. */
export type NamedInput = Pick<PlanInput, 'id' | 'place'>

const maxNameBytes = 255
// What Windows or a path gives a meaning: a name must be one on every system.
const unusable = /[\p{Cc}<>:"/\\|?*]/u
/** Where builds are staged, beside the artifacts. */
const stagingName = '_build'

/** Names each cell of inputs x params, row by row; linear in their product. Returns what is wrong instead where two are alike. */
export function nameCells(
  inputs: readonly NamedInput[],
  params: readonly PlanParam[],
  artifact: Template,
): CellNames | { readonly problem: NamingProblem } {
  const permutationIds: string[] = []
  const artifactNames: string[] = []
  let isAsWritten = true
  for (const input of inputs) {
    for (const param of params) {
      const written = `${input.id}_${param.name}`
      const id = toSlug(written)
      if (id !== written) isAsWritten = false
      const name = fillTemplate(artifact, (part) => valueOf(part, id, input, param))
      const fault = findFault(name)
      if (fault !== undefined) return { problem: { place: input.place, field: 'artifact', message: fault } }
      permutationIds.push(id)
      artifactNames.push(name)
    }
  }
  // Ids that differ make names that do.
  const placeholders = artifact.filter((part) => typeof part !== 'string')
  const isByIdAlone = placeholders.length === 1 && placeholders[0]?.name === 'permutation_id'
  const twice =
    (isAsWritten && doPartsDiffer(inputs, params) ? undefined : findTwice(permutationIds)) ??
    (isByIdAlone ? undefined : findTwice(artifactNames))
  return twice === undefined
    ? { permutationIds, artifactNames }
    : { problem: describeTwice(twice, { permutationIds, artifactNames }, inputs, params) }
}

function valueOf(part: string, id: string, input: NamedInput, param: PlanParam): string {
  if (part === 'permutation_id') return id
  if (part === 'input_id') return input.id
  if (part === 'param_name') return param.name
  return String(param.values[part.slice('values.'.length)] ?? '')
}

function findFault(name: string): string | undefined {
  const shown = JSON.stringify(name)
  if (unusable.test(name)) return `The artifact ${shown} is no plain name: it lies in the output folder itself.`
  if (name === '' || /^\.|[. ]$|^ /u.test(name) || isDeviceName(name)) return `No system has a file ${shown} for sure.`
  if (name.toLowerCase() === stagingName) return `${shown} is where builds are staged. Name the artifact otherwise.`
  if (Buffer.byteLength(name) > maxNameBytes) return `The artifact ${shown} has more than ${maxNameBytes} bytes.`
  return undefined
}

/**
 * Whether that alone says that no two ids are alike: where only inputs or only params have a "_", an id comes apart into an
 * input and a param in one way. To look for 200,000 ids in a set of them takes far longer.
 */
function doPartsDiffer(inputs: readonly NamedInput[], params: readonly PlanParam[]): boolean {
  const [ids, names] = [inputs.map(({ id }) => id), params.map(({ name }) => name)]
  const isOneSplit = [ids, names].some((parts) => parts.every((part) => !part.includes('_')))
  return isOneSplit && findTwice(ids) === undefined && findTwice(names) === undefined
}

/** The numbers of two cells of one name. Some file systems do not tell capitals from small letters. */
function findTwice(names: readonly string[]): readonly [number, number] | undefined {
  const seen = new Set<string>()
  for (const [cell, name] of names.entries()) {
    const folded = name.toLowerCase()
    if (seen.has(folded)) return [names.findIndex((before) => before.toLowerCase() === folded), cell]
    seen.add(folded)
  }
  return undefined
}

function describeTwice(
  [first, second]: readonly [number, number],
  { permutationIds, artifactNames }: CellNames,
  inputs: readonly NamedInput[],
  params: readonly PlanParam[],
): NamingProblem {
  const tell = (cell: number): { text: string; place: PlanPlace } => {
    const input = inputs[Math.floor(cell / params.length)]
    const param = params[cell % params.length]
    const lines = `lines ${input?.place.line} and ${param?.place.line}`
    return { text: `${input?.id} with ${param?.name} (${lines})`, place: input?.place ?? { line: 1, column: 1 } }
  }
  const isId = permutationIds[first]?.toLowerCase() === permutationIds[second]?.toLowerCase()
  const names = isId ? permutationIds : artifactNames
  const what = isId ? 'Two cells have the id' : 'Two cells have the artifact'
  const both = `${tell(first).text} and ${tell(second).text}`
  return {
    place: tell(second).place,
    field: isId ? 'inputs' : 'artifact',
    message: `${what} "${names[second]}", whatever the case of its letters: ${both}.`,
  }
}
