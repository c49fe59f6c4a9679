import type { PlanParam, PlanPlace, PlanValue } from '../../../shared/model/plan.ts'
import type { PlanChecker } from './plan-checker.ts'
import { findGlobFault } from '../../walk/glob-matcher.ts'
import type { FieldPath } from './plan-document.ts'
import { readTemplates, type DeclaredTemplates } from './declared-templates.ts'

export type DeclaredCost = number | 'bytes' | 'rows' | undefined

/** An input as the plan lists it, or a glob that finds some. */
export interface DeclaredInput {
  readonly place: PlanPlace
  readonly field: FieldPath
  readonly cost: DeclaredCost
  readonly listed:
    { readonly id: string; readonly path: string | undefined; readonly label: string | undefined } | undefined
  readonly glob: string | undefined
}

/** A plan as written, before its inputs are looked for. */
export interface DeclaredPlan extends DeclaredTemplates {
  readonly name: string | undefined
  readonly root: string | undefined
  readonly outputFolder: string
  readonly inputs: readonly DeclaredInput[]
  readonly params: readonly PlanParam[]
  readonly phases: readonly string[]
}

const planFields = [
  'format',
  'version',
  'name',
  'root',
  'output_folder',
  'artifact',
  'inputs',
  'params',
  'phases',
  'build',
]
const defaultPhases = ['build']
const maxIdLength = 200
const valueKey = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/u

/** Reads the fields of a plan; what is wrong is in `checker.problems`, and the result is of use only where nothing is. */
export function readDeclaredPlan(checker: PlanChecker, value: unknown): DeclaredPlan | undefined {
  const fields = checker.map(value, [], planFields)
  if (fields === undefined) return undefined
  if (fields['format'] !== 'assay-plan') checker.report(['format'], 'Expected the text "assay-plan".')
  if (fields['version'] !== 1) checker.report(['version'], 'Expected 1, the version this Assay reads.')
  const inputs = checker.list(fields['inputs'], ['inputs'])?.map((each, at) => readInput(checker, each, at)) ?? []
  const params = checker.list(fields['params'], ['params'])?.map((each, at) => readParam(checker, each, at)) ?? []
  const known = params.filter((param) => param !== undefined)
  return {
    name: checker.optionalText(fields['name'], ['name']),
    root: checker.optionalText(fields['root'], ['root']),
    outputFolder: checker.text(fields['output_folder'], ['output_folder']) ?? '',
    inputs: inputs.filter((input) => input !== undefined),
    params: known,
    phases: readPhases(checker, fields['phases']),
    ...readTemplates(checker, fields, known),
  }
}

function readPhases(checker: PlanChecker, value: unknown): readonly string[] {
  if (value === undefined) return defaultPhases
  const phases =
    checker.list(value, ['phases'])?.map((each, at) => checker.text(each, ['phases', at], maxIdLength)) ?? []
  return phases.filter((phase) => phase !== undefined)
}

function readInput(checker: PlanChecker, value: unknown, at: number): DeclaredInput | undefined {
  const field = ['inputs', at]
  const isGlob = typeof value === 'object' && value !== null && Object.hasOwn(value, 'glob')
  const fields = checker.map(value, field, isGlob ? ['glob', 'cost'] : ['id', 'path', 'cost', 'label'])
  if (fields === undefined) return undefined
  const cost = readCost(checker, fields['cost'], [...field, 'cost'])
  const place = checker.placeOf(field)
  if (isGlob)
    return { place, field, cost, listed: undefined, glob: readGlob(checker, fields['glob'], [...field, 'glob']) }
  const id = checker.text(fields['id'], [...field, 'id'], maxIdLength)
  const path = checker.optionalText(fields['path'], [...field, 'path'])
  if (path === undefined && typeof cost === 'string') {
    checker.report([...field, 'cost'], `Without a path there are no ${cost} to count. Give the path, or a number.`)
  }
  if (id === undefined) return undefined
  return {
    place,
    field,
    cost,
    listed: { id, path, label: checker.optionalText(fields['label'], [...field, 'label']) },
    glob: undefined,
  }
}

function readGlob(checker: PlanChecker, value: unknown, field: FieldPath): string | undefined {
  const glob = checker.text(value, field)
  const fault = glob === undefined ? undefined : findGlobFault(glob)
  return fault === undefined ? glob : checker.report(field, `The glob ${fault}.`)
}

function readCost(checker: PlanChecker, value: unknown, field: FieldPath): DeclaredCost {
  if (value === undefined || value === 'bytes' || value === 'rows') return value
  if (typeof value === 'number') return checker.amount(value, field)
  return checker.report(field, 'Expected a number, "bytes" or "rows"; leave it out where the cost is unknown.')
}

function readParam(checker: PlanChecker, value: unknown, at: number): PlanParam | undefined {
  const field = ['params', at]
  const fields = checker.map(value, field, ['name', 'cost', 'label', 'values'])
  if (fields === undefined) return undefined
  const name = checker.text(fields['name'], [...field, 'name'], maxIdLength)
  const cost = fields['cost'] === undefined ? undefined : checker.amount(fields['cost'], [...field, 'cost'])
  const label = checker.optionalText(fields['label'], [...field, 'label'])
  const values = readValues(checker, fields['values'], [...field, 'values'])
  if (name === undefined) return undefined
  return { name, cost: cost ?? null, label: label ?? null, values, place: checker.placeOf(field) }
}

function readValues(checker: PlanChecker, value: unknown, field: FieldPath): Readonly<Record<string, PlanValue>> {
  const values: Record<string, PlanValue> = {}
  const given = value === undefined ? {} : (checker.anyMap(value, field) ?? {})
  for (const [key, each] of Object.entries(given)) {
    const path = [...field, key]
    if (!valueKey.test(key)) checker.report(path, 'A name of a value has only letters, digits, "_", "." and "-".', true)
    else if (!isPlanValue(each)) checker.report(path, 'Expected a text, a finite number, true, false or null.')
    else if (typeof each === 'string' && each.includes('\0')) checker.report(path, 'The text has a NUL character.')
    else values[key] = each
  }
  return values
}

function isPlanValue(value: unknown): value is PlanValue {
  if (typeof value === 'number')
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
  return value === null || typeof value === 'string' || typeof value === 'boolean'
}
